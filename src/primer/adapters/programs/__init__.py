"""Other programs of the person's: git, gh, zizmor, the browser; none may ask back or see a credential."""
