"""Following invitations, for those who lead: asked again, a link revoked."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from palier.access.grants import Verb, require
from palier.cycle.convening.models import Convocation
from palier.cycle.convening.queries import convocations_for
from palier.cycle.convening.services import ask_again, revoke_link
from palier.cycle.meetings.models import Meeting
from palier.cycle.meetings.queries import meetings_for
from palier.kernel import clock
from palier.kernel.errors import NotGranted, Refused
from palier.notifications.convening import last_mail_of, post_again
from palier.partners.models import Contact
from palier.web.shell.bodies import mail_is_sent, shows_bodies
from palier.web.shell.pages import go_to, page, send_back
from palier.web.shell.requests import Request

SENT = "L’invitation est renvoyée ; le lien précédent n’ouvre plus rien."
STAYS = "L’invitation est prête, mais aucun serveur de courriel n’est réglé : elle attend, sans partir."


@require_POST
def again(request: Request, pk: UUID, contact: UUID) -> HttpResponse:
    """Ask one person again, with a new link."""
    meeting = _led(request, pk)
    person = get_object_or_404(Contact.objects.visible_to(request.actor), pk=contact)
    now = clock.now()
    try:
        asked = ask_again(actor=request.actor, meeting=meeting, contact=person, now=now, today=clock.today())
    except NotGranted:
        raise
    except Refused as refused:
        return send_back(request, "meetings:meeting", refused.message, pk=pk)
    post_again(convocation=asked, now=now)
    return go_to(request, "meetings:meeting", SENT if mail_is_sent() else STAYS, pk=pk)


@require_POST
def revoke(request: Request, pk: UUID, contact: UUID) -> HttpResponse:
    """Kill the link of one person."""
    try:
        revoke_link(actor=request.actor, convocation=_asked(request, pk, contact), now=clock.now())
    except NotGranted:
        raise
    except Refused as refused:
        return send_back(request, "meetings:meeting", refused.message, pk=pk)
    return go_to(request, "meetings:meeting", "Le lien n’ouvre plus rien.", pk=pk)


@never_cache
def mail(request: Request, pk: UUID, contact: UUID) -> HttpResponse:
    """The mail of an invitation with its text, in demonstration on this machine; otherwise it does not exist."""
    convocation = _asked(request, pk, contact)
    found = last_mail_of(convocation) if shows_bodies(request) else None
    if found is None:
        raise Http404
    return page(request, "convening/mail.html", {"meeting": convocation.meeting, "mail": found})


def _led(request: Request, pk: UUID) -> Meeting:
    meeting = get_object_or_404(meetings_for(request.actor), pk=pk)
    require(request.actor, Verb.MEETING_LEAD, meeting.group_id)
    return meeting


def _asked(request: Request, pk: UUID, contact: UUID) -> Convocation:
    return get_object_or_404(convocations_for(request.actor, _led(request, pk)), contact=contact)
