"""Saved filters: personal, named, each with the count of the list behind it."""
