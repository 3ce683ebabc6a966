"""Screens of the territory: the tree and the map, places, address search, import of boundaries, kinds of place."""
