"""Views of the account screens, one module per subject."""
