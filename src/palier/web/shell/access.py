"""Screens opened by a mandate, or by a role held anywhere."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpResponse

from palier.access.grants import Verb, holds_anywhere
from palier.kernel.errors import NotGranted
from palier.web.shell.requests import Request

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponse]


def needs(verb: Verb) -> Callable[[View[P]], View[P]]:
    """Open a screen only to those granted `verb` by a mandate or in at least one group (403 page otherwise)."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not holds_anywhere(request.actor, verb):
                raise NotGranted("Votre rôle n’ouvre pas cet écran.")
            return view(request, *args, **kwargs)

        guarded.needs_verb = verb  # type: ignore[attr-defined]  # read by the route x role matrix
        return guarded  # type: ignore[return-value]  # same call, only named by position

    return decorate


def verb_of(view: Any) -> Verb | None:
    """The verb a screen was declared with, or None."""
    return getattr(view, "needs_verb", None)
