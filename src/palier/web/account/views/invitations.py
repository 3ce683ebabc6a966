"""Invitations: listed, sent, sent again, revoked; and the page where the invited person opens the account."""

from uuid import UUID

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from palier.access.grants import Verb, holds, holds_anywhere
from palier.kernel import clock
from palier.kernel.errors import NotGranted, Refused
from palier.notifications.letters import post_invitation
from palier.partners import invitations
from palier.partners.models import Contact, Invitation
from palier.web.account.forms import AcceptForm, InviteForm
from palier.web.account.readable import invitation_rows
from palier.web.shell.links import by_link
from palier.web.shell.pages import go_to, page
from palier.web.shell.requests import Request


def listing(request: Request) -> HttpResponse:
    """The invitations under way, and the contacts who could be invited."""
    if not (holds(request.actor, Verb.ACCOUNT_EDIT) or holds_anywhere(request.actor, Verb.GROUP_LEAD)):
        raise NotGranted("Les invitations sont tenues par l’administrateur et les chefs de secteur.")
    rows = Invitation.objects.visible_to(request.actor).select_related("contact__organisation", "invited_by")
    under_way = {row.contact_id for row in rows if row.is_open}
    context = {
        "invitations": rows,
        "contacts": [one for one in invitations.invitable_contacts(request.actor) if one.pk not in under_way],
        "now": clock.now(),
        "may_invite_anyone": holds(request.actor, Verb.ACCOUNT_EDIT),
    }
    return page(request, "account/invitations.html", context)


def invite(request: Request) -> HttpResponse:
    """Invite a person who will hold a mandate."""
    if not holds(request.actor, Verb.ACCOUNT_EDIT):
        raise NotGranted("Seul l’administrateur invite une personne avec un mandat.")
    form = InviteForm(request.POST or None)
    if form.is_valid():
        sent = form.carry_out(
            invitations.invite, actor=request.actor, guest=form.guest(), post=post_invitation, now=clock.now()
        )
        if sent:
            return go_to(request, "account:invitations", "L’invitation est partie.")
    return page(request, "account/invite.html", {"form": form})


@require_POST
def invite_contact(request: Request, contact_id: UUID) -> HttpResponse:
    """Invite a contact of the directory at the address of its sheet."""
    contact = get_object_or_404(Contact.objects.visible_to(request.actor), pk=contact_id)
    guest = invitations.Guest(contact=contact)
    sent = invitations.invite(actor=request.actor, guest=guest, post=post_invitation, now=clock.now())
    message = "L’invitation est partie." if isinstance(sent, Invitation) else "Le contact est relié à son compte."
    return go_to(request, "account:invitations", message)


@require_POST
def resend(request: Request, pk: UUID) -> HttpResponse:
    """Send an invitation again; the previous link dies."""
    invitation = get_object_or_404(Invitation.objects.visible_to(request.actor), pk=pk)
    invitations.resend_invitation(actor=request.actor, invitation=invitation, post=post_invitation, now=clock.now())
    return go_to(request, "account:invitations", "Un nouveau lien est parti ; le précédent ne sert plus.")


@require_POST
def revoke(request: Request, pk: UUID) -> HttpResponse:
    """Revoke an invitation."""
    invitation = get_object_or_404(Invitation.objects.visible_to(request.actor), pk=pk)
    invitations.revoke_invitation(actor=request.actor, invitation=invitation, now=clock.now())
    return go_to(request, "account:invitations", "L’invitation est annulée.")


@by_link
def accept(request: Request, token: str) -> HttpResponse:
    """The page of a mailed link: opening changes nothing, choosing a password opens the account (decision 10)."""
    try:
        invitation = invitations.read_link(token=token, now=clock.now())
    except Refused as dead:
        return page(request, "account/invitation_dead.html", {"message": dead.message}, status=410)
    form = AcceptForm(request.POST or None)
    if form.is_valid():
        user = form.carry_out(
            invitations.accept_invitation, token=token, password=form.cleaned_data["password1"], now=clock.now()
        )
        if user:
            record_authentication(request, user, method="invitation")
            signed_in: HttpResponse = perform_login(request, Login(user=user, email=user.email))
            return signed_in
    return page(request, "account/accept.html", {"rows": invitation_rows(invitation), "form": form})
