"""Whether CI files publish as they should: rules over what reading found, and edits that mend (pure)."""
