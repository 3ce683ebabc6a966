"""The catalogue as members read it: search, one page per entry, and the category proposed for a text."""
