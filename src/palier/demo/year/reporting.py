"""Filing what was seen: by whom, on a day and at an hour when it happens and when somebody writes it down."""

from datetime import date, datetime, timedelta
from random import Random

from palier.access.actor import Actor
from palier.access.levels import Level
from palier.cycle.problems import services as problems
from palier.cycle.problems.models import Problem
from palier.cycle.reports.filing import Sending
from palier.cycle.reports.models import Report
from palier.cycle.reports.services import file_report
from palier.demo.year.calendar import is_school, working
from palier.demo.year.facts import Fact
from palier.demo.year.play import EVENING, MORNING, Play, Table
from palier.demo.year.scenario import Spot
from palier.kernel.moments import UNKNOWN, Moments

# How what a resident or a shop tells reaches the police, when it has no account.
BROUGHT = (Report.Channel.PHONE, Report.Channel.RESIDENT, Report.Channel.MAIL, Report.Channel.MEETING)


def happens(fact: Fact, day: date) -> date:
    """The first day from that one on which such a thing happens."""
    for ahead in range(90):
        found = day + timedelta(days=ahead)
        if found.weekday() in fact.days and (not fact.school or is_school(found)):
            return found
    return day


def written_at(play: Play, fact: Fact, seen_on: date, rng: Random) -> datetime:
    """When somebody writes it: at once in the day, the next morning for what happens late."""
    first, last = fact.hours
    if last > EVENING:
        return play.at(working(seen_on + timedelta(days=1)), rng.randint(MORNING, 11), rng.randint(0, 59))
    if working(seen_on) != seen_on:
        return play.at(working(seen_on), rng.randint(MORNING, 10), rng.randint(0, 59))
    return play.at(seen_on, rng.randint(max(first, MORNING), EVENING), rng.randint(0, 59))


def moments_of(fact: Fact, rng: Random) -> Moments:
    """The hours that a reporter says, or none."""
    if rng.random() < 0.25:  # noqa: PLR2004 - a quarter do not say
        return UNKNOWN
    days = rng.sample(fact.days, min(len(fact.days), rng.randint(1, 3)))
    return Moments(frozenset(cell for cell in fact.moments.cells if cell // 8 in days))


def reporter(play: Play, table: Table, spot: Spot, role: str) -> tuple[Actor, str]:
    """Who files it, and by which channel: its own account, else the officer of the group for somebody who called."""
    if role == "pn":
        return play.who(table.part.officer), Report.Channel.FIELD
    body = table.body(role, spot)
    voice = play.voice(table, body) if body else None
    if voice is None:
        return play.who(table.part.officer), BROUGHT[play.day.toordinal() % len(BROUGHT)]
    return play.who(voice), Report.Channel.MEMBER


def file_fact(play: Play, table: Table, spot: Spot, fact: Fact, *, role: str, seen_on: date, rng: Random) -> Report:
    """A report of that fact at that place, in words that nobody used yet."""
    actor, channel = reporter(play, table, spot, role)
    return file_report(
        actor=actor,
        group=table.group,
        place=play.places[spot.key],
        category=play.category(fact.code),
        text=fact.words(rng, play.used[fact.key]),
        seen_on=min(seen_on, play.day),
        moments=moments_of(fact, rng),
        frequency=fact.frequency if rng.random() < 0.6 else "",  # noqa: PLR2004 - most say how often
        level=Level.POLICE if spot.is_reserved else Level.GROUP,
        sending=Sending(channel=channel),
        **play.done_at(),
    )


def see_again(play: Play, table: Table, problem: Problem, fact: Fact, *, role: str, seen_on: date, rng: Random) -> None:
    """« Constaté aussi »: one more source for a problem that is followed."""
    body = table.body(role)
    voice = play.voice(table, body) if body and role != "pn" else None
    actor = play.who(voice or table.part.officer)
    used = play.used[f"again {fact.key}"]
    least = min(used[text] for text in fact.again)
    text = rng.choice([text for text in fact.again if used[text] == least])
    used[text] += 1
    problems.join_problem(
        actor=actor,
        problem=problem,
        sighting=problems.Sighting(seen_on=min(seen_on, play.day), moments=moments_of(fact, rng), text=text),
        **play.done_at(),
    )
