"""Finding problems and reports: one state of filters in the address, behind the list, the map and the count."""
