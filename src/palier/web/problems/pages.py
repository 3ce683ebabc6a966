"""The page of every form of a problem."""

from typing import Any

from django.http import HttpResponse

from palier.cycle.problems.models import Problem
from palier.web.shell.pages import page
from palier.web.shell.requests import Request

# What most forms have nothing to say in: a rule above, what is missing, exits advised, actions still promised.
_EMPTY: dict[str, Any] = {"left": [], "lead": "", "lacks": [], "advised": [], "suggestion": "", "score": None}


def form_page(request: Request, problem: Problem, form: Any, title: str, **more: Any) -> HttpResponse:
    """A form about this problem; `submit` names its button, `left` the actions still promised."""
    context = {"problem": problem, "form": form, "title": title, "submit": "Enregistrer", **_EMPTY, **more}
    return page(request, "problems/form.html", context)
