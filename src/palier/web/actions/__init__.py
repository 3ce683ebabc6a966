"""Screens of the actions: what was promised, by whom, and the answers to it."""
