"""Meetings as iCalendar (RFC 5545, 5546): the request mailed to one person, the private calendar it subscribes to.

Dates, hours, places and the name of the group, nothing else: a calendar is read on telephones, shared with colleagues
and kept by other people's servers. An answer comes by the link of the mail, never by the calendar program.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from email.utils import parseaddr
from typing import cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from palier.cycle.convening.models import Convocation
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import Meeting

PRODUCT = "-//Palier//Réunions//FR"
REFRESH = timedelta(hours=1)
_PARIS = """BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
END:VTIMEZONE
"""
_STANDS: dict[str, str] = {
    Convocation.Answer.PRESENT: "ACCEPTED",
    Convocation.Answer.EXCUSED: "DECLINED",
    Convocation.Answer.REPRESENTED: "DELEGATED",
}


def invitation_file(convocation: Convocation, now: datetime) -> str:
    """The request to one person, or its cancellation; the same UID all along, a SEQUENCE raised at each change."""
    meeting = convocation.meeting
    called_off = meeting.state == State.CANCELLED
    calendar = _calendar([meeting], method="CANCEL" if called_off else "REQUEST")
    event = _event(meeting, stamped=now)
    event.add("organizer", _organizer())
    event.add("attendee", _attendee(convocation), encode=False)
    calendar.add_component(event)
    return bytes(calendar.to_ical()).decode()


def feed_file(meetings: Iterable[Meeting]) -> bytes:
    """The private calendar: the same meetings give the same bytes."""
    shown = list(meetings)
    calendar = _calendar(shown)
    calendar.add("name", _titled("Palier, réunions"))
    calendar.add("x-wr-calname", _titled("Palier, réunions"))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for meeting in shown:
        calendar.add_component(_event(meeting, stamped=max(meeting.created_at, meeting.state_since)))
    return bytes(calendar.to_ical())


def _calendar(meetings: list[Meeting], *, method: str = "") -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if method:
        calendar.add("method", method)
    if meetings:
        calendar.add_component(_zone([meeting.planned_at.year for meeting in meetings]))
    return calendar


def _zone(years: list[int]) -> Timezone:
    """The time zone of the service written out, for programs that know none by its name.

    That of Paris by its rule, good for any year: a program may keep the first one that it reads.
    """
    if settings.TIME_ZONE == "Europe/Paris":
        return cast("Timezone", Timezone.from_ical(_PARIS))
    return Timezone.from_tzid(
        settings.TIME_ZONE, first_date=date(min(years) - 1, 1, 1), last_date=date(max(years) + 2, 1, 1)
    )


def _event(meeting: Meeting, *, stamped: datetime) -> Event:
    starts = meeting.planned_at.astimezone(ZoneInfo(settings.TIME_ZONE))
    event = Event()
    event.add("uid", f"{meeting.pk}@palier")
    event.add("sequence", meeting.version)
    event.add("dtstamp", stamped)
    event.add("dtstart", starts)
    event.add("dtend", starts + timedelta(minutes=meeting.planned_minutes))
    event.add("summary", _titled(f"Réunion : {meeting.group.name}"))
    event.add("location", meeting.place)
    event.add("url", settings.BASE_URL + reverse("meetings:meeting", kwargs={"pk": meeting.pk}))
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if meeting.state == State.CANCELLED else "CONFIRMED")
    return event


def _organizer() -> vCalAddress:
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return _person(address, name or "Palier")


def _attendee(convocation: Convocation) -> vCalAddress:
    person = _person(convocation.address, convocation.contact.name)
    person.params |= {
        "CUTYPE": vText("INDIVIDUAL"),
        "ROLE": vText("REQ-PARTICIPANT"),
        "PARTSTAT": vText(_STANDS.get(convocation.answer, "NEEDS-ACTION")),
        # The answer comes by the link: what a calendar program sends back is read by nobody.
        "RSVP": vText("FALSE"),
    }
    return person


def _person(address: str, name: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{address}")
    person.params["CN"] = vText(name)
    return person


def _titled(words: str) -> str:
    return f"[Données fictives] {words}" if settings.DEMONSTRATION else words
