"""Views of the discussion."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from palier.cycle.actions.models import Action
from palier.cycle.actions.queries import actions_for
from palier.cycle.discussion import services
from palier.cycle.discussion.models import Remark
from palier.cycle.discussion.queries import Subject, may_write, remarks_of
from palier.cycle.problems.queries import problems_for
from palier.kernel import clock
from palier.kernel.errors import NotGranted
from palier.web.discussion.forms import CorrectForm, RemarkForm
from palier.web.shell.pages import go_to, page
from palier.web.shell.reading import note_reading
from palier.web.shell.requests import Request

PER_PAGE = 30


def of_problem(request: Request, pk: UUID) -> HttpResponse:
    """The messages about a problem, and the box."""
    return _discussion(request, get_object_or_404(problems_for(request.actor), pk=pk))


def of_action(request: Request, pk: UUID) -> HttpResponse:
    """The messages about an action, and the box."""
    return _discussion(request, get_object_or_404(actions_for(request.actor), pk=pk))


def correct(request: Request, pk: UUID) -> HttpResponse:
    """Correct one's own message, for twenty minutes."""
    remark = _remark(request, pk)
    if not services.may_correct(request.actor, remark, clock.now()):
        raise NotGranted("Un message se corrige par son auteur, dans les vingt minutes.")
    form = CorrectForm(request.POST or None, initial={"text": remark.text})
    if request.method == "POST" and form.is_valid():
        values = {"actor": request.actor, "remark": remark, "now": clock.now(), **form.cleaned_data}
        if form.carry_out(services.correct_remark, **values):
            return go_to(request, _back(remark), "Le message est corrigé.")
    note_reading(request, remark)
    return page(request, "discussion/correct.html", {"remark": remark, "form": form, "back": _back(remark)})


@require_POST
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Withdraw a message: its trace stays."""
    remark = _remark(request, pk)
    services.withdraw_remark(actor=request.actor, remark=remark, now=clock.now())
    return go_to(request, _back(remark), "Le message est retiré.")


def address_of(subject: Subject) -> str:
    """Where a subject is discussed."""
    kind = "action" if isinstance(subject, Action) else "problem"
    return reverse(f"discussion:{kind}", args=[subject.pk])


def _discussion(request: Request, subject: Subject) -> HttpResponse:
    actor, now = request.actor, clock.now()
    form = None
    if may_write(actor, subject):
        form = RemarkForm(request.POST or None, actor=actor, subject=subject, today=clock.today())
        if request.method == "POST" and form.is_valid():
            values = {"actor": actor, "subject": subject, "now": now, **form.cleaned_data}
            if form.carry_out(services.write_remark, **values):
                return go_to(request, address_of(subject), "Le message est écrit.")
    shown = Paginator(remarks_of(actor, subject).order_by("-written_at", "id"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    note_reading(request, subject, shown)
    lines = [
        {
            "remark": remark,
            "may_correct": services.may_correct(actor, remark, now),
            "may_withdraw": services.may_withdraw(actor, remark),
        }
        for remark in shown
    ]
    return page(request, "discussion/discussion.html", {"lines": lines, "page": shown, "form": form, **_about(subject)})


def _about(subject: Subject) -> dict[str, Any]:
    is_action = isinstance(subject, Action)
    return {
        "subject": subject,
        "title": subject.title,
        "over": subject.problem.reference if isinstance(subject, Action) else subject.reference,
        "back_url": reverse("actions:action" if is_action else "problems:problem", args=[subject.pk]),
        "back_label": "L’action" if is_action else "La problématique",
    }


def _remark(request: Request, pk: UUID) -> Remark:
    rows = Remark.objects.visible_to(request.actor).select_related("problem", "action__problem")
    return get_object_or_404(rows, pk=pk)


def _back(remark: Remark) -> str:
    return address_of(remark.action or remark.problem)
