"""Writing a long file: the worker does what its sender confirmed, with the rights its sender has at that moment."""

import logging
from uuid import UUID

from palier.intake.addresses import AddressFinder, finder_in
from palier.intake.models import WaitingFile
from palier.intake.waiting import confirm_file, note_refusal
from palier.jobs.tasks import job
from palier.kernel import clock
from palier.kernel.errors import Refused, Stale
from palier.partners.actors import actor_for
from palier.partners.models import Group, User
from palier.territory.models import Commune

BROKEN = "Une erreur a interrompu la reprise : rien n’a été écrit. Prévenez l’administrateur si cela dure."


@job(idempotent=True)
def write_file(key: str) -> None:
    """Write a file that still waits for it, whole or not at all; run again, it is written once."""
    rows = WaitingFile.objects.unsealed("writing what was confirmed")
    waiting = rows.filter(pk=UUID(key), asked_at__isnull=False, confirmed_at=None).select_related("group").first()
    if waiting is None or waiting.uploaded_by is None:
        return
    user = User.objects.filter(pk=waiting.uploaded_by, is_active=True).first()
    if user is None:
        return
    try:
        actor = actor_for(user, today=clock.today())
        confirm_file(
            actor=actor,
            waiting=waiting,
            find_address=address_finder(waiting.group),
            now=clock.now(),
            seen=waiting.outcome.get("seen", ""),
        )
    except (Refused, Stale) as error:
        note_refusal(waiting=waiting, reason=error.message)
    except Exception:
        logging.getLogger(__name__).exception("file %s not written", key)
        note_refusal(waiting=waiting, reason=BROKEN)


def address_finder(group: Group) -> AddressFinder:
    """Where addresses are looked up: the communes of the group’s circonscription."""
    return finder_in(tuple(Commune.objects.filter(district=group.district_id).values_list("insee", flat=True)))
