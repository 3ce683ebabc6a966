"""Administration of the catalogue: nomenclature, answers, cards, legal references, gravity."""
