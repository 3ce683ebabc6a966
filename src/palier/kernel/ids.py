"""Identifiers that say nothing: random, so that no gap and no order betrays a hidden row (decision 6)."""

from uuid import UUID, uuid4

# Without the letters that are heard or read as another (I, L, O, U).
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BITS, _SPOKEN = 5, 8


def new_id() -> UUID:
    """A random (version 4) identifier for a new row."""
    return uuid4()


def spoken(identifier: UUID) -> str:
    """The beginning of an identifier as people quote it: « 7K3Q-M0ZD », forty of its bits."""
    bits = identifier.int >> (128 - _BITS * _SPOKEN)
    signs = "".join(_SIGNS[bits >> _BITS * rank & 31] for rank in reversed(range(_SPOKEN)))
    return f"{signs[:4]}-{signs[4:]}"
