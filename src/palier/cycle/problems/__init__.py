"""Step 2: facts that recur at one place. In: reports, or what a chief knows. Out: a problem led until its outcome."""
