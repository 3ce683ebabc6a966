"""Screens of the triage box: what waits for an answer, one report and its answers, several at once."""
