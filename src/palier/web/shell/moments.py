"""The field that asks when: words that people use, and a grid of the week for those who know better."""

from typing import Any

from django import forms

from palier.kernel.moments import DAYS, SLOTS, STEP, UNKNOWN, WORDS, Moments, said


class MomentsInput(forms.Widget):
    """Tick boxes: one for each habit of speech, one for each cell of the week. What is ticked adds up."""

    template_name = "forms/widgets/moments.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The words and the cells that were ticked, as lists of texts."""
        ticked = data.getlist if hasattr(data, "getlist") else lambda key: data.get(key, [])
        return {"words": ticked(f"{name}_words"), "cells": ticked(name)}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Never: boxes left empty are not sent at all."""
        return False

    def use_required_attribute(self, initial: Any) -> bool:
        """No box is compulsory by itself."""
        return False

    def id_for_label(self, id_: str, index: str = "0") -> str:
        """The legend of the set names it, not a label."""
        return ""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """The rows of the grid and the words, each with whether it is ticked."""
        context = super().get_context(name, value, attrs)
        known = value if isinstance(value, dict) else {"words": [], "cells": _cells(value)}
        cells, base = set(known["cells"]), context["widget"]["attrs"].get("id", f"id_{name}")
        context["widget"]["words"] = [
            {"code": code, "words": words, "id": f"{base}_{code}", "is_ticked": code in known["words"]}
            for code, words in WORDS.items()
        ]
        context["widget"]["is_detailed"] = bool(cells)
        context["widget"]["heads"] = [(start, start + STEP) for start in range(0, 24, STEP)]
        context["widget"]["rows"] = [
            (day, [_box(rank * len(SLOTS) + slot, day, hours, cells) for slot, hours in enumerate(SLOTS)])
            for rank, day in enumerate(DAYS)
        ]
        return context


def _cells(value: Any) -> list[str]:
    moments = value if isinstance(value, Moments) else Moments.read(value or "")
    return [str(cell) for cell in moments.cells]


def _box(cell: int, day: str, hours: str, ticked: set[str]) -> dict[str, Any]:
    return {"value": cell, "label": f"{day}, {hours}", "is_ticked": str(cell) in ticked}


class MomentsField(forms.Field):
    """When it usually happens. Cleaned to a `Moments`, empty when nobody knows."""

    widget = MomentsInput
    template_name = "forms/fieldset.html"
    empty_values = [None, "", UNKNOWN]

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "À quels moments ?")
        kwargs.setdefault("help_text", "Une idée suffit : cochez ce qui s’en approche, précisez si vous savez.")
        super().__init__(**kwargs)
        self.error_messages["required"] = "Cochez au moins un moment, même approximatif."

    def to_python(self, value: Any) -> Moments:
        """The union of the words and of the cells."""
        if not isinstance(value, dict):
            return value if isinstance(value, Moments) else Moments.read(value or "")
        try:
            return Moments(frozenset(int(cell) for cell in value["cells"])) | said(*value["words"])
        except (ValueError, KeyError) as error:
            raise forms.ValidationError("Ces moments n’existent pas : cochez les cases proposées.") from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other moments were ticked than those known before."""
        return self.to_python(data) != self.to_python(initial)
