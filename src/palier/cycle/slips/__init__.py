"""The commitment link: one organisation's own promises, mailed to a partner without an account, answered by link."""
