"""The year from its first day to the eve of today, with the hand-written story of Digne 1 told in its place."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from palier.access.levels import Level
from palier.cycle.problems.services import set_observation_days
from palier.demo.members import Members
from palier.demo.year.box import lone_reports
from palier.demo.year.former import take_over_former
from palier.demo.year.lives import ProblemLife
from palier.demo.year.meetings import meet
from palier.demo.year.play import Play
from palier.demo.year.scenario import cases, spots
from palier.notifications.kinds import Rhythm
from palier.notifications.models import Message
from palier.notifications.queries import mark_read
from palier.notifications.stopping import choose_rhythm
from palier.notifications.summaries import write_summaries
from palier.territory.models import PlaceKind
from palier.territory.services.places import Position, create_place


def begin_year(members: Members, today: date) -> Play:
    """Everything that will happen, awaited by date; nothing has happened yet."""
    play = Play(members, today)
    play.enter(_prepare(play))
    play.enter(_read_notices(play))
    play.enter(take_over_former(play))
    for table in play.tables.values():
        play.enter(_name_places(play, table.code))
        for day in table.days:
            play.enter(meet(play, table, day))
        for lone in lone_reports(play, table):
            play.enter(lone.live())
    for case in cases():
        play.enter(ProblemLife(play, play.tables[case.spot.group], case).live())
    return play


# Watched for three weeks in this department, so that the year shows every state; sixty days where nobody sets it.
OBSERVED_FOR = 21
ADMINISTRATOR = "ines.colin"
# Notices are read once a month; mails begin a week ago, when the service got its mail server.
READ_EVERY, MAILS_SINCE = 28, 7


def _prepare(play: Play) -> Iterator[datetime]:
    yield play.now
    department = play.tables["DIG-1"].group.district.department
    administrator = play.who(ADMINISTRATOR)
    set_observation_days(actor=administrator, department=department, days=OBSERVED_FOR, now=play.now)


def _name_places(play: Play, code: str) -> Iterator[datetime]:
    """The chief names the places of the year on the first day of the group."""
    table = play.tables[code]
    yield play.at(table.opened_on, 9, 30)
    for spot in spots().values():
        if spot.group == code:
            play.places[spot.key] = create_place(
                actor=play.chief(table),
                group_id=table.group.pk,
                kind=PlaceKind.objects.get(code=spot.kind),
                name=spot.name,
                position=Position(latitude=spot.latitude, longitude=spot.longitude),
                level=Level.POLICE if spot.is_reserved else Level.POPULATION,
                now=play.now,
            )


def _read_notices(play: Play) -> Iterator[datetime]:
    """Everyone reads what it was told; until the mail server came, nobody was written to."""
    yield play.now
    for user in play.members.users.values():
        choose_rhythm(user.pk, Rhythm.URGENT)
    while play.day + timedelta(days=READ_EVERY) < play.ago(MAILS_SINCE):
        yield play.at(play.day + timedelta(days=READ_EVERY), 18, 30)
        _read(play)
    yield play.at(play.ago(MAILS_SINCE), 18, 30)
    _read(play)
    Message.objects.unsealed("demonstration").filter(kind="convocation").delete()
    write_summaries(now=play.now)
    for user in play.members.users.values():
        choose_rhythm(user.pk, Rhythm.DAILY)


def _read(play: Play) -> None:
    for mail in play.members.users:
        mark_read(play.who(mail), now=play.now)
