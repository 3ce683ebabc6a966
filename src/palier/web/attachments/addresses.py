"""The screen of what a file is joined to."""

from uuid import UUID

from django.urls import NoReverseMatch, reverse

_SCREENS = {"report": "reports:report", "problem": "problems:problem", "action": "actions:action"}


def address_of_subject(kind: str, pk: UUID) -> str:
    """Its address; the home page when it has no screen of its own."""
    try:
        return reverse(_SCREENS[kind], kwargs={"pk": pk})
    except (KeyError, NoReverseMatch):
        return reverse("home:home")
