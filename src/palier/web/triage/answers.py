"""The answers of triage: the key that chooses each, the form it needs, the service it calls."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from palier.access.actor import Actor
from palier.cycle.problems.criteria import EXITS, Criterion
from palier.cycle.problems.services import attach_report
from palier.cycle.reports import services as reports
from palier.cycle.reports.models import Report
from palier.cycle.triage.passing import pass_report
from palier.cycle.triage.services import attach_reports, open_problem_from
from palier.kernel import clock
from palier.web.triage import forms


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its key, its button, its form, what carries it out, what is said once done."""

    key: str
    label: str
    form: Callable[..., forms.AnswerForm]
    service: Callable[..., Any]
    done: str
    needs_today: bool = False
    # Answers several reports in one act: the service takes `reports`.
    for_several: bool = False

    def arguments(self, actor: Actor, chosen: list[Report], form: forms.AnswerForm) -> dict[str, Any]:
        """What the service is called with."""
        about: dict[str, Any] = {"reports": chosen} if self.for_several else {"report": chosen[0]}
        today = {"today": clock.today()} if self.needs_today else {}
        return {"actor": actor, "now": clock.now(), **about, **today, **form.values()}


ANSWERS: dict[str, Answer] = {
    "attach": Answer("r", "Rattacher", forms.AttachForm, attach_report, "Signalement rattaché."),
    "open": Answer(
        "o",
        "Ouvrir une problématique",
        forms.OpenForm,
        open_problem_from,
        "Problématique ouverte, signalement rattaché.",
        needs_today=True,
        for_several=True,
    ),
    "watch": Answer(
        "s", "Surveiller", forms.WatchForm, reports.watch_report, "Signalement mis à surveiller.", needs_today=True
    ),
    "redirect": Answer("e", "Orienter", forms.RedirectForm, reports.redirect_report, "Signalement orienté."),
    "pass": Answer(
        "t", "Transmettre à un autre groupe", forms.PassForm, pass_report, "Signalement transmis à l’autre groupe."
    ),
    "decline": Answer("n", "Ne pas retenir", forms.DeclineForm, reports.decline_report, "Signalement non retenu."),
    "merge": Answer("f", "Fusionner", forms.MergeForm, reports.merge_report, "Signalement fusionné."),
}
TOGETHER: dict[str, Answer] = {
    "open": ANSWERS["open"],
    "attach": Answer(
        "r", "Rattacher", forms.AttachForm, attach_reports, "Les signalements sont rattachés.", for_several=True
    ),
}

# The admission test of a problem as an aid to answer, and where a « non » leads (domain 1.6).
CRITERIA = [(criterion.label, EXITS.get(criterion)) for criterion in Criterion]
