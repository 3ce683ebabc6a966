"""Step 3: who promised what, by when. In: a problem. Out: one commitment of one organisation, kept or not."""
