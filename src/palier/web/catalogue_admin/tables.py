"""The tables of the catalogue, as data: how each is called, the form of its words, what a line of its list shows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404
from django.utils.text import Truncator

from palier.cycle.catalogue.models import Answer, Category, Dated, KnowledgeCard, LegalReference, WhyNotCard
from palier.web.catalogue_admin import forms
from palier.web.catalogue_admin.fields import codes_of
from palier.web.shell.forms import PalierForm

_GLIMPSE = 90


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its place in the address, its titles, its model, the form of its words."""

    slug: str
    title: str
    add: str
    model: type[Dated]
    words: type[PalierForm]
    detail: Callable[[Any], str]
    with_rows: tuple[str, ...] = ()

    def rows(self) -> Any:
        """Every entry, with what a line of the list shows."""
        return self.model._default_manager.select_related("replaced_by", *self.with_rows)

    @property
    def links(self) -> tuple[str, ...]:
        """The fields of the form that lead to other tables."""
        return tuple(field.name for field in self.model._meta.many_to_many)

    @property
    def longest_code(self) -> int:
        """How many letters a code may have."""
        return int(getattr(self.model._meta.pk, "max_length", 0) or 0)

    def form_to_add(self, posted: Any, today: date) -> PalierForm:
        """The form of a new entry."""
        made = type(f"New{self.words.__name__}", (forms.NewEntry, self.words), {})
        form: PalierForm = made(posted, longest=self.longest_code, today=today)
        return form

    def form_to_change(self, posted: Any, entry: Dated) -> PalierForm:
        """The form of an entry, filled."""
        made = type(f"Changed{self.words.__name__}", (forms.SeenForm, self.words), {})
        initial = {name: getattr(entry, name) for name in self.words.base_fields if name not in self.links}
        initial |= {name: list(getattr(entry, name).all()) for name in self.links}
        form: PalierForm = made(posted, initial={**initial, "seen": entry.revision})
        return form

    def split(self, cleaned: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """What a form said, in columns and links."""
        links = {name: cleaned[name] for name in self.links}
        values = {name: value for name, value in cleaned.items() if name not in links and name != "seen"}
        if "suggested_partners" in values:
            values["suggested_partners"] = codes_of(values["suggested_partners"])
        return values, links


def _of_category(entry: Any) -> str:
    return f"{entry.family} · {', '.join(entry.suggested_partners)}"


def _of_answer(entry: Any) -> str:
    outside = " · hors groupe" if entry.concerns_person else ""
    return f"{entry.partner_type} · {entry.get_family_display()}{outside}"


def _first_words(entry: Any) -> str:
    text = entry.meaning if isinstance(entry, LegalReference) else entry.text
    return Truncator(text).chars(_GLIMPSE)


TABLES = {
    table.slug: table
    for table in (
        Table(
            "categories",
            "Catégories",
            "Ajouter une catégorie",
            Category,
            forms.CategoryWords,
            _of_category,
            ("family",),
        ),
        Table("reponses", "Catalogue de réponses", "Ajouter une réponse", Answer, forms.AnswerWords, _of_answer),
        Table(
            "pourquoi-pas",
            "Cartes « pourquoi pas »",
            "Ajouter une carte",
            WhyNotCard,
            forms.WhyNotWords,
            _first_words,
        ),
        Table(
            "fiches", "Fiches de connaissance", "Ajouter une fiche", KnowledgeCard, forms.KnowledgeWords, _first_words
        ),
        Table("textes", "Textes de loi", "Ajouter un texte", LegalReference, forms.LegalWords, _first_words),
    )
}


def table_at(slug: str) -> Table:
    """The table at this address, or the 404 page."""
    if slug not in TABLES:
        raise Http404
    return TABLES[slug]
