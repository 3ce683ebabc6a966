"""Screens of what ties problems to one another and to their groups: split, link, hand over, the boundary question."""
