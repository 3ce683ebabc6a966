"""The calendar files, read back by two libraries and taken in by a calendar program of the command line."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import vobject

from palier.cycle.convening.services import answer_on_screen
from palier.cycle.meetings.services import cancel_meeting, move_meeting
from palier.documents.calendar import feed_file, invitation_file
from tests.cast import NOW, TODAY
from tests.cycle.convening.asking import COMING, asked, planned, seated
from tests.world import GROUP_WORD

pytestmark = pytest.mark.django_db
PLACE = "Commissariat, salle 2 ; entrée « cour », 1er étage"


@pytest.fixture
def meeting(stage):
    return planned(stage, place=PLACE, planned_minutes=90)


@pytest.fixture
def irene(stage):
    return seated(stage, name="Irène, gardienne")


def request(stage, meeting, contact):
    return invitation_file(asked(stage, meeting, contact)[0], NOW)


def events(text):
    """The same event as each of the two libraries reads it."""
    (ours,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    theirs = vobject.readOne(text).vevent
    return ours, theirs


def test_both_libraries_read_the_same_meeting(stage, meeting, irene):
    text = request(stage, meeting, irene)
    ours, theirs = events(text)
    assert str(ours["uid"]) == theirs.uid.value == f"{meeting.pk}@palier"
    assert ours.decoded("dtstart") == theirs.dtstart.value == COMING
    assert ours.decoded("dtend") == theirs.dtend.value == COMING + timedelta(minutes=90)
    assert ours.decoded("dtstart").utcoffset() == theirs.dtstart.value.utcoffset() == timedelta(hours=1)
    assert str(ours["location"]) == theirs.location.value == PLACE
    assert str(ours["summary"]) == theirs.summary.value == "Réunion : GPO Digne 1"
    assert str(ours["status"]) == theirs.status.value == "CONFIRMED"
    assert ours["attendee"] == theirs.attendee.value == "mailto:irene@example.org"
    assert ours["attendee"].params["CN"] == theirs.attendee.params["CN"][0] == "Irène, gardienne"
    assert vobject.readOne(text).method.value == "REQUEST"
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n")), "lines are folded (RFC 5545, 3.1)"


def test_each_change_keeps_the_uid_and_raises_the_sequence_until_it_is_called_off(stage, meeting, irene):
    alice, files = stage.actor("alice"), [request(stage, meeting, irene)]
    for days in (1, 0):  # there and back: a calendar must still take the second for the newer
        move_meeting(actor=alice, meeting=meeting, planned_at=COMING + timedelta(days=days), place="", now=NOW)
        files.append(request(stage, meeting, irene))
    cancel_meeting(actor=alice, meeting=meeting, reason="Salle prise", now=NOW)
    files.append(request(stage, meeting, irene))
    ours, theirs = zip(*(events(text) for text in files), strict=True)
    sequences = [event["sequence"] for event in ours]
    assert sequences == [int(event.sequence.value) for event in theirs]
    assert sequences == sorted(set(sequences))
    assert {str(event["uid"]) for event in ours} == {f"{meeting.pk}@palier"}
    assert [str(icalendar.Calendar.from_ical(text)["method"]) for text in files] == ["REQUEST"] * 3 + ["CANCEL"]
    assert str(ours[-1]["status"]) == theirs[-1].status.value == "CANCELLED"


def test_the_answer_stands_in_the_file_and_no_link_does(stage, meeting):
    bruno = stage.cast.users["bruno"].contacts.unsealed("test").get()
    assert events(request(stage, meeting, bruno))[0]["attendee"].params["PARTSTAT"] == "NEEDS-ACTION"
    answer_on_screen(actor=stage.actor("bruno"), meeting=meeting, answer="excused", now=NOW, today=TODAY)
    text = request(stage, meeting, bruno)
    assert events(text)[0]["attendee"].params["PARTSTAT"] == "DECLINED"
    assert "/convocations/" not in text.replace("\r\n ", "")


def test_hours_of_summer_and_winter_stand_in_the_file_itself(stage):
    """A program that knows no « Europe/Paris » finds its changes of hour written out."""
    winter = planned(stage, planned_at=datetime(2027, 3, 22, 9, 0, tzinfo=UTC))
    summer = planned(stage, planned_at=datetime(2027, 3, 29, 8, 0, tzinfo=UTC))
    text = feed_file([winter, summer]).decode()
    assert text.count("BEGIN:VTIMEZONE") == 1
    assert "TZID:Europe/Paris" in text
    assert "DTSTART;TZID=Europe/Paris:20270322T100000" in text
    assert "DTSTART;TZID=Europe/Paris:20270329T100000" in text
    starts = [event.dtstart.value for event in vobject.readOne(text).vevent_list]
    assert [one.utcoffset() for one in starts] == [timedelta(hours=1), timedelta(hours=2)]
    assert starts == [winter.planned_at, summer.planned_at]


def test_elsewhere_the_zone_of_the_service_stands_in_the_file(stage, settings):
    settings.TIME_ZONE = "Indian/Reunion"
    text = feed_file([planned(stage, planned_at=datetime(2027, 7, 5, 6, 0, tzinfo=UTC))]).decode()
    assert "DTSTART;TZID=Indian/Reunion:20270705T100000" in text
    assert vobject.readOne(text).vevent.dtstart.value.utcoffset() == timedelta(hours=4)


def test_a_feed_says_dates_and_places_alone_and_twice_the_same(world):
    """The world's agenda, topics and decisions hold words at each level: none of them is in a calendar."""
    meeting = world["meeting"]
    text = feed_file([meeting]).decode().replace("\r\n ", "")
    assert feed_file([meeting]).decode().replace("\r\n ", "") == text
    assert {line.partition(":")[0].partition(";")[0] for line in text.partition("BEGIN:VEVENT")[2].splitlines()} == {
        "", "SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "CLASS", "LOCATION", "SEQUENCE", "STATUS", "URL", "END",
    }  # fmt: skip
    assert "Zyx" not in text.replace(meeting.place, "").replace(GROUP_WORD, "")
    assert feed_file([]).startswith(b"BEGIN:VCALENDAR")


