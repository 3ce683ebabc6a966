"""Validating the minutes sends each partner its own promises, and a link to remark to who came without an account.

Everything waits twenty minutes: withdrawing the validation meanwhile takes all of it back (decision 26).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db import transaction

from palier.access.actor import Actor
from palier.cycle.meetings.models import Meeting
from palier.cycle.meetings.services import DAYS_TO_REMARK, validate_meeting, withdraw_validation
from palier.cycle.minutes.models import AmendmentLink
from palier.cycle.minutes.queries import KEYS, attended_without_account, sendings_of
from palier.cycle.slips.models import Slip
from palier.cycle.slips.services import Post, revoke_slip, send_slip
from palier.kernel.link_keys import print_of
from palier.partners.models import Contact, Organisation


class PostLink(Protocol):
    """Hands a link to remark, and its secret, to the mail, in the transaction under way."""

    def __call__(self, *, link: AmendmentLink, token: str, now: datetime) -> object:
        """Enqueue the mail that carries the link."""
        ...


class HasLeft(Protocol):
    """Says whether a mail of this link has left already."""

    def __call__(self, *, slip: Slip) -> bool:
        """True once it has."""
        ...


@dataclass(frozen=True, slots=True)
class Sent:
    """What a validation sent: to whom, and who could not be written to."""

    slips: list[Slip]
    links: list[AmendmentLink]
    without_address: list[Organisation]


def validate_minutes(
    *,
    actor: Actor,
    meeting: Meeting,
    post: Post,
    post_link: PostLink,
    now: datetime,
    days: int = DAYS_TO_REMARK,
) -> Sent:
    """Validate, then write one mail to each partner with only its own promises, and the links to remark."""
    with transaction.atomic():
        validate_meeting(actor=actor, meeting=meeting, now=now, days=days)
        slips, unreached = [], []
        for sending in sendings_of(meeting):
            if sending.contact is None:
                unreached.append(sending.organisation)
                continue
            slip = send_slip(
                actor=actor, group=meeting.group, contact=sending.contact, actions=sending.actions, post=post, now=now
            )
            slips.append(slip)
        who = attended_without_account(meeting) if days else []
        links = [_link(meeting, contact, post_link, now) for contact in who]
    return Sent(slips, links, unreached)


def withdraw_minutes(*, actor: Actor, meeting: Meeting, has_left: HasLeft, now: datetime) -> int:
    """Take the validation back, with the mails that have not left; how many were. What left stays answered by link."""
    sent_at = meeting.validated_at
    with transaction.atomic():
        withdraw_validation(actor=actor, meeting=meeting, now=now)
        rows = Slip.objects.unsealed("validation taken back").filter(group=meeting.group_id, revoked_at__isnull=True)
        of_it = [slip for slip in rows.select_related("contact", "organisation") if slip.sent_at == sent_at]
        kept = [slip for slip in of_it if not has_left(slip=slip)]
        for slip in kept:
            revoke_slip(actor=actor, slip=slip, now=now)
    return len(kept)


def _link(meeting: Meeting, contact: Contact, post_link: PostLink, now: datetime) -> AmendmentLink:
    token, token_hash = KEYS.new()
    link = AmendmentLink(meeting=meeting, contact=contact, validated_at=now, token_hash=token_hash)
    link.address_print = print_of(link.pk, link.contact.email)
    link.save(force_insert=True)
    post_link(link=link, token=token, now=now)
    return link
