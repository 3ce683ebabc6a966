"""Views of the catalogue for its administrator: lists, adding, rewording, withdrawing; the scale of gravity."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from palier.access.grants import Verb
from palier.cycle.catalogue.models import GravityLevel
from palier.cycle.catalogue.services import add_entry, change_entry, reword_gravity, withdraw_entry
from palier.kernel import clock
from palier.web.catalogue_admin.forms import GravityForm, WithdrawForm
from palier.web.catalogue_admin.tables import TABLES, table_at
from palier.web.shell.access import needs
from palier.web.shell.forms import PalierForm
from palier.web.shell.pages import go_to, page
from palier.web.shell.requests import Request


@needs(Verb.NOMENCLATURE_EDIT)
def overview(request: Request) -> HttpResponse:
    """The tables of the catalogue, each with how many entries are in use, and the scale of gravity."""
    today = clock.today()
    counted = [(table, table.rows().in_use(today).count(), table.rows().count()) for table in TABLES.values()]
    context = {"counted": counted, "levels": GravityLevel.objects.all()}
    return page(request, "catalogue_admin/overview.html", context)


@needs(Verb.NOMENCLATURE_EDIT)
def entries(request: Request, table: str) -> HttpResponse:
    """Every entry of a table, withdrawn ones included."""
    shown = table_at(table)
    today = clock.today()
    lines = [(entry, shown.detail(entry), entry.is_in_use(today)) for entry in shown.rows()]
    return page(request, "catalogue_admin/entries.html", {"table": shown, "lines": lines})


@needs(Verb.NOMENCLATURE_EDIT)
def add(request: Request, table: str) -> HttpResponse:
    """Add an entry."""
    shown = table_at(table)
    form = shown.form_to_add(request.POST or None, clock.today())
    if form.is_valid():
        values, links = shown.split(form.cleaned_data)
        entry = shown.model(**values)
        if form.carry_out(add_entry, actor=request.actor, entry=entry, links=links, now=clock.now()):
            return go_to(request, "catalogue_admin:entries", f"« {entry} » est ajouté.", table=table)
    return _form(request, form, shown.add, "", table)


@needs(Verb.NOMENCLATURE_EDIT)
def change(request: Request, table: str, code: str) -> HttpResponse:
    """Reword an entry and its links."""
    shown = table_at(table)
    entry = get_object_or_404(shown.rows(), pk=code)
    form = shown.form_to_change(request.POST or None, entry)
    if form.is_valid():
        values, links = shown.split(form.cleaned_data)
        sent = {"entry": entry, "seen": form.cleaned_data["seen"], "values": values, "links": links}
        if form.carry_out(change_entry, actor=request.actor, now=clock.now(), **sent):
            return go_to(request, "catalogue_admin:entries", f"« {entry} » est modifié.", table=table)
    return _form(request, form, str(entry), f"Code {code}", table)


@needs(Verb.NOMENCLATURE_EDIT)
def withdraw(request: Request, table: str, code: str) -> HttpResponse:
    """Withdraw an entry from a day, say what replaces it, or put it back in use."""
    shown = table_at(table)
    entry = get_object_or_404(shown.rows(), pk=code)
    form = WithdrawForm(request.POST or None, entry=entry)
    if form.is_valid() and form.carry_out(
        withdraw_entry, actor=request.actor, entry=entry, now=clock.now(), **form.cleaned_data
    ):
        return go_to(request, "catalogue_admin:entries", "C’est enregistré.", table=table)
    return _form(request, form, "Retirer ou remplacer", f"{code} · {entry}", table)


@needs(Verb.NOMENCLATURE_EDIT)
def gravity(request: Request, rank: int) -> HttpResponse:
    """Say a level of gravity better."""
    level = get_object_or_404(GravityLevel, pk=rank)
    initial = {"label": level.label, "definition": level.definition, "seen": level.revision}
    form = GravityForm(request.POST or None, initial=initial)
    if form.is_valid() and form.carry_out(
        reword_gravity, actor=request.actor, level=level, now=clock.now(), **form.cleaned_data
    ):
        return go_to(request, "catalogue_admin:overview", "Le niveau de gravité est modifié.")
    return _form(request, form, f"Gravité, niveau {rank}", level.label, "")


def _form(request: Request, form: PalierForm, title: str, over: str, table: str) -> HttpResponse:
    back = reverse("catalogue_admin:entries", args=[table]) if table else reverse("catalogue_admin:overview")
    context = {"form": form, "title": title, "over": over, "back": back, "submit": "Enregistrer"}
    context |= {"lead": "", "warning": ""}
    return page(request, "partners/form.html", context)
