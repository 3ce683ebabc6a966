"""Sending a commitment link, following what became of it, revoking it: for those who lead the group."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from palier.access.grants import Verb, require
from palier.cycle.slips.models import Slip, SlipUse
from palier.cycle.slips.queries import addressees_for, contacts_to_write_to, link_actor, promises_to_send, slips_for
from palier.cycle.slips.services import revoke_slip, send_slip
from palier.kernel import clock
from palier.kernel.errors import Refused
from palier.notifications.slips import MailOfSlip, mails_of, post_slip
from palier.partners.models import Group, Organisation
from palier.web.shell.access import needs
from palier.web.shell.pages import go_to, page, send_back
from palier.web.shell.requests import Request
from palier.web.slips.forms import SendForm
from palier.web.slips.promises import cards

PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Line:
    """One link of the list: what it shows, what became of its mails, how it was used, until when it serves."""

    slip: Slip
    titles: list[str]
    mails: list[MailOfSlip]
    uses: list[tuple[str, datetime, str]]
    until: date
    is_alive: bool
    may_be_kept: bool


@needs(Verb.ACTION_LEAD)
def listing(request: Request) -> HttpResponse:
    """The links sent, newest first, and the organisations that one may be sent to."""
    shown = Paginator(slips_for(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": shown,
        "lines": list(_lines(list(shown))),
        "addressees": addressees_for(request.actor, clock.today()),
    }
    return page(request, "slips/list.html", context)


def send(request: Request, group: UUID, organisation: UUID) -> HttpResponse:
    """Choose, see exactly what the link will show, then send."""
    to_group = get_object_or_404(Group.objects.visible_to(request.actor), pk=group)
    require(request.actor, Verb.ACTION_LEAD, to_group.pk)
    about = get_object_or_404(Organisation, pk=organisation)
    sent = request.POST if request.method == "POST" else request.GET if "contact" in request.GET else None
    form = SendForm(sent, actor=request.actor, group=to_group, organisation=about)
    context: dict[str, Any] = {"group": to_group, "organisation": about, "form": form}
    if form.is_valid():
        contact, actions = form.cleaned_data["contact"], list(form.cleaned_data["promises"])
        now = clock.now()
        if request.method != "POST":
            slip = Slip(group=to_group, organisation=about, contact=contact, sent_at=now)
            shown = cards(actions, link_actor(slip), clock.today())
            return page(
                request,
                "slips/preview.html",
                {**context, "slip": slip, "cards": shown, "until": slip.serves_until(actions)},
            )
        values = {"actor": request.actor, "group": to_group, "contact": contact, "actions": actions}
        if form.carry_out(send_slip, **values, post=post_slip, now=now):
            return go_to(request, "slips:list", "Le lien part dans vingt minutes. D’ici là, il peut être retenu.")
    context["has_contacts"] = contacts_to_write_to(request.actor, about).exists()
    context["has_promises"] = promises_to_send(to_group, about).exists()
    return page(request, "slips/send.html", context)


@require_POST
def revoke(request: Request, pk: UUID) -> HttpResponse:
    """Kill a link; its mail is kept from leaving if it has not left."""
    slip = get_object_or_404(slips_for(request.actor), pk=pk)
    try:
        revoke_slip(actor=request.actor, slip=slip, now=clock.now())
    except Refused as refused:
        return send_back(request, "slips:list", refused.message)
    return go_to(request, "slips:list", "Le lien n’ouvre plus rien ; ce qui n’était pas parti ne partira pas.")


def _lines(slips: list[Any]) -> Iterator[Line]:
    mails, today, now = mails_of(slips), clock.today(), clock.now()
    for slip in slips:
        actions = [line.action for line in slip.all_lines]
        held = {one.pk: one.title for one in actions if slip.still_holds(one)}
        yield Line(
            slip=slip,
            titles=list(held.values()),
            mails=mails[slip.pk],
            uses=_uses(slip.all_uses, held),
            until=slip.serves_until(actions),
            is_alive=slip.is_alive(actions, today),
            may_be_kept=any(mail.leaves_at and mail.leaves_at > now for mail in mails[slip.pk]),
        )


def _uses(uses: list[SlipUse], held: dict[UUID, str]) -> list[tuple[str, datetime, str]]:
    """Each answer, and the last opening only: a mail filter opens often."""
    opened = [use for use in uses if use.action_id is None][-1:]
    answered = [use for use in uses if use.action_id in held]
    return [
        (use.get_what_display(), use.at, held[use.action_id] if use.action_id else "")
        for use in sorted([*opened, *answered], key=lambda use: use.at)
    ]
