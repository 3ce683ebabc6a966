"""Role -> verbs, one table a security officer can read; docs/access.md is generated from it."""

from enum import StrEnum
from uuid import UUID

from palier.access.actor import Actor
from palier.access.roles import Role
from palier.kernel.errors import NotGranted


class Verb(StrEnum):
    """What may be done, as `scope:verb`. Which rows it may be done to is `rows`' question."""

    REPORT_FILE = "report:file"
    REPORT_TRIAGE = "report:triage"
    PROBLEM_OPEN = "problem:open"
    PROBLEM_LEAD = "problem:lead"
    PROBLEM_CLOSE = "problem:close"
    PROBLEM_SEAL = "problem:seal"
    ACTION_PROPOSE = "action:propose"
    ACTION_ANSWER = "action:answer"
    ACTION_LEAD = "action:lead"
    MEETING_READ = "meeting:read"
    MEETING_LEAD = "meeting:lead"
    MINUTES_VALIDATE = "minutes:validate"
    MINUTES_READ = "minutes:read"
    FIGURES_READ = "figures:read"
    GROUP_READ = "group:read"
    GROUP_LEAD = "group:lead"
    GROUP_CREATE = "group:create"
    DIRECTORY_READ = "directory:read"
    DIRECTORY_EDIT = "directory:edit"
    TERRITORY_READ = "territory:read"
    TERRITORY_EDIT = "territory:edit"
    PLACE_EDIT = "place:edit"
    FILE_ADD = "file:add"
    FILE_REMOVE = "file:remove"
    NOMENCLATURE_EDIT = "nomenclature:edit"
    ACCOUNT_EDIT = "account:edit"
    CHARTER_EDIT = "charter:edit"
    PAGES_EDIT = "pages:edit"
    JOURNAL_AUDIT = "journal:audit"
    CONSULTATIONS_READ = "consultations:read"
    RETENTION_READ = "retention:read"
    RETENTION_PURGE = "retention:purge"
    RIGHTS_ANSWER = "rights:answer"


# What each verb allows, in a few words, for docs/access.md.
MEANINGS: dict[Verb, str] = {
    Verb.REPORT_FILE: "file a report in one's group",
    Verb.REPORT_TRIAGE: "qualify reports, attach them to a problem or turn them down",
    Verb.PROBLEM_OPEN: "open a problem",
    Verb.PROBLEM_LEAD: "lead a problem: diagnosis, plan, moves",
    Verb.PROBLEM_CLOSE: "close a problem with its outcome",
    Verb.PROBLEM_SEAL: "open a sealed drawer to named police of the group",
    Verb.ACTION_PROPOSE: "propose an action",
    Verb.ACTION_ANSWER: "accept, decline or report on one's own organisation's actions",
    Verb.ACTION_LEAD: "decide, move and follow every action of the group",
    Verb.MEETING_READ: "read the group's meetings",
    Verb.MEETING_LEAD: "plan, open, run and close meetings",
    Verb.MINUTES_VALIDATE: "validate the minutes",
    Verb.MINUTES_READ: "read released minutes, in one's own edition",
    Verb.FIGURES_READ: "read figures",
    Verb.GROUP_READ: "read groups and who sits in them",
    Verb.GROUP_LEAD: "change the group, give, suspend and end its seats",
    Verb.GROUP_CREATE: "open and close groups, name chiefs",
    Verb.DIRECTORY_READ: "read the directory",
    Verb.DIRECTORY_EDIT: "keep the directory: organisations and contacts",
    Verb.TERRITORY_READ: "read the territory",
    Verb.TERRITORY_EDIT: "import boundaries and addresses",
    Verb.PLACE_EDIT: "create and change places, say who owns or manages them",
    Verb.FILE_ADD: "attach a file to what one reads",
    Verb.FILE_REMOVE: "remove an attached file",
    Verb.NOMENCLATURE_EDIT: "edit the nomenclature, the types of partner and the terms",
    Verb.ACCOUNT_EDIT: "invite, close and reopen accounts, give and end mandates",
    Verb.CHARTER_EDIT: "draft and publish the charter",
    Verb.PAGES_EDIT: "edit the information pages",
    Verb.JOURNAL_AUDIT: "audit the journal: who, when, what, never the words",
    Verb.CONSULTATIONS_READ: "read the log of consultations (this reading is logged)",
    Verb.RETENTION_READ: "read the retention table and the purge preview",
    Verb.RETENTION_PURGE: "launch a purge, change a retention",
    Verb.RIGHTS_ANSWER: "answer a person's rights request: export, correct, erase",
}

