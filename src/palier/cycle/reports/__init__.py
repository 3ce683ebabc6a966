"""Step 1: a fact observed at a place. In: what a member saw. Out: a report and its answer."""
