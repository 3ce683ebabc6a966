"""Every read about partners used by a screen, a document or a step of the cycle, one module per subject."""
