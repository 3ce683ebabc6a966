"""Forms of the facts: moments, frequency, who is bothered, what was tried."""

from typing import Any

from django import forms

from palier.cycle.catalogue.models import Answer
from palier.cycle.problems.circumstances import Band, Bothered, Priority
from palier.cycle.problems.gathering import Gathered
from palier.cycle.problems.models import Problem
from palier.cycle.reports.models import Frequency
from palier.web.shell.fields import DateField
from palier.web.shell.forms import PalierForm
from palier.web.shell.moments import MomentsField
from palier.web.shell.screening import ScreenedTextField

UNTOLD = [("", "Non renseigné")]


class FactsForm(PalierForm):
    """When, how often, since when, whom it bothers."""

    moments = MomentsField(required=False)
    frequency = forms.ChoiceField(label="Fréquence", required=False, choices=[*UNTOLD, *Frequency.choices])
    first_seen = DateField(label="Première manifestation", required=False)
    last_seen = DateField(label="Dernière manifestation", required=False)
    bothered = forms.ChoiceField(
        label="Qui est surtout gêné",
        required=False,
        choices=[*UNTOLD, *Bothered.choices],
        help_text="Une catégorie de personnes, jamais quelqu’un.",
    )
    bothered_number = forms.ChoiceField(
        label="Combien environ",
        required=False,
        choices=[*UNTOLD, *Band.choices],
        help_text="Un ordre de grandeur : foyers, élèves ou clients.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, problem: Problem, suggested: Gathered | None = None) -> None:
        initial = {name: getattr(problem, name) for name in self.base_fields}
        if suggested is not None:
            told = {
                "moments": suggested.moments.code,
                "frequency": suggested.frequency,
                "first_seen": suggested.first_seen,
                "last_seen": suggested.last_seen,
            }
            initial |= {name: value for name, value in told.items() if value}
        super().__init__(data, initial=initial)

    def clean_moments(self) -> str:
        """The moments as they are kept."""
        return self.cleaned_data["moments"].code if self.cleaned_data["moments"] else ""


class AttemptForm(PalierForm):
    """One thing that was tried."""

    family = forms.ChoiceField(label="Famille de réponse", choices=[("", "Choisir…"), *Answer.Kind.choices])
    text = ScreenedTextField(
        label="Ce qui a été tenté, et son effet",
        max_length=200,
        help_text="En une ligne, sans désigner personne. Exemple : « Passages de patrouille : retour dans l’heure. »",
    )


class RankForm(PalierForm):
    """The priority, chosen by a human, and why."""

    priority = forms.ChoiceField(label="Priorité", choices=Priority.choices, widget=forms.RadioSelect)
    position = forms.IntegerField(
        label="Ordre parmi ses égales",
        required=False,
        min_value=1,
        max_value=99,
        help_text="1 pour la première ; laissez vide s’il n’importe pas.",
    )
    reason = ScreenedTextField(
        label="Pourquoi ce rang",
        max_length=200,
        help_text="En une ligne, gardée et affichée. Exemple : « L’école voisine a signalé deux chutes. »",
    )

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, problem: Problem) -> None:
        super().__init__(data, initial={name: getattr(problem, name) for name in ("priority", "position", "version")})
