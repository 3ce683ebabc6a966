"""Verifications made and kept, for the integrity page: the verdict only, no number and no hash (decision 6)."""

from datetime import datetime

from palier.journal.anchoring import anchored
from palier.journal.models import Inspection
from palier.journal.verification import verify


def inspect(*, now: datetime) -> Inspection:
    """Verify the chain against the anchors of the file, and keep the verdict."""
    verdict = verify(anchors=anchored())
    broken = verdict.broken
    return Inspection.objects.create(
        at=now,
        intact=verdict.intact,
        reason=broken.reason if broken else "",
        broken_at=broken.at if broken else None,
        guards_missing=bool(verdict.missing_guards),
    )


def last_inspection() -> Inspection | None:
    """The verification made last."""
    return Inspection.objects.order_by("-at").first()
