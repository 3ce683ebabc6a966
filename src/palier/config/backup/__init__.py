"""Backup and restore: one archive holds every row, every kept file and what is needed to check them.

The archive is a tar.gz of plain JSON lines, one file per table, so it does not depend on the engine: a backup made
on SQLite restores on PostgreSQL and the reverse. `writing` makes it, `reading` restores it, `tables` says what it
holds.
"""
