"""The cells of the table entry: what people write in a spreadsheet, read as the form's own choices.

A code, a label or its beginning is understood, whatever its case and accents; what is not is told with what it may be.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django import forms

from palier.cycle.catalogue.models import Category
from palier.cycle.reports.models import Frequency
from palier.kernel.moments import UNKNOWN, WORDS, Moments, said
from palier.kernel.text import words_of
from palier.web.place_choice.forms import kinds_in_use
from palier.web.reports.filing_form import ENTERED
from palier.web.shell.fields import DateField

MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Choices:
    """What a column offers: the labels of its list, and the value behind each way of saying it."""

    labels: list[str] = field(default_factory=list)
    known: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[tuple[Any, str, str]]) -> "Choices":
        """From (value, label, code) lines; the first to say a wording keeps it."""
        made = cls()
        for value, label, code in rows:
            made.labels.append(label)
            for wording in (code, label, label.removeprefix(code)):
                made.known.setdefault(said_alike(wording), value)
        return made

    def find(self, text: str) -> list[Any]:
        """The values that a wording means: one when it is a code, a label, or the beginning of a single one."""
        wanted = said_alike(text)
        if wanted in self.known:
            return [self.known[wanted]]
        return list(dict.fromkeys(value for words, value in self.known.items() if words.startswith(wanted)))


def said_alike(text: str) -> str:
    """A wording as it is compared: folded words, punctuation apart."""
    return " ".join(words_of(text))


class ListedField(forms.Field):
    """A cell that means one line of a list."""

    def __init__(self, *, listed: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.listed = listed
        self.choices = Choices()

    def to_python(self, value: Any) -> Any:
        """The value behind the wording; None for an empty cell."""
        text = str(value or "").strip()
        if not text:
            return None
        found = self.choices.find(text) if said_alike(text) else []
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(f"« {text[:40]} » n’est pas dans la liste : choisissez-y une ligne.")
        named = " ; ".join(str(one) for one in found[:MOST_NAMED])
        raise forms.ValidationError(f"« {text[:40]} » peut être : {named}. Écrivez-en davantage.")


class MomentsCell(forms.Field):
    """« soirs, week-ends »: the words of the form, one after the other. Cleaned to a `Moments`."""

    listed = "moments"
    empty_values = [None, "", UNKNOWN]

    def to_python(self, value: Any) -> Moments:
        """All that is said together; nothing said is unknown."""
        codes = []
        for part in _BETWEEN.split(str(value or "")):
            code = _MOMENTS.get(_singular(part)) if part.strip() else None
            if part.strip() and code is None:
                offered = ", ".join(MOMENT_LABELS).lower()
                raise forms.ValidationError(f"« {part.strip()[:40]} » n’est pas compris. Écrivez : {offered}.")
            codes.append(code)
        return said(*filter(None, codes))


def _singular(text: str) -> str:
    return "".join(word.rstrip("s") for word in words_of(text.split("(", maxsplit=1)[0]))


_BETWEEN = re.compile(r"[,;/+]|\bet\b")
# « Matins (6 h – 12 h) » is said in one word, in the singular as well.
MOMENT_LABELS = [one.label.split(" (")[0] for one in WORDS.values()]
_MOMENTS = {_singular(one.label): code for code, one in WORDS.items()}


class DayCell(DateField):
    """A day, or « hier » and « aujourd’hui »."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.today: date | None = None

    def to_python(self, value: Any) -> date | None:
        """The day meant."""
        wording = said_alike(str(value or ""))
        if self.today and wording in ("aujourd hui", "hier"):
            return self.today - timedelta(days=1 if wording == "hier" else 0)
        day: date | None = super().to_python(value)
        return day


def choices_of(today: date) -> dict[str, Choices]:
    """What the columns offer today, by the name of their list."""
    categories = Category.objects.in_use(today)
    return {
        "category": Choices.of((one, str(one), one.code) for one in categories),
        "kind": Choices.of((kind, kind.label, kind.code) for kind in kinds_in_use(today)),
        "frequency": Choices.of((code, label, code) for code, label in Frequency.choices),
        "channel": Choices.of((code, str(label), code) for code, label in ENTERED),
    }
