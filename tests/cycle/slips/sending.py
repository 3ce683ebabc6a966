"""A partner without an account, and a link sent to it."""

from typing import Any

from palier.cycle.slips.models import Slip
from palier.cycle.slips.services import send_slip
from palier.partners.models import Contact
from tests.cast import ARRIVED, NOW
from tests.cycle.stage import Stage


class Posted:
    """Keeps what would be mailed."""

    def __init__(self) -> None:
        self.tokens: list[str] = []

    def __call__(self, *, slip: Slip, key: Any, token: str, now: Any) -> None:
        self.tokens.append(token)


def irene(stage: Stage, **values: Any) -> Contact:
    """A contact of the landlord, with an address and no account."""
    content = {"organisation": stage.cast.landlord, "name": "Irène", "email": "irene@example.org"}
    return Contact.objects.create(arrived_on=ARRIVED, **{**content, **values})


def sent(stage: Stage, *actions: Any, contact: Contact | None = None, **values: Any) -> tuple[Slip, str]:
    """A slip that Alice sends to Irène for these promises, and the token of its mail."""
    posted = Posted()
    content = {"actor": stage.actor("alice"), "group": stage.cast.group, "post": posted, "now": NOW}
    slip = send_slip(contact=contact or irene(stage), actions=actions, **{**content, **values})
    return slip, posted.tokens[0]
