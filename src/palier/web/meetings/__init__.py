"""Screens of the meetings: planning, the agenda, the séance, what was decided."""
