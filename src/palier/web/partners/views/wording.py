"""Administration of words: types of partner, dated terms."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from palier.access.grants import Verb
from palier.kernel import clock
from palier.partners.models import OrganisationType, Term
from palier.partners.queries.wording import dated_terms, term, types_in_order
from palier.partners.services.wording import change_type, correct_term, date_term, deprecate_type
from palier.web.partners.forms.base import filled
from palier.web.partners.forms.words import TermEditForm, TermForm, TypeForm, WithdrawForm
from palier.web.partners.views.form_page import form_page
from palier.web.shell.access import needs
from palier.web.shell.pages import go_to, page
from palier.web.shell.requests import Request


@needs(Verb.NOMENCLATURE_EDIT)
def types(request: Request) -> HttpResponse:
    """The types of partner, in their order, withdrawn ones last."""
    return page(request, "partners/types.html", {"types": types_in_order(), "today": clock.today()})


@needs(Verb.NOMENCLATURE_EDIT)
def type_edit(request: Request, code: str) -> HttpResponse:
    """Rename or reorder a type."""
    kind = get_object_or_404(OrganisationType, pk=code)
    form = filled(TypeForm, kind, request.POST or None)
    if form.is_valid() and form.carry_out(
        change_type, actor=request.actor, kind=kind, now=clock.now(), **form.cleaned_data
    ):
        return go_to(request, "partners:types", "Le type est modifié.")
    return form_page(request, form, title="Modifier le type", over=f"Code {code}", back=reverse("partners:types"))


@needs(Verb.NOMENCLATURE_EDIT)
def type_withdraw(request: Request, code: str) -> HttpResponse:
    """Stop offering a type, or offer it again."""
    kind = get_object_or_404(OrganisationType, pk=code)
    initial = {"seen": kind.revision, "on": kind.deprecated_on or clock.today()}
    form = WithdrawForm(request.POST or None, initial=initial)
    if form.is_valid() and form.carry_out(
        deprecate_type, actor=request.actor, kind=kind, now=clock.now(), **form.cleaned_data
    ):
        return go_to(request, "partners:types", "C’est enregistré.")
    return form_page(request, form, title="Retirer le type", over=kind.label, back=reverse("partners:types"))


@needs(Verb.NOMENCLATURE_EDIT)
def terms(request: Request) -> HttpResponse:
    """Each term with its words of all days, the one of today marked."""
    return page(request, "partners/terms.html", {"terms": dated_terms(clock.today())})


@needs(Verb.NOMENCLATURE_EDIT)
def term_date(request: Request, key: str) -> HttpResponse:
    """Give a term a new word from a day on."""
    today = clock.today()
    if not Term.objects.filter(key=key).exists():
        raise Http404
    form = TermForm(request.POST or None, initial={"label": term(key, today), "valid_from": today})
    if form.is_valid() and form.carry_out(
        date_term, actor=request.actor, key=key, now=clock.now(), **form.cleaned_data
    ):
        return go_to(request, "partners:terms", "Le nouveau libellé est enregistré.")
    return form_page(request, form, title="Nouveau libellé", over=term(key, today), back=reverse("partners:terms"))


@needs(Verb.NOMENCLATURE_EDIT)
def term_correct(request: Request, pk: UUID) -> HttpResponse:
    """Mend a slip in a word or in its date."""
    row = get_object_or_404(Term, pk=pk)
    form = filled(TermEditForm, row, request.POST or None)
    if form.is_valid() and form.carry_out(
        correct_term, actor=request.actor, term=row, now=clock.now(), **form.cleaned_data
    ):
        return go_to(request, "partners:terms", "Le libellé est corrigé.")
    return form_page(request, form, title="Corriger le libellé", over=row.label, back=reverse("partners:terms"))
