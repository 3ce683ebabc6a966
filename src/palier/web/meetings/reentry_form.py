"""The form in which paper is typed in: the sign-in sheet, then the numbered boxes, in the order of the sheets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from palier.access.levels import Level
from palier.cycle.convening.models import Convocation
from palier.cycle.meetings.models import AgendaItem, Attendance, Topic
from palier.cycle.meetings.reentry import Answered, Came, Decided, Ended, Paper
from palier.documents.pack import boxes_of
from palier.partners.models import Contact, Organisation
from palier.web.answering.asking import OCCASIONAL, SITS
from palier.web.shell.fields import DateField, FactsField
from palier.web.shell.forms import PalierForm
from palier.web.shell.screening import ScreenedTextField

LACKS = "Cette case est commencée : complétez-la, ou videz-la."


@dataclass(frozen=True, slots=True)
class Box:
    """One numbered box of a sheet, as fields."""

    number: str
    title: Any
    organisation: Any
    due: Any


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of paper, as fields."""

    number: int
    item: AgendaItem
    boxes: list[Box]
    outcome: Any
    note: Any

    @property
    def title(self) -> str:
        """As on the paper."""
        return f"{self.number}. {self.item.problem.title}"

    @property
    def anchor(self) -> str:
        """Where the page scrolls to it."""
        return f"feuille-{self.number}"


class ReentryForm(PalierForm):
    """Everything that was written on paper; a box left empty writes nothing."""

    refusal_title = "Rien n’est enregistré"

    def __init__(
        self,
        data: Any,
        *,
        people: Sequence[Contact],
        items: Sequence[AgendaItem],
        topics: Sequence[Topic],
        organisations: Sequence[Organisation],
        announced: Mapping[Any, Convocation],
    ) -> None:
        super().__init__(data)
        self.people, self.items, self.topics, self.announced = people, items, topics, announced
        self.organisations = {str(one.pk): one for one in organisations}
        choices = [("", "Choisir…"), *_under_headings(organisations)]
        for contact in people:
            self.fields[_came(contact)] = _presence(contact, announced.get(contact.pk))
        for number, item in enumerate(items, start=1):
            for box in boxes_of(number):
                self._box(_decided(item, box), box, choices)
            ended = _ended(item)
            outcomes = [("", "Choisir…"), *(one for one in AgendaItem.Outcome.choices if one[0] != "decision")]
            self.fields[f"{ended}_outcome"] = forms.ChoiceField(
                label=f"Sans décision, l’issue du point {number}", choices=outcomes, required=False
            )
            self.fields[f"{ended}_note"] = FactsField(
                label=f"Constat du point {number}", max_length=500, required=False, rows=2, level=Level(item.level)
            )
        self._answers(topics)
        for field in self.fields.values():
            # The look is given to the fields of a class; these were made here.
            is_list = isinstance(field.widget, forms.Select)
            field.optional_mark = ""  # said once, above: a box left empty writes nothing
            field.widget.attrs.setdefault("class", "fr-select" if is_list else "fr-input")

    def _answers(self, topics: Sequence[Topic]) -> None:
        for rank, topic in enumerate(topics, start=1):
            label = f"S{rank}. {topic.text}"
            self.fields[f"{_answered(topic)}_answer"] = ScreenedTextField(label=label, max_length=300, required=False)

    def _box(self, box: str, number: str, choices: list[Any]) -> None:
        self.fields[f"{box}_title"] = ScreenedTextField(label=f"{number} Décision", max_length=150, required=False)
        self.fields[f"{box}_organisation"] = forms.ChoiceField(label="Qui", choices=choices, required=False)
        self.fields[f"{box}_due"] = DateField(label="Pour le", required=False)

    def clean(self) -> dict[str, Any]:
        """A box is whole or empty."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for item, box in self._boxes():
            parts = [f"{_decided(item, box)}_{name}" for name in ("title", "organisation", "due")]
            if any(values.get(part) or part in self.errors for part in parts):
                for part in parts:
                    if not values.get(part) and part not in self.errors:
                        self.add_error(part, LACKS)
        return values

    @property
    def attendance(self) -> list[Any]:
        """The fields of the sign-in sheet."""
        return [self[_came(contact)] for contact in self.people]

    @property
    def sheets(self) -> list[Sheet]:
        """The fields of each sheet, in the order of the paper."""
        return [
            Sheet(
                number,
                item,
                [
                    Box(box, *(self[f"{_decided(item, box)}_{name}"] for name in ("title", "organisation", "due")))
                    for box in boxes_of(number)
                ],
                self[f"{_ended(item)}_outcome"],
                self[f"{_ended(item)}_note"],
            )
            for number, item in enumerate(self.items, start=1)
        ]

    @property
    def answers(self) -> list[Any]:
        """The fields of the topics."""
        return [self[f"{_answered(topic)}_answer"] for topic in self.topics]

    def paper(self) -> Paper:
        """What was typed, as the service takes it."""
        said = self.cleaned_data
        people = ((contact, said[_came(contact)]) for contact in self.people)
        endings = ((item, said[f"{_ended(item)}_outcome"], said[f"{_ended(item)}_note"]) for item in self.items)
        answers = ((topic, said[f"{_answered(topic)}_answer"]) for topic in self.topics)
        return Paper(
            attendance=[Came(_came(one), one, state, self._note(one, state)) for one, state in people if state],
            decisions=[
                Decided(
                    box, item, said[f"{box}_title"], self.organisations[said[f"{box}_organisation"]], said[f"{box}_due"]
                )
                for item, number in self._boxes()
                if said[f"{(box := _decided(item, number))}_title"]
            ],
            endings=[Ended(_ended(item), item, outcome, note) for item, outcome, note in endings if outcome],
            topics=[Answered(_answered(topic), topic, answer) for topic, answer in answers if answer],
        )

    def _note(self, contact: Contact, state: str) -> str:
        told = self.announced.get(contact.pk)
        return told.words[:100] if told and state == told.answer == Attendance.State.REPRESENTED else ""

    def _boxes(self) -> Iterator[tuple[AgendaItem, str]]:
        for number, item in enumerate(self.items, start=1):
            for box in boxes_of(number):
                yield item, box


def _presence(contact: Contact, told: Convocation | None) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=f"{contact.organisation} : {contact}",
        choices=[("", "À renseigner"), *Attendance.State.choices],
        initial=told.answer if told else "",
        required=False,
        widget=forms.Select(attrs={"class": "fr-select"}),
    )


def _under_headings(organisations: Sequence[Organisation]) -> list[Any]:
    groups: dict[str, list[Any]] = {}
    for one in organisations:
        groups.setdefault(SITS if one.sits else OCCASIONAL, []).append((str(one.pk), one.name))  # type: ignore[attr-defined]  # annotated
    return list(groups.items())


def _came(contact: Contact) -> str:
    return f"a{contact.pk.hex}"


def _decided(item: AgendaItem, box: str) -> str:
    return f"d{item.pk.hex}-{box.rpartition('.')[2]}"


def _ended(item: AgendaItem) -> str:
    return f"o{item.pk.hex}"


def _answered(topic: Topic) -> str:
    return f"t{topic.pk.hex}"
