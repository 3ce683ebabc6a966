"""The box of a discussion: who will read, by name of organisation, then the words."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from palier.access.actor import Actor
from palier.access.levels import Level
from palier.cycle.discussion.queries import Readers, Subject, levels_for, own_among_named, problem_of, readers_at
from palier.cycle.discussion.services import LONGEST
from palier.kernel.wording import counted
from palier.partners.models import Organisation
from palier.web.shell.fields import FactsField, LevelField, label_with_help
from palier.web.shell.forms import PalierForm


class RemarkForm(PalierForm):
    """A message, its level, the organisations it is for. Who reads each level stands above the box."""

    level = LevelField(label="Qui lira ce message ?", initial=Level.GROUP)
    readers = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label="Organisations désignées",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Seulement pour « Organisations désignées » ; la vôtre et la police du groupe liront aussi.",
    )
    text = FactsField(label="Message", max_length=LONGEST)

    def __init__(self, data: Any, *, actor: Actor, subject: Subject, today: date) -> None:
        super().__init__(data)
        levels = levels_for(actor, subject)
        named = own_among_named(actor, subject)
        found = readers_at(subject, {*levels, Level.GROUP}, named=named, today=today)
        told = {one.level: one for one in found}
        field: Any = self.fields["level"]
        field.choices = [(level.value, label_with_help(level.label, _printed(told[level]))) for level in levels]
        field.initial = levels[0] if levels else None
        self._offer_readers(told[Level.GROUP], actor, subject, offered=Level.NAMED in levels)

    def _offer_readers(self, everybody: Readers, actor: Actor, subject: Subject, *, offered: bool) -> None:
        if not offered:
            del self.fields["readers"]
            return
        own = actor.seats.get(problem_of(subject).group_id)
        keys: list[UUID] = [
            one.pk
            for one, _ in everybody.organisations
            if not one.type.is_police and (own is None or one.pk != own.organisation_id)
        ]
        field: Any = self.fields["readers"]
        field.queryset = Organisation.objects.filter(pk__in=keys).order_by("name")


class CorrectForm(PalierForm):
    """The words, and nothing else: a message keeps its readers."""

    text = FactsField(label="Message", max_length=LONGEST)


def _printed(readers: Readers) -> str:
    """« Lu par : Bléone Habitat (1), Ville de Digne (2). 3 personnes. »"""
    told = f"Lu par : {_named(readers.organisations)}. {counted(readers.people, 'personne').capitalize()}"
    return f"{told}, et les organisations désignées." if readers.level == Level.NAMED else f"{told}."


def _named(organisations: Sequence[tuple[Organisation, int]]) -> str:
    return ", ".join(f"{one.name} ({count})" for one, count in organisations) or "personne"
