"""Doors for outside facts: a tracker kept in a spreadsheet becomes problems and actions, through the services."""
