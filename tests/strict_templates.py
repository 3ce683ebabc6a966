"""Strict templates: a variable that does not exist fails the test, when the template is ours.

Templates of dependencies (Django's widgets, allauth, DSFR) count on silence: they keep it.
"""

import sys
from pathlib import Path

from django.template.base import Node

import palier

OURS = Path(palier.__file__).parent


class UndefinedVariable(Exception):
    """A template of ours names something its view does not give."""


class Strict(str):
    """Stands for `string_if_invalid`: Django asks whether it holds %s, then formats it with the missing name."""

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        return part == "%s"

    def __bool__(self) -> bool:
        return True

    def __mod__(self, missing: object) -> str:
        origin = _origin()
        if origin and OURS in Path(origin).parents:
            raise UndefinedVariable(f"{origin}: « {missing} » is not defined")
        return ""


def _origin() -> str:
    """The file of the template being rendered, found on the call stack."""
    frame = sys._getframe(2)
    while frame is not None:
        owner = frame.f_locals.get("self")
        if isinstance(owner, Node) and getattr(owner, "origin", None) is not None:
            return str(owner.origin.name)
        frame = frame.f_back
    return ""
