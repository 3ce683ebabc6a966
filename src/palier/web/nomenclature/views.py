"""Views of the catalogue for its readers. Everybody signed in reads it: nothing in it is about a fact or a person."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from palier.access.grants import Verb
from palier.cycle.catalogue.models import (
    Answer,
    Category,
    Dated,
    GravityLevel,
    KnowledgeCard,
    LegalReference,
    WhyNotCard,
)
from palier.cycle.catalogue.queries import Hit, current_end, search_catalogue
from palier.kernel import clock
from palier.partners.queries.wording import types_in_order
from palier.web.nomenclature.forms import CatalogueSearch, ProposeForm
from palier.web.shell.access import needs
from palier.web.shell.pages import page
from palier.web.shell.requests import Request

# Which page shows an entry, and how its list is titled, in the order of the page.
_PAGES: dict[str, tuple[str, str]] = {
    "category": ("Catégories", "nomenclature:category"),
    "answer": ("Réponses possibles", "nomenclature:answer"),
    "whynotcard": ("Pourquoi pas ?", "nomenclature:why-not"),
    "knowledgecard": ("Fiches de connaissance", "nomenclature:card"),
    "legalreference": ("Textes de loi", "nomenclature:legal"),
}


def index(request: Request) -> HttpResponse:
    """The whole catalogue, or what answers a search."""
    form = CatalogueSearch(request.GET or None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = search_catalogue(words, day=clock.today())
    lists = [(title, _lines(found[name], address)) for name, (title, address) in _PAGES.items() if found[name]]
    context = {"form": form, "words": words, "lists": lists, "levels": GravityLevel.objects.all()}
    return page(request, "nomenclature/index.html", context, partial="found")


def category(request: Request, code: str) -> HttpResponse:
    """A category: who usually answers, how, what to read, what cannot be done."""
    today = clock.today()
    rows = Category.objects.select_related("family", "card", "replaced_by").prefetch_related(
        Prefetch("suggested_answers", Answer.objects.in_use(today)),
        Prefetch("why_not_cards", WhyNotCard.objects.in_use(today)),
    )
    shown = get_object_or_404(rows, pk=code)
    types = dict(types_in_order().values_list("code", "label"))
    partners = [types.get(one, one) for one in shown.suggested_partners]
    return _entry(request, "nomenclature/category.html", shown, {"partners": partners, "types": types})


def answer(request: Request, code: str) -> HttpResponse:
    """An answer: who gives it, on what law, under which condition, where it is usual."""
    today = clock.today()
    rows = Answer.objects.select_related("replaced_by").prefetch_related(
        "legal_references",
        Prefetch("categories", Category.objects.in_use(today)),
        Prefetch("why_not_cards", WhyNotCard.objects.in_use(today)),
    )
    shown = get_object_or_404(rows, pk=code)
    types = dict(types_in_order().values_list("code", "label"))
    giver = types.get(shown.partner_type, shown.partner_type)
    return _entry(request, "nomenclature/answer.html", shown, {"giver": giver})


def why_not(request: Request, code: str) -> HttpResponse:
    """A « pourquoi pas » card, with what it explains."""
    rows = WhyNotCard.objects.select_related("replaced_by")
    shown = get_object_or_404(rows.prefetch_related("categories", "answers", "legal_references"), pk=code)
    return _entry(request, "nomenclature/why_not.html", shown, {})


def card(request: Request, code: str) -> HttpResponse:
    """A knowledge card, with the categories it serves."""
    rows = KnowledgeCard.objects.select_related("replaced_by").prefetch_related("categories")
    return _entry(request, "nomenclature/card.html", get_object_or_404(rows, pk=code), {})


def legal(request: Request, code: str) -> HttpResponse:
    """A legal reference; an old one leads to the new one and to what rests on it."""
    rows = LegalReference.objects.select_related("replaced_by")
    shown = get_object_or_404(rows, pk=code)
    end = current_end(shown)
    linked = {"answers": Answer.objects.filter(legal_references=end), "cards": end.why_not_cards.all()}
    return _entry(request, "nomenclature/legal.html", shown, {**linked, "replaces": end.replaces.all()})


@require_POST
@needs(Verb.REPORT_FILE)
def propose(request: Request) -> HttpResponse:
    """The categories proposed for the text being written: a part to put beside the list, which stays free."""
    proposals = ProposeForm(request.POST).proposals(request.actor, clock.today())
    return page(request, "nomenclature/_proposals.html", {"proposals": proposals})


def _entry(request: Request, template: str, entry: Dated, context: dict[str, Any]) -> HttpResponse:
    """One entry, and the one in use that it leads to when it was replaced."""
    end = current_end(entry)
    leads_to = None if end == entry else (str(end), reverse(_PAGES[_name(end)][1], args=[end.pk]))
    shown = {"entry": entry, "leads_to": leads_to, "in_use": entry.is_in_use(clock.today())}
    return page(request, template, {**shown, **context})


def _lines(hits: list[Hit], address: str) -> list[dict[str, Any]]:
    """What a line of the index shows of each hit."""
    return [
        {
            "entry": hit.entry,
            "code": hit.entry.pk if address in ("nomenclature:category", "nomenclature:answer") else "",
            "url": reverse(address, args=[hit.entry.pk]),
            "leads_to": hit.leads_to,
            "leads_to_url": reverse(address, args=[hit.leads_to.pk]) if hit.leads_to else "",
        }
        for hit in hits
    ]


def _name(entry: Dated) -> str:
    return entry._meta.model_name or ""
