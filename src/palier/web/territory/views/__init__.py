"""The views of the territory, one module per screen."""
