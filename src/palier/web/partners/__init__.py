"""Screens about partners: groups and seats, the directory, the charter, the words of the house."""
