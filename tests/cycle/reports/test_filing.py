"""Filed once, whatever is sent: the key drawn with the form, its files, its number."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.db import connection

from palier.access.levels import Level
from palier.attachments.models import Attachment
from palier.attachments.services import Upload
from palier.cycle.reports.filing import Sending
from palier.cycle.reports.models import Report
from palier.cycle.reports.queries import report_numbered
from palier.journal.models import Entry
from palier.kernel.errors import Refused
from palier.kernel.ids import heard, spoken
from tests.attachments.samples import photo
from tests.cast import make_cast
from tests.cycle.stage import set_stage

RACERS = 4


def filings():
    return Entry.objects.unsealed("test").filter(event="report:report:file").count()


def test_the_same_key_answers_with_the_first_report_of_the_same_person(stage):
    key = Sending(filing_key=uuid4())
    first = stage.report(by="bruno", sending=key)
    assert stage.report(by="bruno", text="Autrement dit.", sending=key).pk == first.pk
    assert stage.report(by="claire", sending=key).pk != first.pk
    assert stage.report(by="bruno").pk != first.pk
    assert filings() == 3


@pytest.mark.django_db(transaction=True)
def test_sent_at_the_same_instant_it_is_filed_once():
    stage, key, start = set_stage(make_cast()), Sending(filing_key=uuid4()), Barrier(RACERS)

    def send(_):
        try:
            start.wait(30)
            return stage.report(by="bruno", sending=key).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(RACERS) as racers:
        found = set(racers.map(send, range(RACERS)))
    assert found == {Report.objects.unsealed("test").get().pk}
    assert filings() == 1


def test_files_come_with_the_report_or_nothing_does(stage):
    good, bad = Upload("hall.jpg", photo()), Upload("note.jpg", b"nothing")
    with pytest.raises(Refused):
        stage.report(sending=Sending(uploads=[good, bad]))
    assert not Report.objects.unsealed("test").exists()
    report = stage.report(sending=Sending(uploads=[good]))
    assert Attachment.objects.unsealed("test").get().subject_id == report.pk


def test_a_number_is_short_and_says_nothing():
    assert spoken(UUID("00443214-c74f-4254-8000-000000000000")) == "0123-4567"
    assert heard("o123-4567") == (
        UUID("00443214-c700-0000-0000-000000000000"),
        UUID("00443214-c7ff-ffff-ffff-ffffffffffff"),
    )
    assert spoken(UUID("ffffffff-ff00-4000-8000-000000000000")) == "ZZZZ-ZZZZ"


@pytest.mark.parametrize("typed", ["{number}", " {number} ", "s-{bare}", "{bare}", "{close}"])
def test_a_report_is_found_by_its_number_by_those_who_read_it(stage, typed):
    report, police = stage.report(), stage.report(by="olivier", level=Level.POLICE)

    def found(by, one):
        bare = one.number.removeprefix("S-").lower()
        text = typed.format(number=one.number, bare=bare, close=bare.replace("-", ""))
        return report_numbered(stage.actor(by), text)

    assert (found("claire", report), found("dora", report)) == (report, None)
    assert (found("olivier", police), found("claire", police)) == (police, None)


@pytest.mark.parametrize("typed", ["", "S-", "S-123", "S-UUUU-UUUU", "S-1234-56789", "é" * 8])
def test_what_is_no_number_finds_nothing(stage, typed):
    stage.report()
    assert report_numbered(stage.actor("alice"), typed) is None
