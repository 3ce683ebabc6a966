"""Identifiers that say nothing: random, so that no gap and no order betrays a hidden row (decision 6)."""

from uuid import UUID, uuid4

# Without the letters that are heard or read as another (I, L, O, U).
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BITS, _SPOKEN = 5, 8
_HEARD = str.maketrans("OIL", "011")


def new_id() -> UUID:
    """A random (version 4) identifier for a new row."""
    return uuid4()


def spoken(identifier: UUID) -> str:
    """The beginning of an identifier as people quote it: « 7K3Q-M0ZD », forty of its bits."""
    bits = identifier.int >> (128 - _BITS * _SPOKEN)
    signs = "".join(_SIGNS[bits >> _BITS * rank & 31] for rank in reversed(range(_SPOKEN)))
    return f"{signs[:4]}-{signs[4:]}"


def heard(text: str) -> tuple[UUID, UUID] | None:
    """The first and the last identifier that `spoken` says so, however it was typed; None for anything else."""
    signs = "".join(sign for sign in text.upper().translate(_HEARD) if sign.isalnum())
    if len(signs) != _SPOKEN or any(sign not in _SIGNS for sign in signs):
        return None
    bits = 0
    for sign in signs:
        bits = bits << _BITS | _SIGNS.index(sign)
    rest = 128 - _BITS * _SPOKEN
    return UUID(int=bits << rest), UUID(int=(bits + 1 << rest) - 1)
