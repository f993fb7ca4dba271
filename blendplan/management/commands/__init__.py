"""Commands of the composition, one a module."""
