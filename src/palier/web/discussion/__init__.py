"""Screens of the discussion: its messages, the box with its readers printed above, correcting, withdrawing."""
