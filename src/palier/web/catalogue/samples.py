"""Sample data of each component: drawn on the catalogue page, rendered by the tests, read by axe."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.core.paginator import Paginator

from palier.access.grants import Verb
from palier.access.levels import Level
from palier.journal.events import Event
from palier.kernel.moments import Moments
from palier.screening import find_spans
from palier.web.catalogue.forms import SampleFilters, SampleForm
from palier.web.shell.screening import Notice
from palier.workflow.lifecycle import Step


@dataclass(frozen=True, slots=True)
class Sample:
    """One component (or a few that go together): its template and what it is given."""

    key: str
    title: str
    context: Callable[[], Mapping[str, Any]] = field(default=dict)

    @property
    def template(self) -> str:
        """The template of this sample."""
        return f"catalogue/samples/{self.key}.html"


@dataclass(frozen=True, slots=True)
class Family:
    """Components that serve the same purpose: one page of the catalogue, one module of tags."""

    title: str
    samples: tuple[Sample, ...]


def _levels() -> dict[str, Any]:
    return {"levels": list(Level)}


def _steps() -> dict[str, Any]:
    def step(label: str, *asks: str) -> Step:
        return Step(label, ("open",), "closed", needs=Verb.PROBLEM_LEAD, event=Event.PROBLEM_MOVE, asks=asks)

    return {"steps": {"plan": step("Passer au plan d’action"), "drop": step("Abandonner", "reason")}}


def _entries() -> dict[str, Any]:
    def entry(day: int, text: str, **more: Any) -> dict[str, Any]:
        known: dict[str, Any] = {"detail": "", "level": None, "who": "Mme Garcin", "changes": []}
        return {"at": datetime(2026, 10, day, 14, 30, tzinfo=UTC), "text": text, **known, **more}

    return {
        "entries": [
            entry(12, "Action promise : poser un éclairage au parking", detail="Échéance : 30/11/2026"),
            entry(
                8,
                "a modifié la problématique",
                changes=[
                    {"label": "Gravité", "before": "Faits répétés", "after": "Activité installée"},
                    {"label": "Motif", "before": "", "after": "Dix soirs sur quatorze"},
                ],
            ),
            entry(5, "Passage au plan d’action", level=Level.GROUP),
            entry(1, "Problématique ouverte à partir de 3 signalements", who="M. Lombard"),
        ]
    }


def _files() -> dict[str, Any]:
    return {
        "files": [
            {"name": "Relevé de décisions du 05/10/2026", "url": "#", "kind": "PDF", "size": 184_000},
            {"name": "Parking de la gare, avant travaux", "url": "#", "kind": "Image", "size": 1_240_000},
        ]
    }


def _page() -> dict[str, Any]:
    return {"page": Paginator(range(240), 20).page(4)}


def _filters() -> dict[str, Any]:
    return {"form": SampleFilters({"state": "open"})}


def _form() -> dict[str, Any]:
    return {"form": SampleForm()}


def _form_in_error() -> dict[str, Any]:
    return {"form": SampleForm({"day": "31/02/2026", "facts": ""}, auto_id="erreur_%s")}


def _screened() -> dict[str, Any]:
    text = "M. Dupont (appartement 12) bloque la porte du hall B, rue Jean-Moulin."
    return {"notice": Notice("facts", "exemple_facts", text, find_spans(text))}


def _rows() -> dict[str, Any]:
    return {
        "rows": [
            ("Lieu", "Parking de la gare routière"),
            ("Secteur", "Digne 1"),
            ("Depuis le", "14/09/2026"),
            ("Gestionnaire", ""),
        ]
    }


def _tabs() -> dict[str, Any]:
    return {"links": [("Ouvertes", "/composants/listes/"), ("En observation", "#1"), ("Closes", "#2")]}


def _bars() -> dict[str, Any]:
    return {"rows": [("Occupation de halls", 14), ("Rodéos", 9), ("Incivilités", 6), ("Trafic", 3)]}


def _week() -> dict[str, Any]:
    return {"code": (Moments.over((4, 5), (6, 7)) | Moments.over((6,), (0,))).code}


def _map() -> dict[str, Any]:
    return {
        "sources": [
            {
                "url": "/composants/secteur.geojson",
                "kind": "area",
                "label": "Secteur (exemple)",
                "tone": "accent",
                "names": True,
            },
            {"url": "/composants/lieux.geojson", "kind": "point", "label": "Problématiques", "tone": "warm"},
        ]
    }


FAMILIES: dict[str, Family] = {
    "reperes": Family(
        "Repères",
        (
            Sample("state_badge", "État d’une fiche"),
            Sample("level_badge", "Niveau de confidentialité", _levels),
            Sample("person_chip", "Personne"),
            Sample("tag", "Étiquette"),
            Sample("chip", "Critère retenu"),
        ),
    ),
    "mise-en-page": Family(
        "Mise en page",
        (
            Sample("page_header", "Tête de page"),
            Sample("card", "Cartes"),
            Sample("definition_list", "Liste de définitions", _rows),
            Sample("tabs", "Onglets", _tabs),
            Sample("contents", "Parties d’une longue page"),
        ),
    ),
    "messages": Family(
        "Messages",
        (
            Sample("alert", "Alertes"),
            Sample("notice", "Remarque"),
            Sample("empty_state", "Endroit vide"),
            Sample("emergency_notice", "Numéros d’urgence"),
            Sample("screening_notice", "Passages sur une personne", _screened),
        ),
    ),
    "listes": Family(
        "Listes",
        (
            Sample("filter_bar", "Filtres", _filters),
            Sample("data_table", "Tableau"),
            Sample("pagination", "Pages d’une liste", _page),
            Sample("timeline", "Historique", _entries),
            Sample("file_list", "Fichiers", _files),
        ),
    ),
    "actions": Family(
        "Actions",
        (
            Sample("button", "Boutons"),
            Sample("move_buttons", "Passages d’un état à l’autre", _steps),
            Sample("dialog", "Boîte de dialogue"),
            Sample("stepper", "Étapes d’une saisie", lambda: {"steps": ["Lieu", "Faits", "Envoi"]}),
        ),
    ),
    "formulaires": Family(
        "Formulaires",
        (
            Sample("form", "Formulaire", _form),
            Sample("form_errors", "Formulaire refusé", _form_in_error),
        ),
    ),
    "carte": Family("Carte", (Sample("map", "Carte et sa liste", _map), Sample("map_drawing", "Placer un lieu"))),
    "figures": Family(
        "Figures",
        (Sample("bars_figure", "Barres", _bars), Sample("week_figure", "Heures de la semaine", _week)),
    ),
}
