"""Forms of the triage box: one per answer. `values()` is what the answer's service is called with."""

from typing import Any

from django import forms
from django.db.models import Q

from palier.access.actor import Actor
from palier.access.levels import Level
from palier.cycle.problems.models import Problem
from palier.cycle.problems.queries import living_problems
from palier.cycle.reports.lifecycle import State
from palier.cycle.reports.models import PoliceReferral, Report
from palier.cycle.reports.queries import reports_for, transfers_of
from palier.cycle.triage.queries import Resemblances, waiting_reports
from palier.cycle.triage.reasons import DeclineReason, told
from palier.kernel import clock
from palier.partners.models import Group
from palier.partners.queries.groups import other_groups_of_department
from palier.web.shell.fields import DateField, FactsField, LevelField
from palier.web.shell.forms import PalierForm
from palier.web.shell.screening import ScreenedTextField

NOTHING_ALIKE = Resemblances([], [])
_WAITING_OFFERED = 30


# Another sector of the department has its own answer (« Transmettre »): here stay those that have no group.
BODIES = [
    (value, "Autre secteur, qui n’a pas de groupe ici" if value == Report.Destination.SECTOR else label)
    for value, label in Report.Destination.choices
]


class AnswerForm(PalierForm):
    """An answer to one report; `alike` is what resembles it."""

    def __init__(self, data: Any, *, actor: Actor, report: Report, alike: Resemblances = NOTHING_ALIKE) -> None:
        super().__init__(data)

    def values(self) -> dict[str, Any]:
        """The named arguments of the service, beside who acts, on what and when."""
        return dict(self.cleaned_data)


class AttachForm(AnswerForm):
    """Which problem the report joins; the closest one is proposed."""

    problem = forms.ModelChoiceField(Problem.objects.none(), label="Problématique", empty_label="Choisir…")

    def __init__(self, data: Any, *, actor: Actor, report: Report, alike: Resemblances = NOTHING_ALIKE) -> None:
        super().__init__(data, actor=actor, report=report)
        self.fields["problem"].queryset = living_problems(actor).filter(group=report.group_id)
        if alike.problems:
            self.fields["problem"].initial = alike.problems[0].row.pk


class OpenForm(AnswerForm):
    """A new problem, at the place and of the category of the report."""

    title = ScreenedTextField(
        label="Intitulé", max_length=90, help_text="Le fait et le lieu : « Hall occupé le soir, 12 rue des Lilas »."
    )
    gravity = forms.TypedChoiceField(
        label="Gravité", choices=Problem.Gravity.choices, coerce=int, initial=Problem.Gravity.REPEATED
    )
    level = LevelField(levels=(Level.GROUP, Level.POLICE), initial=Level.GROUP)

    def __init__(self, data: Any, *, actor: Actor, report: Report, alike: Resemblances = NOTHING_ALIKE) -> None:
        super().__init__(data, actor=actor, report=report)
        self.fields["title"].initial = f"{report.category.label}, {report.place.name}"[:90]
        self.propose(report.level)

    def propose(self, level: int) -> None:
        """The level at which the problem is proposed: never more open than the group."""
        self.fields["level"].initial = max(Level.GROUP, Level(level))


class WatchForm(AnswerForm):
    """When to look again."""

    review_on = DateField(label="À revoir le")


class RedirectForm(AnswerForm):
    """To which body. Where the police alone knows it went, the others read « Autre cadre » (decision 3)."""

    towards = forms.ChoiceField(
        label="Orienter vers",
        choices=[
            ("", "Choisir…"),
            ("Lu par l’auteur du signalement", BODIES),
            ("Lu par la police ; les autres lisent « Autre cadre »", PoliceReferral.Destination.choices),
        ],
    )

    def values(self) -> dict[str, Any]:
        """The destination that all read, and the one that the police reads."""
        towards = self.cleaned_data["towards"]
        if towards in PoliceReferral.Destination.values:
            return {"destination": Report.Destination.OTHER, "police_destination": towards}
        return {"destination": towards}


class PassForm(AnswerForm):
    """To the group of which other sector, and why; one that came from another group goes back there by default."""

    group = forms.ModelChoiceField(
        Group.objects.none(),
        label="Groupe de l’autre secteur",
        empty_label="Choisir…",
        help_text="Le signalement entre dans sa boîte de tri : ses membres le liront, "
        "avec l’organisation qui l’a déposé. Votre groupe et son auteur continuent de le lire.",
    )
    reason = FactsField(
        label="Motif, lu par l’autre groupe et par l’auteur du signalement",
        max_length=300,
        rows=2,
        level=Level.GROUP,
        example="Le hall est du côté pair de l’avenue, dans votre secteur.",
    )

    def __init__(self, data: Any, *, actor: Actor, report: Report, alike: Resemblances = NOTHING_ALIKE) -> None:
        super().__init__(data, actor=actor, report=report)
        self.fields["group"].queryset = other_groups_of_department(report.group)
        if came := transfers_of(actor, [report]).get(report.pk):
            self.fields["group"].initial = came[0].from_group_id


class DeclineForm(AnswerForm):
    """Why it is not retained: a reason of the list, and words when they help."""

    reason = forms.ChoiceField(label="Motif", choices=DeclineReason.choices, widget=forms.RadioSelect)
    words = FactsField(
        label="Précision lue par l’auteur du signalement",
        required=False,
        max_length=200,
        rows=2,
        level=Level.GROUP,
        example="Le bailleur a fait réparer la porte lundi.",
    )

    def clean(self) -> dict[str, Any]:
        """« Autre motif » says which."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("reason") == DeclineReason.OTHER and not (values.get("words") or "").strip():
            self.add_error("words", "Dites le motif en une phrase.")
        return values

    def values(self) -> dict[str, Any]:
        """The reason as the author reads it."""
        return {"reason": told(self.cleaned_data["reason"], self.cleaned_data["words"])}


class DismissForm(PalierForm):
    """Why nothing is taken up again."""

    reason = FactsField(
        label="Motif", max_length=300, rows=2, example="Les trois signalements parlent du chantier, fini lundi."
    )


class ReportChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Reports told apart by their day and their first words."""

    def label_from_instance(self, report: Report) -> str:
        """« 12/11/2026, Hall B : musique tard le soir… »."""
        return f"{clock.day_of(report.created_at):%d/%m/%Y}, {report.place} : {report.text[:60]}"


class MergeForm(AnswerForm):
    """With which report: those that resemble it, then those that wait with it."""

    into = ReportChoiceField(Report.objects.none(), label="Fusionner avec", empty_label="Choisir…")

    def __init__(self, data: Any, *, actor: Actor, report: Report, alike: Resemblances = NOTHING_ALIKE) -> None:
        super().__init__(data, actor=actor, report=report)
        waiting = waiting_reports(actor, clock.today()).filter(group=report.group_id)
        offered = [found.row.pk for found in alike.reports]
        offered += waiting.values_list("pk", flat=True)[:_WAITING_OFFERED]
        rows = reports_for(actor).filter(Q(pk__in=offered), group=report.group_id, level__lte=report.level)
        self.fields["into"].queryset = rows.exclude(pk=report.pk).exclude(state=State.MERGED)
