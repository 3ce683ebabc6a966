"""What was understood of a tracker: problems with their actions, meetings, contacts, and what was left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from palier.intake.dates import NO_DATE, NO_REPORT_DATE, ReadDate, ReportDate
from palier.intake.layout.regions import Aside, BadLine, Region
from palier.intake.organisations import Owner
from palier.intake.states import Told
from palier.screening import Span


@dataclass(frozen=True, slots=True)
class Doubt:
    """What the program deduced or could not read in a line: the field, as the file names it (nothing for the whole
    line), and what to check."""

    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class PersonalPassage:
    """A passage about a person, and where it stands. `kept` is false of what is only looked at (a comment)."""

    record: int
    column: str
    span: Span
    text: str
    cell: str = ""
    kept: bool = True


@dataclass(frozen=True, slots=True)
class ReadAction:
    """One action: what, by whom, for when, and what became of it where the file says it."""

    record: int
    what: str
    owner: Owner | None
    due: ReadDate = NO_DATE
    met_on: date | None = None
    done: bool | None = None
    done_on: date | None = None
    outcome: str = ""
    doubts: tuple[Doubt, ...] = ()
    # Of a file with one action per line, the words of its line about the problem.
    title: str = ""
    place: str = ""
    facts: str = ""
    category: str = ""
    stated: str = ""
    persons: tuple[PersonalPassage, ...] = ()
    # What the file said, when a person corrected it: the line is recognised by the file’s own words.
    as_read: "ReadAction | None" = None

    @property
    def is_sure(self) -> bool:
        """True when nothing in it was guessed."""
        return not self.doubts


@dataclass(frozen=True, slots=True)
class Link:
    """What ties a line to an earlier one: `doublon`, `recurrence`, or `proche` (alike, yet another problem)."""

    kind: str
    problem: int
    is_written: bool


@dataclass(frozen=True, slots=True)
class ReadProblem:
    """One problem, from one line or several, and what they tell together."""

    number: int
    title: str
    place: str
    facts: str
    category: str
    state: Told
    state_is_written: bool
    first_meeting: date | None
    last_meeting: date | None
    lines: tuple[ReadAction, ...]
    sheet: str = ""
    record: int = 0
    label: str = ""
    reported: ReportDate = NO_REPORT_DATE
    # Its day, else the beginning of its month, else the day of the line before it.
    around: date | None = None
    closed_on: date | None = None
    due: ReadDate = NO_DATE
    lead: str = ""
    notes: str = ""
    colour: str = ""
    link: Link | None = None
    place_is_held: bool = False
    doubts: tuple[Doubt, ...] = ()
    own_persons: tuple[PersonalPassage, ...] = ()
    # What the file said, when a person corrected it.
    as_read: "ReadProblem | None" = None
    # Lines that a person joined to this one, and actions that a person left out.
    joined: tuple["ReadProblem", ...] = ()
    left_out: tuple[ReadAction, ...] = ()

    @property
    def persons(self) -> tuple[PersonalPassage, ...]:
        """The passages about persons in any of its lines."""
        return (*self.own_persons, *(found for line in self.lines for found in line.persons))

    @property
    def records(self) -> tuple[int, ...]:
        """The lines of the file it comes from."""
        return tuple(dict.fromkeys((*((self.record,) if self.record else ()), *(line.record for line in self.lines))))


@dataclass(frozen=True, slots=True)
class ReadContact:
    """A contact of the file: proposed as a member to invite, never entered by itself."""

    record: int
    organisation: str
    name: str
    function: str = ""
    phone: str = ""
    email: str = ""
    remarks: tuple[str, ...] = ()
    departed: bool = False
    same_as: int | None = None


@dataclass(frozen=True, slots=True)
class ReadMeeting:
    """A past meeting: its day, and who was there by name of the member (`present`, `excuse`, `absent`)."""

    day: date
    attendance: Mapping[str, str]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tracker:
    """Everything read from a file."""

    form: str
    regions: tuple[Region, ...]
    problems: tuple[ReadProblem, ...]
    refused: tuple[BadLine, ...]
    aside: tuple[Aside, ...] = ()
    contacts: tuple[ReadContact, ...] = ()
    meetings: tuple[ReadMeeting, ...] = ()
    remarks: tuple[str, ...] = ()
    encoding: str = ""
    separator: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    # Problems that a person left out: remembered, so that the same file twice changes nothing.
    left_out: tuple[ReadProblem, ...] = ()

    @property
    def is_unread(self) -> bool:
        """True when no table was understood: a person must first say what its columns hold."""
        return not (self.problems or self.refused or self.contacts or self.meetings or self.left_out)

    @property
    def line_count(self) -> int:
        """How many lines were read into problems."""
        return sum(len(problem.records) for problem in self.problems)

    @property
    def empty_count(self) -> int:
        """How many blank lines were passed over."""
        return sum(region.empty for region in self.regions)
