"""Forms of the topics that members bring, and of their answers."""

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q

from palier.access.actor import Actor
from palier.access.grants import Verb, groups_where
from palier.access.levels import Level
from palier.cycle.meetings.models import Meeting, Topic
from palier.cycle.problems.lifecycle import LIVING
from palier.cycle.problems.models import Problem
from palier.cycle.problems.queries import living_problems, problems_for
from palier.partners.models import Group
from palier.territory.models import Place
from palier.web.shell.fields import FactsField, LevelField
from palier.web.shell.forms import PalierForm

PLACES = 200


class TopicForm(PalierForm):
    """What to speak of, about a problem or not."""

    group = forms.ModelChoiceField(Group.objects.none(), label="Groupe", empty_label=None)
    text = FactsField(
        label="De quoi faut-il parler ?",
        max_length=300,
        rows=3,
        level=Level.GROUP,
        example="les horaires d’ouverture du local vélos, à revoir avec le gardien.",
    )
    problem = forms.ModelChoiceField(
        Problem.objects.none(), label="Problématique concernée", required=False, empty_label="Aucune"
    )
    place = forms.ModelChoiceField(
        Place.objects.none(),
        label="Lieu",
        required=False,
        empty_label="Aucun en particulier",
        help_text="Parmi les lieux des problématiques du groupe. Inutile si une problématique est choisie.",
    )
    level = LevelField(levels=(Level.GROUP, Level.POLICE), required=False)

    def __init__(self, data: Any, *, actor: Actor, about: UUID | None = None) -> None:
        groups = Group.objects.visible_to(actor).filter(
            pk__in=groups_where(actor, Verb.TOPIC_PARK), closed_on__isnull=True
        )
        asked = problems_for(actor).filter(pk=about).first() if about else None
        ours = [group for group in groups if asked and group.pk == asked.group_id]
        super().__init__(data, initial={"group": ours[0] if ours else groups.first(), "problem": asked})
        self.fields["group"].queryset = groups
        if len(groups) == 1:
            self.fields["group"].widget = forms.HiddenInput()
        followed = living_problems(actor)
        choices = Q(state__in=LIVING) | Q(pk=asked.pk) if asked else Q(state__in=LIVING)
        self.fields["problem"].queryset = problems_for(actor).filter(choices)
        known = followed.order_by().values("place")
        self.fields["place"].queryset = Place.objects.visible_to(actor).filter(pk__in=known).order_by("name__folded")
        if not any((actor.clearance_in(group.pk) or 0) >= Level.POLICE for group in groups):
            del self.fields["level"]


class TopicAnswerForm(PalierForm):
    """On the agenda, a word, or put off with the reason."""

    what = forms.ChoiceField(label="Suite donnée", widget=forms.RadioSelect)
    answer = FactsField(
        label="Un mot pour la personne qui l’a apporté",
        max_length=300,
        rows=3,
        required=False,
        level=Level.GROUP,
        help_text="Nécessaire pour répondre ou pour reporter.",
    )

    def __init__(self, data: Any, *, topic: Topic, meeting: Meeting | None) -> None:
        super().__init__(data)
        self.fields["answer"].level = Level(topic.level)
        choices = [("answer", "Répondre par ce mot : le sujet est traité")]
        if meeting:
            choices.insert(0, ("list", f"Mettre à l’ordre du jour ({meeting})"))
            choices.append(("postpone", f"Reporter après cette réunion ({meeting}), en disant pourquoi"))
        self.fields["what"].choices = choices
