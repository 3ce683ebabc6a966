"""Each anchoring of the journal is mailed to the data protection officers in office, once."""

from datetime import timedelta

import pytest

from palier.access.roles import Role
from palier.journal.anchoring import Anchor, anchor_head
from palier.journal.events import Event
from palier.journal.services import Subject, record_event
from palier.notifications.anchors import mail_anchor
from palier.notifications.models import Message
from palier.partners.models import Mandate
from tests.cast import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def anchor_file(settings, tmp_path):
    settings.ANCHOR_FILE = tmp_path / "anchors.txt"


def mailed():
    return Message.objects.unsealed("test").filter(kind="journal_anchor")


def test_the_officer_receives_the_hash_and_nobody_else(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        about = Subject("group", cast.group.pk, "Groupe", cast.group.pk)
        record_event(Event.GROUP_CHANGE, actor=cast.actor("alice"), at=NOW, subject=about)
        anchor = anchor_head(actor=cast.actor("denis"), now=NOW)
    message = mailed().get()
    assert message.recipient == cast.users["denis"].email
    assert anchor.hash in message.text
    assert not message.holds_secret


def test_one_anchor_is_mailed_once_and_the_next_one_again(cast):
    for letter in "aab":
        mail_anchor(Anchor(NOW, letter * 64))
    assert mailed().count() == 2


def test_who_is_no_longer_in_office_receives_nothing(cast):
    Mandate.objects.filter(role=Role.DPO).update(until=TODAY - timedelta(days=1))
    mail_anchor(Anchor(NOW, "a" * 64))
    assert not mailed().exists()