def test_a_demonstration_says_that_it_is_one(stage, meeting, settings):
    settings.DEMONSTRATION = True
    assert b"[Donn\xc3\xa9es fictives]" in feed_file([meeting])


def khal(home, *words):
    """The calendar program, with a calendar of its own."""
    settings = home / "khal.conf"
    settings.write_text(
        f"[calendars]\n[[gpo]]\npath = {home}/gpo\n[sqlite]\npath = {home}/khal.db\n"
        "[locale]\nlocal_timezone = Europe/Paris\ndefault_timezone = Europe/Paris\n"
        "timeformat = %H:%M\ndateformat = %d/%m/%Y\nlongdateformat = %d/%m/%Y\n"
        "datetimeformat = %d/%m/%Y %H:%M\nlongdatetimeformat = %d/%m/%Y %H:%M\n",
        encoding="utf-8",
    )
    (home / "gpo").mkdir(exist_ok=True)
    command = [sys.executable, "-m", "khal", "--config", str(settings), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def shown(home):
    return khal(home, "list", "--format", "{start-time} {end-time} {title} @ {location}", "09/11/2026", "3d")


def test_a_calendar_program_takes_the_request_then_its_change(stage, meeting, irene, tmp_path):
    file = tmp_path / "reunion.ics"
    file.write_text(request(stage, meeting, irene), encoding="utf-8", newline="")
    khal(tmp_path, "import", "--batch", "-a", "gpo", str(file))
    listed = shown(tmp_path)
    assert "10:00 11:30 Réunion : GPO Digne 1" in listed
    assert "salle 2" in listed
    moved = COMING + timedelta(days=1, hours=4)
    move_meeting(actor=stage.actor("alice"), meeting=meeting, planned_at=moved, place="Mairie", now=NOW)
    file.write_text(request(stage, meeting, irene), encoding="utf-8", newline="")
    khal(tmp_path, "import", "--batch", "-a", "gpo", str(file))
    listed = shown(tmp_path)
    assert "14:00 15:30 Réunion : GPO Digne 1 @ Mairie" in listed
    assert "10:00" not in listed, "the same meeting, not a second one"


def test_a_calendar_program_takes_the_feed(stage, meeting, tmp_path):
    other = planned(stage, planned_at=COMING + timedelta(days=1))
    file = tmp_path / "feed.ics"
    file.write_bytes(feed_file([meeting, other]))
    khal(tmp_path, "import", "--batch", "-a", "gpo", str(file))
    assert shown(tmp_path).count("GPO Digne 1") == 2
