"""Reports that lead to no problem: declined, sent elsewhere, watched, told twice, passed on, or still in the box."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from palier.cycle.problems.services import Sighting, join_report
from palier.cycle.reports.models import PoliceReferral, Report
from palier.cycle.reports.services import (
    decline_report,
    merge_report,
    reconsider_report,
    redirect_report,
    watch_report,
)
from palier.cycle.triage.passing import pass_report
from palier.demo.year.calendar import is_school
from palier.demo.year.facts import Fact, facts
from palier.demo.year.play import Play, Table
from palier.demo.year.reporting import file_fact, happens, written_at
from palier.demo.year.scenario import Spot, cases, spots

Steps = Iterator[datetime]
# How many, in a hundred, come to each end.
FATES = {
    "declined": 26, "elsewhere": 24, "watched": 12, "still watched": 8, "twice": 12, "examined again": 5, "passed": 3,
}  # fmt: skip
# One in six is recent and waits in the box.
RECENT = 6
DECLINED = (
    "Un seul fait, sans dommage : on y reviendra s’il se répète.",
    "Le passage sur place n’a rien confirmé.",
    "Déjà réglé par le service compétent avant l’examen.",
    "La gêne a cessé entre-temps.",
    "Lieu trop imprécis ; l’auteur a été rappelé et n’a rien ajouté.",
    "Relève de l’entretien courant, transmis au service.",
    "Fait ancien, rien depuis deux mois.",
)
PASSED_TO = {"DIG-1": "DIG-GARE", "MAN-1": "MAN-ECOLES", "MAN-2": "MAN-1"}
NOT_RECURRING = "Rien de nouveau à l’échéance : à signaler de nouveau si cela reprend."


@dataclass
class Lone:
    """One report, told and answered."""

    play: Play
    table: Table
    spot: Spot
    fact: Fact
    rng: Random
    ago: int
    fate: str

    def live(self) -> Steps:
        """Filed on its day, answered within the week unless it is recent."""
        seen_on = happens(self.fact, self._day())
        moment = written_at(self.play, self.fact, seen_on, self.rng)
        yield moment
        report = self._file(seen_on, 0)
        if self.fate:
            yield self.play.later(self.rng.randint(1, 6), self.rng)
            yield from ANSWERS[self.fate](self, report)

    def _day(self) -> date:
        options = sorted(
            range(3, (self.play.today - self.table.opened_on).days - 2), key=lambda ago: abs(ago - self.ago)
        )
        for ago in options if self.fate else ():
            day = self.play.ago(ago)
            if day.month in self.fact.months and (not self.fact.school or is_school(day)):
                return day
        return self.play.ago(self.ago)

    def _file(self, seen_on: date, turn: int) -> Report:
        roles = [role for role in self.fact.by if role == "pn" or self.table.body(role, self.spot)]
        role = roles[(self.ago + turn) % len(roles)]
        return file_fact(self.play, self.table, self.spot, self.fact, role=role, seen_on=seen_on, rng=self.rng)

    def fresh(self, report: Report) -> Report:
        """The report as it now stands."""
        rows = Report.objects.unsealed("demonstration").select_related("group", "place", "category")
        return rows.get(pk=report.pk)

    def declined(self, report: Report) -> Steps:
        """Not retained, and why."""
        decline_report(
            actor=self.play.chief(self.table),
            report=self.fresh(report),
            reason=self.rng.choice(DECLINED),
            now=self.play.now,
        )
        yield from ()

    def elsewhere(self, report: Report) -> Steps:
        """Sent to another body; now and then where only the police may know."""
        to = self.rng.choice(("ordinary", "ordinary", "clspd", "case_group", "other"))
        police = PoliceReferral.Destination.GLTD if to == "other" and self.rng.random() < 0.5 else ""  # noqa: PLR2004
        redirect_report(
            actor=self.play.chief(self.table),
            report=self.fresh(report),
            destination=to,
            police_destination=police,
            now=self.play.now,
        )
        yield from ()

    def still_watched(self, report: Report) -> Steps:
        """Looked at again on a day to come."""
        review_on = max(self.play.day + timedelta(days=30), self.play.today + timedelta(days=self.rng.randint(4, 25)))
        watch_report(
            actor=self.play.chief(self.table), report=self.fresh(report), review_on=review_on, **self.play.done_at()
        )
        yield from ()

    def watched(self, report: Report) -> Steps:
        """Watched three weeks, then left: nothing more came."""
        review_on = self.play.day + timedelta(days=21)
        chief = self.play.chief(self.table)
        watch_report(actor=chief, report=self.fresh(report), review_on=review_on, **self.play.done_at())
        yield self.play.later(22, self.rng)
        decline_report(
            actor=self.play.chief(self.table), report=self.fresh(report), reason=NOT_RECURRING, now=self.play.now
        )

    def twice(self, report: Report) -> Steps:
        """Told by two: one confirms, or is merged into the other, before the answer."""
        if self.rng.random() < 0.5:  # noqa: PLR2004 - half are merged
            again = self._file(self.play.day - timedelta(days=1), 1)
            yield self.play.later(1, self.rng)
            chief = self.play.chief(self.table)
            merge_report(actor=chief, report=self.fresh(again), into=self.fresh(report), now=self.play.now)
        elif voice := self._other_voice(report):
            sighting = Sighting(
                seen_on=self.play.day,
                text=min(self.fact.again, key=lambda one: self.play.used[f"again {self.fact.key}"][one]),
            )
            actor = self.play.who(voice)
            again = join_report(actor=actor, report=self.fresh(report), sighting=sighting, **self.play.done_at())
            yield self.play.later(1, self.rng)
            yield from self.declined(again)
        yield from self.declined(report)

    def _other_voice(self, report: Report) -> str | None:
        bodies = [self.table.body(role) for role in ("pm", "town", "residents")]
        others = [body for body in bodies if body and self.play.body(body).pk != report.reporter_organisation_id]
        return next((voice for body in others if (voice := self.play.voice(self.table, body))), None)

    def examined_again(self, report: Report) -> Steps:
        """Declined, taken up again, then watched."""
        yield from self.declined(report)
        yield self.play.later(9, self.rng)
        reconsider_report(actor=self.play.chief(self.table), report=self.fresh(report), now=self.play.now)
        yield self.play.later(2, self.rng)
        yield from self.still_watched(report)

    def passed(self, report: Report) -> Steps:
        """Passed on to another group, which answers."""
        other = self.play.tables.get(PASSED_TO.get(self.table.code, ""))
        if other is None or other.opened_on >= self.play.day:
            yield from self.declined(report)
            return
        reason = "Le lieu est suivi par votre groupe."
        pass_report(
            actor=self.play.chief(self.table),
            report=self.fresh(report),
            group=other.group,
            reason=reason,
            now=self.play.now,
        )
        yield self.play.later(3, self.rng)
        decline_report(
            actor=self.play.chief(other),
            report=self.fresh(report),
            reason=self.rng.choice(DECLINED),
            now=self.play.now,
        )


ANSWERS: dict[str, Callable[[Lone, Report], Steps]] = {
    "declined": Lone.declined,
    "elsewhere": Lone.elsewhere,
    "watched": Lone.watched,
    "still watched": Lone.still_watched,
    "twice": Lone.twice,
    "examined again": Lone.examined_again,
    "passed": Lone.passed,
}


def lone_reports(play: Play, table: Table) -> Iterator[Lone]:
    """Those of one group: at its places, of what suits them, where no problem is followed for it."""
    rng = Random(f"box {table.code}")  # noqa: S311 - a story, not a secret
    taken = {(case.spot.key, case.fact) for case in cases()}
    mine = [spot for spot in spots().values() if spot.group == table.code and not spot.is_reserved]
    pairs = [(spot, key) for spot in mine for key in spot.suits if (spot.key, key) not in taken]
    pairs = pairs or [(spot, key) for spot in mine for key in spot.suits]
    order = rng.sample(pairs, len(pairs))
    age = (play.today - table.opened_on).days
    asleep = table.is_asleep(play.today)
    for number in range(table.part.lone):
        fresh = number % RECENT == 0 and not asleep
        ago = rng.randint(1, 9) if fresh else rng.randint(table.part.last if asleep else 14, age - 5)
        in_season = [pair for pair in order if not fresh or play.ago(ago).month in facts()[pair[1]].months]
        spot, key = in_season[number % len(in_season)]
        fate = "" if fresh else rng.choices(tuple(FATES), tuple(FATES.values()))[0]
        yield Lone(play, table, spot, facts()[key], Random(f"{table.code} lone {number}"), ago, fate)  # noqa: S311
