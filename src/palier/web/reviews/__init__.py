"""Screen of the yearly count."""
