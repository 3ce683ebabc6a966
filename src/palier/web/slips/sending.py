"""Sending a commitment link, following what became of it, revoking it: for those who lead the group."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from palier.access.grants import Verb, require
from palier.cycle.actions.lifecycle import LIVING
from palier.cycle.actions.models import Action
from palier.cycle.slips.models import Slip, SlipUse
from palier.cycle.slips.queries import (
    addressees_for,
    contacts_to_write_to,
    holders_of_links,
    left_out,
    link_actor,
    living_slips_of,
    promises_to_send,
    slips_for,
)
from palier.cycle.slips.services import revoke_slip, send_slip
from palier.kernel import clock
from palier.kernel.errors import Refused
from palier.notifications.slips import MailOfSlip, last_mail_of, mails_of, post_slip
from palier.partners.models import Group, Organisation
from palier.web.shell.access import needs
from palier.web.shell.bodies import mail_is_sent, shows_bodies
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
    # True when its contact now reads another address, and still has promises to answer.
    to_send_again: bool

    @property
    def contact_key(self) -> str:
        """The id of its contact, to write to the same person again."""
        return str(self.slip.contact_id)


LEAVES = "Le lien part dans vingt minutes. D’ici là, il peut être retenu."
STAYS = "Le lien est prêt, mais aucun serveur de courriel n’est réglé : son courriel attend, sans partir."


@needs(Verb.ACTION_LEAD)
def listing(request: Request) -> HttpResponse:
    """The links sent, newest first, and the organisations that one may be sent to."""
    shown = Paginator(slips_for(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": shown,
        "lines": list(_lines(list(shown))),
        "addressees": addressees_for(request.actor, clock.today()),
        **_way_out(request),
    }
    return page(request, "slips/list.html", context)


def send(request: Request, group: UUID, organisation: UUID) -> HttpResponse:
    """Choose, see exactly what the link will show, then send."""
    to_group = get_object_or_404(Group.objects.visible_to(request.actor), pk=group)
    require(request.actor, Verb.ACTION_LEAD, to_group.pk)
    about = get_object_or_404(Organisation, pk=organisation)
    sent = request.POST if request.method == "POST" else request.GET if "contact" in request.GET else None
    form = SendForm(sent, actor=request.actor, group=to_group, organisation=about, wanted=request.GET.get("pour"))
    context: dict[str, Any] = {"group": to_group, "organisation": about, "form": form}
    if form.is_valid():
        contact, actions = form.cleaned_data["contact"], list(form.cleaned_data["promises"])
        now = clock.now()
        if request.method != "POST":
            slip = Slip(group=to_group, organisation=about, contact=contact, sent_at=now)
            return page(
                request,
                "slips/preview.html",
                {**context, "slip": slip, **_previewed(slip, actions), **_way_out(request)},
            )
        values = {"actor": request.actor, "group": to_group, "contact": contact, "actions": actions}
        if form.carry_out(send_slip, **values, post=post_slip, now=now):
            return go_to(request, "slips:list", LEAVES if mail_is_sent() else STAYS)
    context |= _way_out(request)
    context["has_contacts"] = contacts_to_write_to(request.actor, about).exists()
    context["has_promises"] = promises_to_send(to_group, about).exists()
    return page(request, "slips/send.html", context)


def _previewed(slip: Slip, actions: list[Action]) -> dict[str, Any]:
    """What the link would show, and what becomes of the one that its reader has."""
    today = clock.today()
    older = living_slips_of(slip.contact, today, group=slip.group)
    return {
        "cards": cards(actions, link_actor(slip), today),
        "until": slip.serves_until(actions),
        "older": older[0] if older else None,
        "left_out": [action for one in older for action in left_out(one, actions)],
    }


@never_cache
def mail(request: Request, pk: UUID) -> HttpResponse:
    """The mail of a link with its text, in demonstration on this machine; otherwise this page does not exist."""
    slip = get_object_or_404(slips_for(request.actor), pk=pk)
    found = last_mail_of(slip) if shows_bodies(request) else None
    if found is None:
        raise Http404
    return page(request, "slips/mail.html", {"slip": slip, "mail": found})


def _way_out(request: Request) -> dict[str, bool]:
    """Whether a mail leaves this machine, and whether it may be read here instead."""
    return {"has_server": mail_is_sent(), "shows_bodies": shows_bodies(request)}


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
    anew = holders_of_links(slips)
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
            to_send_again=_is_to_send_again(slip, actions, anew),
        )


def _is_to_send_again(slip: Slip, actions: list[Action], anew: set[tuple[UUID, UUID]]) -> bool:
    """Ended by a corrected address, with something left to answer, and no link sent since."""
    there = slip.contact.email and slip.contact.departed_on is None
    awaited = any(one.state in LIVING and slip.still_holds(one) for one in actions)
    return bool(
        slip.ending == Slip.Ending.ADDRESS and there and awaited and (slip.contact_id, slip.group_id) not in anew
    )


def _uses(uses: list[SlipUse], held: dict[UUID, str]) -> list[tuple[str, datetime, str]]:
    """Each answer, and the last opening only: a mail filter opens often."""
    opened = [use for use in uses if use.action_id is None][-1:]
    answered = [use for use in uses if use.action_id in held]
    return [
        (use.get_what_display(), use.at, held[use.action_id] if use.action_id else "")
        for use in sorted([*opened, *answered], key=lambda use: use.at)
    ]
