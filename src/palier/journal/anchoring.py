"""The head of the chain, fixed outside the database: cutting the tail of the chain leaves no other trace.

The hash is appended to a file beside the database and published as news, which `notifications` mails to the DPO
(decision 14). It says nothing by itself: no number, no count (decision 6).
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from palier.access.actor import Actor
from palier.access.levels import Level
from palier.journal.chain import ORIGIN, moment
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.journal.services import Subject, record_event
from palier.kernel import events as news

TOPIC = "journal:anchor"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The hash that the chain had at its head at that moment."""

    at: datetime
    hash: str

    @property
    def message(self) -> str:
        """The text mailed to the DPO."""
        return (
            f"Empreinte de tête du journal de Palier : {self.hash}\n\n"
            "Conservez ce message. En cas de doute sur le journal, l’exploitant vérifie que cette empreinte est "
            f"toujours dans la chaîne avec la commande « palier verify --anchor {self.hash} »."
        )


def head() -> str:
    """The hash at the head of the chain (to be printed on the police annex of the minutes)."""
    last = Entry.objects.unsealed("chain head").order_by("-seq").values_list("hash", flat=True).first()
    return last or ORIGIN


def anchor_head(*, actor: Actor, now: datetime) -> Anchor | None:
    """Fix the head outside. The anchoring is itself an entry, and the anchored hash is that entry's.

    Nothing to fix when nothing happened since the last anchoring: None.
    """
    with transaction.atomic():
        last = Entry.objects.unsealed("chain head").order_by("-seq").first()
        if last is None or last.event == Event.HEAD_ANCHOR:
            return None
        about = Subject("journal", None, "Empreinte de tête", None, Level.POLICE)
        entry = record_event(Event.HEAD_ANCHOR, actor=actor, at=now, subject=about)
        anchor = Anchor(now, entry.hash)
        transaction.on_commit(lambda: _append(anchor))
    news.publish(TOPIC, anchor)
    return anchor


def anchored() -> list[str]:
    """The hashes fixed in the file so far, oldest first."""
    path = _path()
    if not path.exists():
        return []
    return [line.split()[1] for line in path.read_text().splitlines() if len(line.split()) > 1]


def _append(anchor: Anchor) -> None:
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        file.write(f"{moment(anchor.at)} {anchor.hash}\n")


def _path() -> Path:
    return Path(settings.ANCHOR_FILE)
