"""Contacts: one contact, arriving, changing, being replaced, departing."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from palier.access.grants import Verb
from palier.cycle.slips.queries import living_slips_of
from palier.journal.queries import timeline
from palier.kernel import clock
from palier.partners.invitations import reaches
from palier.partners.models import Contact, Invitation
from palier.partners.queries.directory import seats_of_contact
from palier.partners.services import contacts as services
from palier.partners.services.authority import ASK_KEEPER, keeps_contact, require_that
from palier.web.partners.forms.base import DayForm
from palier.web.partners.forms.directory import ContactArriveForm, ContactEditForm, ContactReplaceForm
from palier.web.partners.views.form_page import form_page
from palier.web.partners.views.organisations import organisation_or_404
from palier.web.shell.access import needs
from palier.web.shell.pages import go_to, page
from palier.web.shell.requests import Request

LINK_ENDED = (
    " Le lien d’engagement envoyé à l’ancienne adresse n’ouvre plus rien : qui conduit le groupe le renvoie "
    "depuis « Liens d’engagement »."
)


def detail(request: Request, pk: UUID) -> HttpResponse:
    """One contact: how to reach it, where it sits, who came before and after."""
    contact, actor = _contact_or_404(request, pk), request.actor
    around = Contact.objects.visible_to(actor)
    present = contact.departed_on is None
    invited = Invitation.objects.visible_to(actor).filter(
        contact=contact, accepted_at__isnull=True, revoked_at__isnull=True
    )
    context = {
        "contact": contact,
        "inviting": present and contact.user_id is None and reaches(actor, contact),
        "invitation": invited.first(),
        "facts": _facts(contact),
        "seats": seats_of_contact(actor, contact),
        "predecessor": around.filter(replaced_by=contact).first(),
        "successor": around.filter(replaces=contact).first(),
        "keeping": present and keeps_contact(actor, contact),
        "editing": present and (_is_own(request, contact) or keeps_contact(actor, contact)),
        "entries": timeline(actor, contact, per_page=10).lines,
    }
    return page(request, "partners/contact.html", context)


@needs(Verb.DIRECTORY_EDIT)
def arrive(request: Request, pk: UUID) -> HttpResponse:
    """Enter a person who now speaks for the organisation."""
    organisation = organisation_or_404(request, pk)
    form = ContactArriveForm(request.POST or None, today=clock.today())
    if form.is_valid():
        named = {"organisation": organisation, "details": form.details(), "on": form.cleaned_data["on"]}
        contact = form.carry_out(services.arrive_contact, actor=request.actor, now=clock.now(), **named)
        if contact:
            done = "Le contact est dans l’annuaire. Donnez-lui un siège, puis invitez-le à ouvrir son compte."
            return go_to(request, "partners:contact", done, pk=contact.pk)
    back = reverse("partners:organisation", args=[pk])
    return form_page(request, form, title="Ajouter un contact", over=organisation.name, back=back)


def edit(request: Request, pk: UUID) -> HttpResponse:
    """Correct how the same person is reached."""
    contact = _contact_or_404(request, pk)
    require_that(_is_own(request, contact) or keeps_contact(request.actor, contact), ASK_KEEPER)
    form = ContactEditForm(request.POST or None, contact=contact)
    if form.is_valid():
        named = {"contact": contact, "details": form.details(), "seen": form.cleaned_data["seen"]}
        had_link = bool(living_slips_of(contact, clock.today()))
        if form.carry_out(services.change_contact, actor=request.actor, now=clock.now(), **named):
            contact.refresh_from_db()
            lost = LINK_ENDED if had_link and not living_slips_of(contact, clock.today()) else ""
            return go_to(request, "partners:contact", f"Le contact est modifié.{lost}", pk=pk)
    warning = "Une autre personne prend le poste ? Utilisez « Remplacer » : l’historique reste à chacun."
    return form_page(request, form, **_about(contact, "Modifier le contact", warning=warning))


def replace(request: Request, pk: UUID) -> HttpResponse:
    """Have a newcomer take over: the seats of one's own groups move on, history stays."""
    contact = _contact_or_404(request, pk)
    require_that(keeps_contact(request.actor, contact), ASK_KEEPER)
    form = ContactReplaceForm(request.POST or None, seen=contact.revision, today=clock.today())
    if form.is_valid():
        named = {name: form.cleaned_data[name] for name in ("seen", "on")}
        successor = form.carry_out(
            services.replace_contact,
            actor=request.actor,
            contact=contact,
            details=form.details(),
            now=clock.now(),
            **named,
        )
        if successor:
            done = "Le remplacement est enregistré. Invitez la nouvelle personne à ouvrir son compte."
            return go_to(request, "partners:contact", done, pk=successor.pk)
    warning = (
        f"{contact.name} part ce jour-là et perd son accès. Ses sièges dans les groupes que vous conduisez passent à "
        "la personne qui suit ; un autre groupe donne lui-même le sien."
    )
    return form_page(request, form, **_about(contact, "Remplacer le contact", warning=warning, submit="Remplacer"))


def depart(request: Request, pk: UUID) -> HttpResponse:
    """Record a departure: access is cut from that day."""
    contact = _contact_or_404(request, pk)
    require_that(keeps_contact(request.actor, contact), ASK_KEEPER)
    form = DayForm(request.POST or None, seen=contact.revision, today=clock.today())
    if form.is_valid() and form.carry_out(
        services.depart_contact, actor=request.actor, contact=contact, now=clock.now(), **form.cleaned_data
    ):
        return go_to(request, "partners:contact", "Le départ est enregistré.", pk=pk)
    warning = "L’accès cesse dès ce jour et ses sièges prennent fin. Rien de ce qu’il ou elle a fait n’est effacé."
    return form_page(
        request, form, **_about(contact, "Enregistrer un départ", warning=warning, submit="Enregistrer le départ")
    )


def _contact_or_404(request: Request, pk: UUID) -> Contact:
    rows = Contact.objects.visible_to(request.actor).select_related("organisation__type", "user")
    return get_object_or_404(rows, pk=pk)


def _is_own(request: Request, contact: Contact) -> bool:
    return contact.user_id is not None and contact.user_id == request.actor.user_id


def _about(contact: Contact, title: str, **more: str) -> dict[str, str]:
    over = f"{contact.name}, {contact.organisation.name}"
    return {"title": title, "over": over, "back": reverse("partners:contact", args=[contact.pk]), **more}


def _facts(contact: Contact) -> list[tuple[str, object]]:
    facts: list[tuple[str, object]] = [
        ("Organisation", contact.organisation.name),
        ("Fonction", contact.function),
        ("Adresse électronique", contact.email),
        ("Téléphone professionnel", contact.phone),
        ("Moyen préféré", contact.get_channel_display()),
        ("Relances", "Averti quand son organisation garde le silence" if contact.is_head else ""),
        ("Arrivée le", f"{contact.arrived_on:%d/%m/%Y}"),
    ]
    if contact.departed_on:
        facts.append(("Départ le", f"{contact.departed_on:%d/%m/%Y}"))
    return facts
