"""What becomes of a promise: answered or not, kept early or late, moved, stuck, ticked off, held together."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from random import Random
from uuid import UUID

from palier.access.actor import Actor
from palier.cycle.actions import services as actions
from palier.cycle.actions.lifecycle import PROMISED, State
from palier.cycle.actions.models import Action
from palier.cycle.problems.lifecycle import LIVING
from palier.cycle.slips.queries import link_actor, living_slips_of, promises_of, promises_to_send
from palier.cycle.slips.services import answer_promise, send_slip
from palier.demo.year.calendar import is_school, working
from palier.demo.year.cast import HABITS, USUAL, Habit
from palier.demo.year.course import Course
from palier.demo.year.facts import Promised, facts
from palier.demo.year.play import CONTACT_OF, Play, Table
from palier.notifications.slips import post_slip

# Codes of answers that several partners may hold together, in counts.
HELD_TOGETHER = ("PN5", "TR1", "EP2", "MA8")
WITH_TICKET = ("MA1", "EP2", "MA7")
WHY_LATER = (
    "L’entreprise a décalé son passage d’une semaine.",
    "Matériel en rupture, livraison annoncée le mois prochain.",
    "Agents mobilisés par une manifestation en ville.",
    "Il manque l’accord du propriétaire voisin.",
    "La période de congés a retardé la commande.",
)
TICKED = (
    "Passage fait, rien à signaler.",
    "Deux échanges avec des habitants.",
    "Lieu calme.",
    "Quelques personnes, départ sans difficulté.",
    "Fait à pied, vingt minutes.",
)
WHY_DROPPED = (
    "Remplacée par une mesure plus simple.",
    "Sans objet : le problème a cessé avant.",
    "Les moyens prévus ne sont plus disponibles.",
)


def keep(play: Play, table: Table, course: Course, action_id: UUID, promised: Promised) -> Iterator[datetime]:
    """The life of one promise, in the manner of the organisation that made it."""
    rng = Random(f"{course.case.key} {promised.title}")  # noqa: S311 - a story, not a secret
    promise = Promise(play, table, course, action_id, promised, rng)
    if promise.read().state == State.PROPOSED:
        yield from promise.answer()
    if promise.is_promised():
        yield from promise.work()


@dataclass
class Promise:
    """One action, and who carries it."""

    play: Play
    table: Table
    course: Course
    action_id: UUID
    promised: Promised
    rng: Random

    @cached_property
    def body(self) -> str:
        """The key of the organisation that carries it."""
        return self.play.key_of(self.read().organisation_id)

    @property
    def habit(self) -> Habit:
        """The manner of that organisation."""
        return HABITS.get(self.body, USUAL)

    def read(self) -> Action:
        """The action as it now stands."""
        rows = Action.objects.unsealed("demonstration").select_related("problem__group", "organisation__type")
        return rows.get(pk=self.action_id)

    def is_promised(self) -> bool:
        """True as long as somebody is at work on it: a group that falls asleep asks for nothing any more."""
        action = self.read()
        is_alive = action.state in PROMISED and action.problem.state in LIVING
        return is_alive and not self.table.is_asleep(self.play.day)

    def carrier(self) -> Actor:
        """Who reports on it: the organisation, or the chief who writes down what it told."""
        voice = self.play.voice(self.table, self.body)
        if self.promised.role == "pn" or voice is None:
            return self.play.chief(self.table)
        return self.play.who(voice)

    def answer(self) -> Iterator[datetime]:
        """A word given after the meeting, by account, by link or by telephone; some say no, some say nothing."""
        voice = self.play.voice(self.table, self.body)
        if voice is None and self.rng.random() < 0.2:  # noqa: PLR2004 - the others are sent a link
            yield from self._answer_by_telephone()
            return
        if voice is None:
            yield from self._answer_by_link()
            return
        yield self._when_it_may(self.rng.randint(*self.habit.answers))
        action = self.read()
        if action.state != State.PROPOSED or action.problem.state not in LIVING:
            return
        draw = self.rng.random()
        if draw < self.habit.silent:
            return
        if draw < self.habit.silent + self.habit.declines:
            reason = self.rng.choice(self.habit.reasons)
            actions.decline_action(actor=self.play.who(voice), action=action, reason=reason, now=self.play.now)
        else:
            actions.accept_action(actor=self.play.who(voice), action=action, **self.play.done_at())

    def _answer_by_telephone(self) -> Iterator[datetime]:
        """Told to the chief, who writes it down."""
        yield self._when_it_may(self.rng.randint(*self.habit.answers))
        action = self.read()
        if action.state == State.PROPOSED and action.problem.state in LIVING:
            actions.note_acceptance(actor=self.play.chief(self.table), action=action, **self.play.done_at())

    def _answer_by_link(self) -> Iterator[datetime]:
        yield self.play.later(1, self.rng)
        action, key = self.read(), CONTACT_OF.get((self.body, self.table.code))
        if key is None or action.state != State.PROPOSED or action.problem.state not in LIVING:
            return
        contact, group = self.play.members.contacts[key], self.table.group
        # One link a contact: the new one carries all that is still promised.
        send_slip(
            actor=self.play.chief(self.table),
            group=group,
            contact=contact,
            actions=list(promises_to_send(group, action.organisation)),
            post=post_slip,
            now=self.play.now,
        )
        yield self.play.later(self.rng.randint(*self.habit.answers), self.rng)
        action = self.read()
        slip = next(iter(living_slips_of(contact, self.play.day, group=group)), None)
        if slip and action.pk in {one.pk for one in promises_of(slip)} and action.state == State.PROPOSED:
            answer_promise(actor=link_actor(slip), slip=slip, action=action, answer="accept", **self.play.done_at())

    def work(self) -> Iterator[datetime]:
        """From the promise to what was done of it."""
        action, rng = self.read(), self.rng
        if action.recurs:
            yield from self._tick()
            return
        if rng.random() < 0.35:  # noqa: PLR2004 - about a third say that they begin
            yield self._when_it_may(rng.randint(2, 6))
            if self.is_promised() and self.read().state == State.ACCEPTED:
                actions.start_action(actor=self.carrier(), action=self.read(), now=self.play.now)
        fate = rng.random()
        if fate < self.habit.blocked:
            yield from self._stick()
        elif fate < self.habit.blocked + self.habit.late:
            yield from self._delay()
        else:
            yield self._by(action.due - timedelta(days=rng.randint(0, 9)))
            self._finish()

    def _stick(self) -> Iterator[datetime]:
        yield self._by(self.read().due - timedelta(days=5))
        if not self.is_promised():
            return
        reason = self.rng.choice(self.habit.stuck)
        actions.block_action(actor=self.carrier(), action=self.read(), reason=reason, now=self.play.now)
        if self.rng.random() < 0.4:  # noqa: PLR2004 - some are never unblocked
            return
        yield self._when_it_may(self.rng.randint(20, 45))
        if self.is_promised():
            actions.start_action(actor=self.carrier(), action=self.read(), now=self.play.now)
            yield self._when_it_may(self.rng.randint(10, 20))
            self._finish()

    def _delay(self) -> Iterator[datetime]:
        """Half say beforehand that it will be later; the others are simply late."""
        due, rng = self.read().due, self.rng
        if rng.random() < 0.5:  # noqa: PLR2004 - as said
            yield self._by(due - timedelta(days=2))
            if self.is_promised():
                later = working(max(due, self.play.day) + timedelta(days=rng.randint(10, 25)))
                why = rng.choice(WHY_LATER)
                actions.postpone_action(
                    actor=self.carrier(), action=self.read(), due=later, reason=why, **self.play.done_at()
                )
                yield self._by(later - timedelta(days=rng.randint(0, 4)))
        else:
            yield self._by(due + timedelta(days=rng.randint(5, 30)))
        self._finish()

    def _tick(self) -> Iterator[datetime]:
        """What recurs is ticked as it is done, a few times missed."""
        action = self.read()
        while self.play.day + timedelta(days=action.every_days) <= action.due:
            yield self.play.later(action.every_days, self.rng)
            if not self.is_promised():
                return
            if self.rng.random() < 0.85:  # noqa: PLR2004 - the others are missed
                note = self.rng.choice(TICKED)
                actions.tick(
                    actor=self.carrier(), action=self.read(), day=self.play.day, note=note, **self.play.done_at()
                )
        self._finish()

    def _finish(self) -> None:
        if not self.is_promised():
            return
        action, actor = self.read(), self.carrier()
        if self.rng.random() < 0.03:  # noqa: PLR2004 - few are given up
            actions.abandon_action(actor=actor, action=action, reason=self.rng.choice(WHY_DROPPED), now=self.play.now)
            return
        if self.promised.code in HELD_TOGETHER and facts()[self.course.case.fact].joint:
            self._hold_together(action, actor)
        ticket = f"D-{self.rng.randint(2100, 9800)}" if self.promised.code in WITH_TICKET else ""
        own = actor.speaks_for(action.organisation_id, action.problem.group_id)
        complete = actions.complete_action if own else actions.note_completion
        complete(actor=actor, action=action, observation=self.promised.told, ticket=ticket, **self.play.done_at())

    def _hold_together(self, action: Action, actor: Actor) -> None:
        partners = [
            self.body,
            *(body for role in ("pn", "pm") if (body := self.table.body(role)) != self.body and body),
        ]
        joint = facts()[self.course.case.fact].joint
        actions.record_operation(
            actor=actor,
            action=action,
            held_on=self.play.day,
            staff={self.play.body(body): self.rng.randint(2, 5) for body in partners},
            results={str(kind): int(count) for kind, count in zip(joint[::2], joint[1::2], strict=True)},
            **self.play.done_at(),
        )

    def _when_it_may(self, days: int) -> datetime:
        """That many days from now; a school waits for the end of its holidays."""
        moment = self.play.later(days, self.rng)
        while self.habit.school and not is_school(moment.date()):
            moment += timedelta(days=1)
        return moment

    def _by(self, day: date) -> datetime:
        return self._when_it_may(max(1, (day - self.play.day).days))
