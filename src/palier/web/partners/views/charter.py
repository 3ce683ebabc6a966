"""The charter: reading and signing, my signatures; drafting, correcting and publishing."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from palier.access.grants import Verb
from palier.kernel import clock
from palier.partners.actors import current_charter
from palier.partners.models import Charter
from palier.partners.queries.charter import (
    articles,
    charter_to_sign,
    charters_with_signatures,
    latest_words,
    my_signatures,
)
from palier.partners.services.charter import change_charter, draft_charter, publish_charter, sign_charter
from palier.web.partners.forms.base import SeenForm, filled
from palier.web.partners.forms.words import CharterEditForm, CharterForm, SignForm
from palier.web.partners.views.form_page import form_page
from palier.web.shell.access import needs
from palier.web.shell.pages import go_to, page
from palier.web.shell.requests import Request
from palier.web.shell.returning import way_back


def sign(request: Request) -> HttpResponse:
    """Read and sign the version in force; once signed, what I signed and when."""
    charter = charter_to_sign(request.actor)
    form = SignForm(request.POST if request.method == "POST" else None)
    if (
        charter
        and form.is_valid()
        and form.carry_out(sign_charter, actor=request.actor, charter=charter, now=clock.now())
    ):
        back = way_back(request, request.GET.get("next", ""))
        return go_to(request, back, "Merci : votre signature est enregistrée. Vos groupes vous sont ouverts.")
    context = {
        "charter": charter,
        "articles": articles(charter) if charter else [],
        "form": form,
        "signatures": my_signatures(request.actor),
        "over": f"Version {charter.version}" if charter else "",
        "signing": f"Vous signez en votre nom, le {clock.today():%d/%m/%Y}, à l’écran. La date est enregistrée.",
    }
    return page(request, "partners/charter_sign.html", context)


def read(request: Request, pk: UUID) -> HttpResponse:
    """The text of a published version, and when I signed it."""
    published = Charter.objects.filter(published_at__isnull=False)
    charter = get_object_or_404(published, pk=pk)
    signature = my_signatures(request.actor).filter(charter=charter).first()
    lead = f"Vous l’avez signée le {clock.day_of(signature.signed_at):%d/%m/%Y}." if signature else ""
    over = f"Version {charter.version}"
    context = {"charter": charter, "articles": articles(charter), "over": over, "lead": lead}
    return page(request, "partners/charter_read.html", context)


@needs(Verb.CHARTER_EDIT)
def listing(request: Request) -> HttpResponse:
    """Every version, with the number of signatures."""
    charters = charters_with_signatures()
    has_draft = any(charter.published_at is None for charter in charters)
    context = {"charters": charters, "current": current_charter(), "has_draft": has_draft}
    return page(request, "partners/charters.html", context)


@needs(Verb.CHARTER_EDIT)
def draft(request: Request) -> HttpResponse:
    """Begin the next version, from the text in force."""
    form = CharterForm(request.POST or None, initial=latest_words())
    if form.is_valid() and form.carry_out(draft_charter, actor=request.actor, now=clock.now(), **form.cleaned_data):
        return go_to(request, "partners:charters", "Le projet est enregistré. Personne n’a encore à le signer.")
    return form_page(request, form, title="Nouveau projet de charte", back=reverse("partners:charters"))


@needs(Verb.CHARTER_EDIT)
def edit(request: Request, pk: UUID) -> HttpResponse:
    """Correct the draft."""
    charter = _draft_or_404(pk)
    form = filled(CharterEditForm, charter, request.POST or None)
    if form.is_valid() and form.carry_out(
        change_charter, actor=request.actor, charter=charter, now=clock.now(), **form.cleaned_data
    ):
        return go_to(request, "partners:charters", "Le projet est modifié.")
    over = f"Version {charter.version}"
    return form_page(request, form, title="Modifier le projet", over=over, back=reverse("partners:charters"))


@needs(Verb.CHARTER_EDIT)
def publish(request: Request, pk: UUID) -> HttpResponse:
    """Put the draft in force, after reading it once more."""
    charter = _draft_or_404(pk)
    form = SeenForm(request.POST or None, initial={"seen": charter.revision})
    if form.is_valid() and form.carry_out(
        publish_charter, actor=request.actor, charter=charter, now=clock.now(), **form.cleaned_data
    ):
        return go_to(request, "partners:charters", "La charte est publiée. Chacun la signe à sa prochaine visite.")
    over = f"Version {charter.version}"
    context = {"charter": charter, "articles": articles(charter), "form": form, "over": over}
    return page(request, "partners/charter_publish.html", context)


def _draft_or_404(pk: UUID) -> Charter:
    return get_object_or_404(Charter.objects.filter(published_at__isnull=True), pk=pk)
