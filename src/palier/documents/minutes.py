"""The content of the minutes of a meeting, as plain data, at the level of one edition."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format

from palier.access.actor import Actor
from palier.access.levels import Level
from palier.access.roles import Role
from palier.cycle.actions.models import Action
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import AgendaItem, Decision, Meeting
from palier.cycle.meetings.queries import HELD, agenda_of, meetings_for, promised_since_last
from palier.cycle.minutes.queries import amendments_of
from palier.cycle.problems.lifecycle import State as ProblemState
from palier.cycle.problems.models import JudicialStatus
from palier.documents.attendance import AttendanceLine, attendance_lines
from palier.documents.editions import Edition
from palier.documents.promises import is_to_be_kept, outcome_of, response_to
from palier.documents.typesetting import digest, french_date
from palier.journal.models import Entry
from palier.kernel.errors import Refused
from palier.partners.models import Organisation, Seat


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: what, by whom, for when, and what came of it."""

    what: str
    who: str
    due: str
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One problem examined: what was promised, what was decided, and what only the police reads."""

    number: int
    title: str
    details: list[str]
    summary: str
    promises: list[Row]
    decisions: list[Row]
    outcome: str
    police_lines: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """What an organisation said of the minutes, and what the chief answered."""

    organisation: str
    text: str
    state: str
    answer: str


@dataclass(frozen=True, slots=True)
class Minutes:
    """Everything the paper says; the layout adds nothing and hides nothing."""

    title: str
    mark: str
    group: str
    dated: str
    held_on: str
    status: str
    fictional: bool
    facts: list[list[str]]
    reminder: str
    attendance: list[AttendanceLine]
    items: list[Item]
    others: list[Row]
    police_others: list[str]
    instructions: list[Row]
    remarks: list[RemarkLine]
    next_meeting: str
    chain: str
    validation: str
    signatory_role: str
    signatory: str
    fingerprint: str = ""


def minutes_of(meeting: Meeting, edition: Edition) -> Minutes:
    """What this edition says of this meeting. The caller has checked who asks; here a level reads, not a person."""
    check_is_told(meeting)
    reader = edition.reader(meeting.group_id)
    held_on = timezone.localtime(meeting.takes_place_at)
    promises = _promises_by_problem(reader, meeting)
    items = list(agenda_of(reader, meeting))
    judicial = _judicial_by_problem(reader, items)
    on_agenda = {item.problem_id for item in items}
    elsewhere = [action for problem, rows in promises.items() if problem not in on_agenda for action in rows]
    chief = _chief_of(meeting)
    content = Minutes(
        title=edition.title,
        mark=edition.mark,
        group=meeting.group.name,
        dated=held_on.date().isoformat(),
        held_on=french_date(held_on),
        status=status_of(meeting),
        fictional=settings.DEMONSTRATION,
        facts=_facts(meeting, held_on, chief),
        reminder=edition.reminder,
        attendance=attendance_lines(reader, meeting),
        items=[
            _item(number, item, promises.get(item.problem_id, []), judicial.get(item.problem_id, ""), meeting)
            for number, item in enumerate(items, start=1)
        ],
        others=[_promise(action, meeting) for action in elsewhere if not _reserved(action)],
        police_others=[_sentence(_promise(action, meeting)) for action in elsewhere if _reserved(action)],
        instructions=_instructions(items, promises, edition),
        remarks=_remarks(reader, meeting),
        next_meeting=_next_meeting(reader, meeting),
        # That of a draft is mailed to nobody, and would tell that something was written since (decisions 6 and 14).
        chain=_chain() if edition.is_police and meeting.state == State.FROZEN else "",
        validation=_validation(meeting),
        signatory_role="Le chef de secteur",
        signatory=chief,
    )
    return replace(content, fingerprint=digest(content))


def check_is_told(meeting: Meeting) -> None:
    """Refuse to write of a meeting that was not held, or whose words were purged."""
    if meeting.state == State.TAKEN_OVER:
        raise Refused(
            "Cette réunion vient d’un tableau : seuls son jour et ses présences sont connus. Elle n’a pas de relevé."
        )
    if meeting.state not in HELD:
        raise Refused("Cette réunion n’a pas été tenue : il n’y a pas encore de relevé.")
    if meeting.purged_at:
        raise Refused(
            f"Ce relevé a été purgé le {french_date(timezone.localtime(meeting.purged_at))}, au terme de sa durée de "
            "conservation. La page de la réunion dit ce qui en reste."
        )


def _promises_by_problem(reader: Actor, meeting: Meeting) -> dict[UUID, list[Action]]:
    """What stood promised when the meeting opened: not what it decided itself, nor what came later."""
    decided = Decision.objects.visible_to(reader).filter(item__meeting=meeting)
    end = meeting.closed_at or meeting.takes_place_at
    rows = promised_since_last(reader, meeting).filter(created_at__lte=end)
    rows = rows.exclude(pk__in=decided.filter(action__isnull=False).values("action_id"))
    found: dict[UUID, list[Action]] = defaultdict(list)
    for action in rows.select_related("organisation", "problem__place"):
        found[action.problem_id].append(action)
    return found


def _judicial_by_problem(reader: Actor, items: Iterable[AgendaItem]) -> Mapping[UUID, str]:
    rows = JudicialStatus.objects.visible_to(reader).filter(problem__in=[item.problem_id for item in items])
    return {row.problem_id: row.get_status_display() for row in rows}


def _item(number: int, item: AgendaItem, promises: list[Action], judicial: str, meeting: Meeting) -> Item:
    problem = item.problem
    decisions: list[Decision] = item.shown_decisions  # type: ignore[attr-defined]  # prefetched by agenda_of
    # A problem that partners do not read is reserved as a whole: nothing in it needs setting apart.
    apart = item.level <= Level.GROUP
    return Item(
        number=number,
        title=problem.title,
        details=[problem.reference, str(problem.category), str(problem.place), ProblemState(problem.state).label],
        summary=item.note,
        promises=[_promise(action, meeting) for action in promises if not (apart and _reserved(action))],
        decisions=[_decision(one, meeting) for one in decisions if not (apart and one.level > Level.GROUP)],
        outcome=item.get_outcome_display() if item.outcome else "",
        police_lines=_police_lines(item, promises, decisions, judicial, meeting),
    )


def _police_lines(
    item: AgendaItem, promises: list[Action], decisions: list[Decision], judicial: str, meeting: Meeting
) -> list[str]:
    lines = [f"Suite judiciaire : {judicial}."] if judicial else []
    if item.level > Level.GROUP:
        return [_why_reserved(item), *lines]
    for action in filter(_reserved, promises):
        lines.append(f"Promis : {_sentence(_promise(action, meeting))}")
    for decision in decisions:
        if decision.level > Level.GROUP:
            lines.append(f"Décidé : {_sentence(_decision(decision, meeting))}")
    return lines


def _why_reserved(item: AgendaItem) -> str:
    if item.level == Level.NAMED:
        return "Problématique lue par les seules organisations désignées."
    return "Problématique non communiquée aux partenaires."


def _sentence(row: Row) -> str:
    due = f", pour le {row.due}" if row.due else ""
    outcome = f" ({row.outcome[:1].lower()}{row.outcome[1:]})" if row.outcome else ""
    return f"{row.what}, {row.who}{due}{outcome}."


def _reserved(action: Action) -> bool:
    return action.level > Level.GROUP


def _promise(action: Action, meeting: Meeting) -> Row:
    return Row(action.title, action.organisation.name, french_date(action.due), outcome_of(action, meeting))


def _decision(decision: Decision, meeting: Meeting) -> Row:
    action = decision.action
    if action is None:
        return Row(decision.text, "", "")
    return Row(decision.text, action.organisation.name, french_date(action.first_due), response_to(action, meeting))


def _instructions(items: list[AgendaItem], promises: dict[UUID, list[Action]], edition: Edition) -> list[Row]:
    """What the police promised and still has to do: to be copied into the order of service."""
    if not edition.is_police:
        return []
    police = frozenset(Organisation.objects.filter(type__is_police=True).values_list("pk", flat=True))
    decided = [
        (one.action, item.problem.place)
        for item in items
        for one in item.shown_decisions  # type: ignore[attr-defined]  # prefetched by agenda_of
        if one.action
    ]
    standing = [(action, action.problem.place) for rows in promises.values() for action in rows]
    return [
        Row(action.title, place.name, french_date(action.due))
        for action, place in (*decided, *standing)
        if action.organisation_id in police and is_to_be_kept(action)
    ]


def _remarks(reader: Actor, meeting: Meeting) -> list[RemarkLine]:
    return [
        RemarkLine(row.organisation.name, row.text, row.get_state_display(), row.answer)
        for row in amendments_of(reader, meeting)
    ]


def _facts(meeting: Meeting, held_on: datetime, chief: str) -> list[list[str]]:
    end = timezone.localtime(meeting.closed_at) if meeting.closed_at else None
    hours = f"{held_on:%H h %M}" + (f" à {end:%H h %M}" if end and end.date() == held_on.date() else "")
    return [
        ["Date", long_date(held_on.date()).capitalize()],
        ["Horaires", hours],
        ["Lieu", meeting.place],
        ["Conduite par", f"{chief}, chef de secteur" if chief else ""],
        ["Cadre", meeting.group.get_attachment_display()],
        ["État du document", status_of(meeting)],
    ]


def status_of(meeting: Meeting) -> str:
    """What the paper is worth today."""
    if meeting.state == State.FROZEN:
        return f"Figé le {french_date(timezone.localtime(meeting.state_since))}"
    if meeting.state == State.VALIDATED and meeting.validated_at:
        return f"Validé le {french_date(timezone.localtime(meeting.validated_at))}"
    return "Projet, à valider" if meeting.state == State.CLOSED else "Projet, séance en cours"


def _validation(meeting: Meeting) -> str:
    if meeting.state == State.FROZEN:
        return "Relevé figé : il ne change plus."
    if meeting.state == State.VALIDATED and meeting.validated_at:
        if meeting.remarks_until is None:
            return "Relevé validé par le chef de secteur."
        until = timezone.localtime(meeting.remarks_until)
        return f"Relevé validé par le chef de secteur. Remarques des participants jusqu’au {french_date(until)}."
    return "Projet établi d’après la séance. Il fait foi une fois validé par le chef de secteur."


def _next_meeting(reader: Actor, meeting: Meeting) -> str:
    planned = meetings_for(reader).filter(group=meeting.group_id, planned_at__gt=meeting.planned_at)
    following = planned.exclude(state=State.CANCELLED).order_by("planned_at").first()
    if following is None:
        return "Date à fixer."
    at = timezone.localtime(following.planned_at)
    return f"{long_date(at.date()).capitalize()} à {at:%H h %M}, {following.place}"


def _chief_of(meeting: Meeting) -> str:
    seats = Seat.objects.unsealed("the chief signs the minutes").filter(group=meeting.group_id, role=Role.CHIEF)
    day = timezone.localtime(meeting.takes_place_at).date()
    seat = seats.filter(since__lte=day).select_related("contact").order_by("-since").first()
    return seat.contact.name if seat else ""


def _chain() -> str:
    entry = Entry.objects.unsealed("the head of the chain, printed on the police annex").order_by("-seq").first()
    return f"n° {entry.seq}, {entry.hash}" if entry else ""


def long_date(day: date) -> str:
    """« mardi 3 novembre 2026 »."""
    with translation.override("fr"):
        return date_format(day, "l j F Y")
