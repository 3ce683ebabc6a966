"""Administration of the nomenclature."""
