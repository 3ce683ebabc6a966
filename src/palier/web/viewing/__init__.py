"""« Voir comme »: a chief reads what a partner, or the population, reads before publishing it."""
