"""The first screen after login: what waits for this person, and what to do first where there is nothing."""
