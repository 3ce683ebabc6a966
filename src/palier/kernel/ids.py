"""Identifiers that say nothing: random, so that no gap and no order betrays a hidden row (decision 6)."""

from uuid import UUID, uuid4


def new_id() -> UUID:
    """A random (version 4) identifier for a new row."""
    return uuid4()
