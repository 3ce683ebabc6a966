"""Screens of the reports: the list, filing, one report and its triage."""
