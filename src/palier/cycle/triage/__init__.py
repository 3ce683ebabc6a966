"""Between report and problem: which reports wait, since when, what resembles them, and what is done with several."""
