"""French sentences set right: a number with its noun, spaces that do not break."""

import re

_BEFORE = re.compile(r" ([:;?!»%])")
_AFTER = re.compile(r"(«|n°|§) ")
NO_BREAK = "\u00a0"
_PLURAL_FROM = 2


def counted(number: int, one: str, many: str = "") -> str:
    """« 0 point », « 1 point », « 2 points »: in French the plural begins at two. `many` defaults to an added « s »."""
    return f"{number} {one if number < _PLURAL_FROM else many or f'{one}s'}"


def unbroken(text: str) -> str:
    """The same words, with no line begun by a colon nor ended by an opening guillemet."""
    return _AFTER.sub(rf"\1{NO_BREAK}", _BEFORE.sub(rf"{NO_BREAK}\1", text))
