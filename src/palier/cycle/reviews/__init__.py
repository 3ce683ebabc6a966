"""Step 6: the year drawn from the record. In: every step before. Out: counts whose equation balances."""
