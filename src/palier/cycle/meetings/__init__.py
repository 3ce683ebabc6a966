"""Step 4: the group meets. In: problems and promises. Out: attendance, decisions that are actions, minutes."""
