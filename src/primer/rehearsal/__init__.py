"""A registry inside this machine, and the person who would click on its pages."""
