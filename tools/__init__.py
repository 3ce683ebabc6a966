"""Tools of the workshop, run from the root of the sources: `python -m tools.notices`. Not shipped."""