_MEMBER = frozenset(
    {
        Verb.REPORT_FILE,
        Verb.ACTION_PROPOSE,
        Verb.ACTION_ANSWER,
        Verb.MEETING_READ,
        Verb.MINUTES_READ,
        Verb.FIGURES_READ,
        Verb.GROUP_READ,
        Verb.DIRECTORY_READ,
        Verb.TERRITORY_READ,
        Verb.PLACE_EDIT,
        Verb.FILE_ADD,
    }
)
_OFFICER = _MEMBER | {Verb.REPORT_TRIAGE, Verb.PROBLEM_OPEN}
_CHIEF = _OFFICER | {
    Verb.PROBLEM_LEAD,
    Verb.PROBLEM_CLOSE,
    Verb.PROBLEM_SEAL,
    Verb.ACTION_LEAD,
    Verb.MEETING_LEAD,
    Verb.MINUTES_VALIDATE,
    Verb.GROUP_LEAD,
    Verb.DIRECTORY_EDIT,
    Verb.FILE_REMOVE,
}
_OVERSEER = frozenset({Verb.FIGURES_READ, Verb.GROUP_READ, Verb.TERRITORY_READ, Verb.DIRECTORY_READ})

GRANTS: dict[Role, frozenset[Verb]] = {
    Role.CHIEF: _CHIEF,
    Role.DEPUTY: _CHIEF,
    Role.OFFICER: _OFFICER,
    Role.PARTNER: _MEMBER,
    Role.DISTRICT_CHIEF: _OVERSEER,
    Role.DIRECTORATE: _OVERSEER | {Verb.GROUP_CREATE},
    Role.ADMINISTRATOR: frozenset(
        {
            Verb.GROUP_READ,
            Verb.GROUP_CREATE,
            Verb.DIRECTORY_READ,
            Verb.DIRECTORY_EDIT,
            Verb.TERRITORY_READ,
            Verb.TERRITORY_EDIT,
            Verb.NOMENCLATURE_EDIT,
            Verb.ACCOUNT_EDIT,
            Verb.CHARTER_EDIT,
            Verb.PAGES_EDIT,
            Verb.JOURNAL_AUDIT,
            Verb.CONSULTATIONS_READ,
            Verb.RETENTION_READ,
        }
    ),
    Role.DPO: frozenset(
        {
            Verb.JOURNAL_AUDIT,
            Verb.CONSULTATIONS_READ,
            Verb.RETENTION_READ,
            Verb.RETENTION_PURGE,
            Verb.RIGHTS_ANSWER,
            Verb.PAGES_EDIT,
        }
    ),
}


def holds(actor: Actor, verb: Verb, group_id: UUID | None = None) -> bool:
    """True when one of the actor's mandates, or its role in this group, is granted the verb."""
    return any(verb in GRANTS[role] for role in actor.roles_in(group_id))


def holds_anywhere(actor: Actor, verb: Verb) -> bool:
    """True when the actor is granted the verb by a mandate or in at least one group (to draw a menu)."""
    return holds(actor, verb) or any(verb in GRANTS[seat.role] for seat in actor.seats.values())


def groups_where(actor: Actor, verb: Verb) -> frozenset[UUID]:
    """The groups where the actor's role is granted the verb."""
    return frozenset(seat.group_id for seat in actor.seats.values() if verb in GRANTS[seat.role])


def require(actor: Actor, verb: Verb, group_id: UUID | None = None) -> None:
    """Pass, or raise `NotGranted` (a 403 page in plain French, decision 7)."""
    if not holds(actor, verb, group_id):
        raise NotGranted("Votre rôle ne permet pas cette action. Adressez-vous au chef de secteur du groupe.")
