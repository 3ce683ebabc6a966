"""A short history to read, forge and verify."""

from datetime import timedelta

import pytest

from palier.access.levels import Level
from palier.journal.events import Event
from palier.journal.services import Subject, record_event
from tests.cast import NOW


@pytest.fixture(autouse=True)
def anchor_file(settings, tmp_path):
    """Each test its own anchors."""
    settings.ANCHOR_FILE = tmp_path / "anchors.txt"
    return settings.ANCHOR_FILE


@pytest.fixture
def write(cast):
    """Write entries about the group: `write(5)`, `write(2, level=Level.SEALED, at=…)`."""

    def entries(count=1, *, level=Level.GROUP, at=NOW, event=Event.GROUP_CHANGE, subject_id=None, actor="alice"):
        about = Subject("group", subject_id or cast.group.pk, "Digne 1", cast.group.pk, level)
        return [
            record_event(
                event, actor=cast.actor(actor), at=at + timedelta(minutes=rank), subject=about, payload={"rank": rank}
            )
            for rank in range(count)
        ]

    return entries
