"""Fourteen months in Digne and Manosque, played day by day through the services.

The scenario is data: `places.csv`, `problems.csv` and the words of `facts/`; `cast.py` says who sits where and how
each organisation keeps its word. `play.py` calls everyone in turn, by date; `lives.py` (with `asking.py`, `turns.py`
and `endings.py`), `promises.py`, `meetings.py` and `box.py` are what a problem, a promise, a meeting and a lone report
live through. Days count backwards from today, and two tellings of one day are alike.
"""
