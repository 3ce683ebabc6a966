"""The answers of triage: the form each one needs and the service it calls."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from palier.access.actor import Actor
from palier.cycle.problems.services import attach_report
from palier.cycle.reports import services
from palier.cycle.reports.models import Report
from palier.kernel import clock
from palier.web.reports import forms
from palier.web.shell.forms import PalierForm


@dataclass(frozen=True, slots=True)
class Move:
    """One answer: what it asks, what it does, what is said once done."""

    form: Callable[..., PalierForm]
    service: Callable[..., Any]
    done: str
    needs_today: bool = False

    def arguments(self, actor: Actor, report: Report, form: PalierForm) -> dict[str, Any]:
        """What the service is called with."""
        today = {"today": clock.today()} if self.needs_today else {}
        return {"actor": actor, "report": report, "now": clock.now(), **today, **form.cleaned_data}


MOVES: dict[str, Move] = {
    "attach": Move(forms.AttachForm, attach_report, "Le signalement est rattaché."),
    "watch": Move(forms.WatchForm, services.watch_report, "Le signalement est à surveiller.", needs_today=True),
    "redirect": Move(forms.RedirectForm, services.redirect_report, "Le signalement est orienté."),
    "decline": Move(forms.DeclineForm, services.decline_report, "Le signalement n’est pas retenu."),
    "merge": Move(forms.MergeForm, services.merge_report, "Les deux signalements n’en font plus qu’un."),
    "reconsider": Move(forms.EmptyForm, services.reconsider_report, "Le signalement est revenu au tri."),
}
