"""Form fields of the product: dates as JJ/MM/AAAA, text about facts, levels with their audience, files, pins."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Any, cast

from django import forms
from django.forms.models import ModelChoiceIterator
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString

from palier.access.levels import Level
from palier.web.shell.screening import ScreenedTextField

DATE_FORMATS = ["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y"]
FIRST_YEAR, LAST_YEAR = 1900, 2199
TIME_FORMATS = ["%H:%M", "%H:%M:%S", "%Hh%M", "%Hh", "%H h %M"]


class DateInput(forms.DateInput):
    """A text box read as JJ/MM/AAAA; a small script adds the browser's own calendar beside it."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        base = {"inputmode": "numeric", "autocomplete": "off", "maxlength": "10", "data-date": "", "size": "12"}
        super().__init__({**base, **(attrs or {})}, format="%d/%m/%Y")


class DrawnSelect(forms.Select):
    """A list drawn without a template, as Django draws it: a bar of filters holds a hundred choices at each page."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The list, the choice in force selected."""
        chosen = set(self.format_value(value))
        groups = [
            format_html('<optgroup label="{}">{}</optgroup>', key, _options(label, chosen))
            if isinstance(label, list | tuple)
            else _options([(key, label)], chosen)
            for key, label in self.choices
        ]
        drawn = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<select name="{}"{}>{}</select>', name, drawn, SafeString("".join(groups)))


def _options(choices: Iterable[tuple[Any, Any]], chosen: set[str]) -> SafeString:
    texts = ((str(key), str(label)) for key, label in choices)
    return SafeString("".join(_option(key, label, is_chosen=key in chosen) for key, label in texts))


@lru_cache(maxsize=4096)
def _option(key: str, label: str, *, is_chosen: bool) -> SafeString:
    return format_html('<option value="{}"{}>{}</option>', key, SafeString(" selected" if is_chosen else ""), label)


class DateField(forms.DateField):
    """A day, typed JJ/MM/AAAA (AAAA-MM-JJ is understood as well)."""

    widget = DateInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", DATE_FORMATS)
        kwargs.setdefault("help_text", "Format attendu : JJ/MM/AAAA, par exemple 15/11/2026.")
        super().__init__(**kwargs)
        self.error_messages["invalid"] = "Cette date n’existe pas ou est mal écrite : écrivez-la JJ/MM/AAAA."

    def clean(self, value: Any) -> date | None:
        """The day, of a year that people mean: what counts days from it never leaves the calendar."""
        day: date | None = super().clean(value)
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(f"Vérifiez l’année : elle va de {FIRST_YEAR} à {LAST_YEAR}.", code="year")
        return day


class TimeField(forms.TimeField):
    """A time of day, HH:MM."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", TIME_FORMATS)
        kwargs.setdefault("help_text", "Format attendu : HH:MM, par exemple 18:30.")
        super().__init__(**kwargs)
        self.error_messages["invalid"] = "Cette heure est mal écrite : écrivez-la HH:MM, par exemple 18:30."


class FactsField(ScreenedTextField):
    """Free text about places and facts. The rule about persons and the audience stand above the box."""

    def __init__(
        self,
        *,
        level: Level | None = None,
        example: str = "",
        names_no_person: bool = True,
        rows: int = 4,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)
        self.level = level
        self.example = example
        self.names_no_person = names_no_person


class LabelWithHelp(str):
    """The label of a choice, with a line of help under it."""

    __slots__ = ("help_text",)
    help_text: str


def label_with_help(label: str, help_text: str) -> LabelWithHelp:
    """A label for one choice of a set of radio buttons or tick boxes, with a line of help under it."""
    found = LabelWithHelp(label)
    found.help_text = help_text
    return found


class LevelSelect(forms.RadioSelect):
    """Radio buttons, each level with who reads at it."""


class LevelField(forms.TypedChoiceField):
    """A confidentiality level, among those offered, each with its audience in plain French."""

    widget = LevelSelect

    def __init__(self, *, levels: Iterable[Level] = tuple(Level), **kwargs: Any) -> None:
        kwargs.setdefault("label", "Qui pourra lire ?")
        choices = [(level.value, label_with_help(level.label, level.audience)) for level in levels]
        super().__init__(choices=choices, coerce=lambda value: Level(int(value)), empty_value=None, **kwargs)


class GroupedIterator(ModelChoiceIterator):  # type: ignore[type-arg]  # not generic at run time
    """The choices under the name of their group, in the order of the rows."""

    def __iter__(self) -> Iterator[Any]:
        """The empty choice first, then (group, its choices)."""
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        field = cast(GroupedChoiceField, self.field)
        for name, members in groupby(self.queryset.select_related(*field.related), key=field.group_of):
            yield (name, [self.choice(row) for row in members])


class GroupedChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # see above
    """A list of rows under headings, which `group_of` names: the rows come in the order of their group."""

    iterator = GroupedIterator
    # What the headings read beside the row.
    related: tuple[str, ...] = ()

    def __init__(self, queryset: Any, *, group_of: Callable[[Any], str], **kwargs: Any) -> None:
        self.group_of = group_of
        super().__init__(queryset, **kwargs)


class FamilyChoiceField(GroupedChoiceField):
    """A list of rows that have a `family`, grouped by it: thirty lines are found by the eye."""

    related = ("family",)

    def __init__(self, queryset: Any, **kwargs: Any) -> None:
        super().__init__(queryset, group_of=lambda row: str(row.family), **kwargs)


class UploadField(forms.FileField):
    """One uploaded file; `accepts` names the extensions offered by the browser, checked again by the service."""

    def __init__(self, *, accepts: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["class"] = "fr-upload"
        if accepts:
            self.widget.attrs["accept"] = ",".join(accepts)


class PinField(forms.FloatField):
    """A latitude or a longitude set by drawing on a map; hidden, so that the map component fills it."""

    widget = forms.HiddenInput
