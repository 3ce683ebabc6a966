"""Screens of the problems: the list, one problem and its moves, its diagnosis, what the police alone reads."""
