"""The directory: organisations searched and paged, one organisation, entering, changing, closing."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from palier.access.grants import Verb, holds_anywhere
from palier.journal.queries import timeline
from palier.kernel import clock
from palier.partners.models import Organisation
from palier.partners.queries.directory import contacts_of, directory_for
from palier.partners.services.authority import ASK_KEEPER, keeps_directory, require_that
from palier.partners.services.organisations import change_organisation, close_organisation, create_organisation
from palier.web.partners.forms.base import DayForm
from palier.web.partners.forms.directory import DirectoryFilters, OrganisationEditForm, OrganisationForm
from palier.web.partners.views.form_page import form_page
from palier.web.shell.access import needs
from palier.web.shell.pages import go_to, page
from palier.web.shell.requests import Request

PER_PAGE = 25


def organisation_or_404(request: Request, pk: UUID) -> Organisation:
    """The organisation: whoever reads the directory knows them all."""
    return get_object_or_404(Organisation.objects.select_related("type"), pk=pk)


@needs(Verb.DIRECTORY_READ)
def listing(request: Request) -> HttpResponse:
    """The directory, searched without accents."""
    filters = DirectoryFilters(request.GET or None)
    rows = Paginator(directory_for(request.actor, filters.search()), PER_PAGE).get_page(request.GET.get("page"))
    keeping = holds_anywhere(request.actor, Verb.DIRECTORY_EDIT)
    count = rows.paginator.count
    caption = f"{count} organisations" if count > 1 else f"{count} organisation"
    context = {"organisations": rows, "filters": filters, "keeping": keeping, "caption": caption}
    return page(request, "partners/organisations.html", context, partial="organisations")


@needs(Verb.DIRECTORY_READ)
def detail(request: Request, pk: UUID) -> HttpResponse:
    """One organisation and the contacts this reader may read."""
    organisation = organisation_or_404(request, pk)
    context = {
        "organisation": organisation,
        "contacts": contacts_of(request.actor, organisation),
        "keeping": keeps_directory(request.actor, organisation) and not organisation.closed_on,
        "adding": holds_anywhere(request.actor, Verb.DIRECTORY_EDIT) and not organisation.closed_on,
        "entries": timeline(request.actor, organisation, per_page=10).lines,
    }
    return page(request, "partners/organisation.html", context)


@needs(Verb.DIRECTORY_EDIT)
def create(request: Request) -> HttpResponse:
    """Enter a new partner."""
    form = OrganisationForm(request.POST or None, today=clock.today())
    if form.is_valid():
        organisation = form.carry_out(create_organisation, actor=request.actor, now=clock.now(), **form.cleaned_data)
        if organisation:
            done = "L’organisation est dans l’annuaire. Ajoutez ses contacts."
            return go_to(request, "partners:organisation", done, pk=organisation.pk)
    return form_page(request, form, title="Ajouter une organisation", back=reverse("partners:organisations"))


@needs(Verb.DIRECTORY_EDIT)
def edit(request: Request, pk: UUID) -> HttpResponse:
    """Correct a name or a type."""
    organisation = organisation_or_404(request, pk)
    require_that(keeps_directory(request.actor, organisation), ASK_KEEPER)
    filled = {"kind": organisation.type_id, "seen": organisation.revision}
    filled |= {"name": organisation.name, "short_name": organisation.short_name}
    form = OrganisationEditForm(request.POST or None, initial=filled, today=clock.today(), kept=organisation.type)
    if form.is_valid() and form.carry_out(
        change_organisation, actor=request.actor, organisation=organisation, now=clock.now(), **form.cleaned_data
    ):
        return go_to(request, "partners:organisation", "L’organisation est modifiée.", pk=pk)
    back = reverse("partners:organisation", args=[pk])
    return form_page(request, form, title="Modifier l’organisation", over=organisation.name, back=back)


@needs(Verb.DIRECTORY_EDIT)
def close(request: Request, pk: UUID) -> HttpResponse:
    """Mark a partner as gone."""
    organisation = organisation_or_404(request, pk)
    require_that(keeps_directory(request.actor, organisation), ASK_KEEPER)
    form = DayForm(request.POST or None, seen=organisation.revision, today=clock.today())
    if form.is_valid() and form.carry_out(
        close_organisation, actor=request.actor, organisation=organisation, now=clock.now(), **form.cleaned_data
    ):
        return go_to(request, "partners:organisation", "L’organisation est fermée.", pk=pk)
    back = reverse("partners:organisation", args=[pk])
    warning = "L’organisation n’est plus proposée nulle part. Son histoire et ses engagements restent."
    told = {"title": "Fermer l’organisation", "over": organisation.name, "warning": warning, "submit": "Fermer"}
    return form_page(request, form, back=back, **told)
