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
    PROBLEM_CONTRIBUTE = "problem:contribute"
    PROBLEM_LEAD = "problem:lead"
    PROBLEM_CLOSE = "problem:close"
    PROBLEM_SEAL = "problem:seal"
    DISCUSSION_WRITE = "discussion:write"
    ACTION_PROPOSE = "action:propose"
    ACTION_ANSWER = "action:answer"
    ACTION_LEAD = "action:lead"
    MEETING_READ = "meeting:read"
    MEETING_LEAD = "meeting:lead"
    TOPIC_PARK = "topic:park"
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


# What each verb allows, in a few words, for docs/access.md (French: a security officer reads it).
MEANINGS: dict[Verb, str] = {
    Verb.REPORT_FILE: "déposer un signalement dans son groupe",
    Verb.REPORT_TRIAGE: "qualifier les signalements, les rattacher ou les écarter",
    Verb.PROBLEM_OPEN: "ouvrir une problématique",
    Verb.PROBLEM_CONTRIBUTE: "dire ce qu’est devenue une problématique, en demander la clôture",
    Verb.PROBLEM_LEAD: "conduire une problématique : diagnostic, plan, étapes",
    Verb.PROBLEM_CLOSE: "clore une problématique avec son résultat",
    Verb.PROBLEM_SEAL: "ouvrir un tiroir scellé à des policiers nommés du groupe",
    Verb.DISCUSSION_WRITE: "écrire dans la discussion d’une problématique ou d’une action qu’on lit",
    Verb.ACTION_PROPOSE: "proposer une action",
    Verb.ACTION_ANSWER: "accepter, décliner ou rendre compte des actions de son organisation",
    Verb.ACTION_LEAD: "décider et suivre toutes les actions du groupe",
    Verb.MEETING_READ: "lire les réunions du groupe",
    Verb.MEETING_LEAD: "fixer, ouvrir, conduire et clore les réunions",
    Verb.TOPIC_PARK: "apporter un sujet pour la prochaine réunion, et le retirer",
    Verb.MINUTES_VALIDATE: "valider le relevé de décisions",
    Verb.MINUTES_READ: "lire les relevés, dans l’édition qui est la sienne",
    Verb.FIGURES_READ: "lire les chiffres",
    Verb.GROUP_READ: "lire les groupes et qui y siège",
    Verb.GROUP_LEAD: "modifier le groupe, donner, suspendre et terminer ses sièges",
    Verb.GROUP_CREATE: "ouvrir et clore les groupes, nommer les chefs",
    Verb.DIRECTORY_READ: "lire l’annuaire",
    Verb.DIRECTORY_EDIT: "tenir l’annuaire : organisations et contacts",
    Verb.TERRITORY_READ: "lire le territoire",
    Verb.TERRITORY_EDIT: "importer des limites et des adresses",
    Verb.PLACE_EDIT: "créer et modifier des lieux, dire qui les possède ou les gère",
    Verb.FILE_ADD: "joindre un fichier à ce qu’on lit",
    Verb.FILE_REMOVE: "retirer un fichier joint",
    Verb.NOMENCLATURE_EDIT: "modifier la nomenclature, les types de partenaire et les libellés",
    Verb.ACCOUNT_EDIT: "inviter, fermer et rouvrir des comptes, donner et terminer des mandats",
    Verb.CHARTER_EDIT: "rédiger et publier la charte",
    Verb.PAGES_EDIT: "modifier les pages d’information",
    Verb.JOURNAL_AUDIT: "contrôler le journal : qui, quand, quoi, jamais les mots",
    Verb.CONSULTATIONS_READ: "lire le registre des consultations (cette lecture y est notée)",
    Verb.RETENTION_READ: "lire la table de conservation et l’aperçu de la purge",
    Verb.RETENTION_PURGE: "lancer une purge, changer une durée",
    Verb.RIGHTS_ANSWER: "répondre à une demande de droits : exporter, corriger, effacer",
}

_MEMBER = frozenset(
    {
        Verb.REPORT_FILE,
        Verb.PROBLEM_CONTRIBUTE,
        Verb.DISCUSSION_WRITE,
        Verb.ACTION_PROPOSE,
        Verb.ACTION_ANSWER,
        Verb.MEETING_READ,
        Verb.TOPIC_PARK,
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
