"""Asking people to a meeting: who is asked, the link each answers by, what was answered, the calendars that follow."""
