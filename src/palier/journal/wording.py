"""What each event reads like, in plain French: "{who} {predicate}." One predicate per event.

Nothing here needs the words of the entry, so that a tombstone still reads. A move says from which state to which
when the step of the cycle gave its states' names (`name_states`); a wait says until when.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from palier.journal.events import Event

ERASED = "Une personne dont le nom a été effacé"

PREDICATES: dict[Event, str] = {
    Event.ACCOUNT_INVITE: "a invité une personne à ouvrir un compte",
    Event.ACCOUNT_INVITE_REVOKE: "a annulé une invitation",
    Event.ACCOUNT_OPEN: "a ouvert son compte",
    Event.ACCOUNT_CLOSE: "a fermé un compte",
    Event.ACCOUNT_REOPEN: "a rouvert un compte",
    Event.ACCOUNT_LOGIN: "s’est connecté",
    Event.ACCOUNT_LOGIN_FAILED: "n’a pas pu se connecter",
    Event.ACCOUNT_LOCK: "a été bloqué après trop d’essais de connexion",
    Event.ACCOUNT_LOGOUT_ELSEWHERE: "a fermé les sessions ouvertes ailleurs",
    Event.ACCOUNT_FACTOR_ADD: "a ajouté un second facteur",
    Event.ACCOUNT_FACTOR_REMOVE: "a retiré un second facteur",
    Event.ACCOUNT_IDENTITY_ADD: "s’est relié à une identité du fournisseur de connexion",
    Event.ACCOUNT_PASSWORD_CHANGE: "a changé de mot de passe",
    Event.ACCOUNT_NOTICE_READ: "a lu la notice d’information",
    Event.ACCOUNT_EXPORT: "a exporté ses données personnelles",
    Event.ACCOUNT_RECTIFY: "a rectifié les données personnelles d’un compte",
    Event.FEED_OPEN: "a ouvert son agenda privé",
    Event.FEED_CLOSE: "a fermé son agenda privé",
    Event.RIGHTS_ASK: "a demandé à exercer ses droits sur ses données",
    Event.RIGHTS_ANSWER: "a répondu à une demande d’exercice des droits",
    Event.ACCOUNT_ERASE: "a effacé les données personnelles d’un compte",
    Event.ORGANISATION_CREATE: "a créé l’organisation",
    Event.ORGANISATION_CHANGE: "a modifié l’organisation",
    Event.ORGANISATION_CLOSE: "a fermé l’organisation",
    Event.ORGANISATION_TYPE_CHANGE: "a modifié un type de partenaire",
    Event.STEWARDSHIP_GIVE: "a indiqué un propriétaire ou un gestionnaire du lieu",
    Event.STEWARDSHIP_END: "a mis fin à une propriété ou à une gestion du lieu",
    Event.REFERENCE_LOAD: "a chargé les données de référence",
    Event.CONTACT_ARRIVE: "a enregistré l’arrivée du contact",
    Event.CONTACT_CHANGE: "a modifié le contact",
    Event.CONTACT_REPLACE: "a remplacé le contact",
    Event.CONTACT_DEPART: "a enregistré le départ du contact",
    Event.GROUP_CREATE: "a créé le groupe",
    Event.GROUP_CHANGE: "a modifié le groupe",
    Event.GROUP_CLOSE: "a clos le groupe",
    Event.SEAT_GIVE: "a donné un siège dans le groupe",
    Event.SEAT_CHANGE: "a modifié un siège du groupe",
    Event.SEAT_SUSPEND: "a suspendu un accès au groupe",
    Event.SEAT_RESUME: "a rétabli un accès au groupe",
    Event.SEAT_END: "a mis fin à un siège du groupe",
    Event.MANDATE_GIVE: "a donné un mandat",
    Event.MANDATE_END: "a mis fin à un mandat",
    Event.CHARTER_DRAFT: "a rédigé une version de la charte",
    Event.CHARTER_PUBLISH: "a publié une version de la charte",
    Event.CHARTER_SIGN: "a signé la charte",
    Event.DRAWER_GRANT: "a ouvert le tiroir scellé à une personne nommée",
    Event.DRAWER_REVOKE: "a refermé le tiroir scellé à une personne",
    Event.TERM_CHANGE: "a modifié un libellé",
    Event.PAGE_CHANGE: "a modifié une page d’information",
    Event.TERRITORY_IMPORT: "a importé des limites de territoire",
    Event.ADDRESSES_IMPORT: "a importé des adresses",
    Event.PLACE_CREATE: "a créé le lieu",
    Event.PLACE_CHANGE: "a modifié le lieu",
    Event.PLACE_KIND_CHANGE: "a modifié un type de lieu",
    Event.CATALOGUE_ADD: "a ajouté à la nomenclature",
    Event.CATALOGUE_CHANGE: "a modifié dans la nomenclature",
    Event.CATALOGUE_WITHDRAW: "a retiré, remplacé ou remis en usage dans la nomenclature",
    Event.LESSONS_LEARN: "a tenu compte des catégories corrigées par le groupe",
    Event.REPORT_FILE: "a déposé le signalement",
    Event.REPORT_CHANGE: "a complété le signalement",
    Event.REPORT_MOVE: "a fait avancer le signalement",
    Event.REPORT_TRANSFER: "a transmis le signalement à un autre groupe",
    Event.REPORT_TEACH: "a choisi une autre catégorie que celle proposée",
    Event.REPORT_ATTACH: "a rattaché le signalement à une problématique",
    Event.REEXAMINATION_DISMISS: "a écarté un réexamen",
    Event.PROBLEM_OPEN: "a ouvert la problématique",
    Event.PROBLEM_CHANGE: "a modifié la problématique",
    Event.PROBLEM_MOVE: "a fait avancer la problématique",
    Event.CLOSURE_ASK: "a demandé la clôture de la problématique",
    Event.CLOSURE_DECLINE: "a refusé la clôture demandée",
    Event.EVIDENCE_WRITE: "a consigné un constat sur l’effet des actions",
    Event.OBSERVATION_CHANGE: "a modifié la durée d’observation avant « Résolu »",
    Event.PROBLEM_KEEP: "a dit que le groupe suit seul ce lieu de limite",
    Event.PROBLEM_TIE: "a lié deux problématiques",
    Event.PROBLEM_UNTIE: "a retiré le lien entre deux problématiques",
    Event.PROBLEM_SPLIT: "a divisé une problématique en deux",
    Event.PROBLEM_MERGE: "a fusionné deux problématiques",
    Event.PROBLEM_SEPARATE: "a défait la fusion de deux problématiques",
    Event.HANDOVER_PROPOSE: "a proposé la problématique à un autre groupe",
    Event.HANDOVER_ACCEPT: "a repris, pour son groupe, la problématique d’un autre groupe",
    Event.HANDOVER_DECLINE: "a décliné la reprise de la problématique",
    Event.HANDOVER_WITHDRAW: "a retiré la proposition faite à un autre groupe",
    Event.PROBLEM_SEAL: "a écrit dans le tiroir scellé",
    Event.OPERATION_END: "a effacé le jour et le lieu d’une opération terminée",
    Event.PROBLEM_PURGE: "a purgé la problématique au terme de sa durée de conservation",
    Event.REMARK_WRITE: "a écrit dans la discussion",
    Event.REMARK_CORRECT: "a corrigé son message",
    Event.REMARK_WITHDRAW: "a retiré un message de la discussion",
    Event.ACTION_PROPOSE: "a proposé l’action",
    Event.ACTION_MOVE: "a fait avancer l’action",
    Event.ACTION_TELL: "a noté, au nom de l’organisation responsable, ce qu’elle a dit de l’action",
    Event.ACTION_CARRY: "a rattaché l’action à une autre problématique",
    Event.ACTION_POSTPONE: "a reporté l’échéance de l’action",
    Event.ACTION_HOLD: "a mis l’action en attente",
    Event.ACTION_REMIND: "a relancé l’organisation responsable de l’action",
    Event.ACTION_ASSIGN: "a confié l’action à une personne",
    Event.ACTION_TICK: "a coché un passage de l’action",
    Event.ACTION_UNTICK: "a décoché un passage de l’action",
    Event.OPERATION_RECORD: "a inscrit une opération conjointe",
    Event.OPERATION_REMOVE: "a retiré une opération conjointe",
    Event.PART_ASK: "a sollicité un partenaire",
    Event.PART_MOVE: "a dit où en est sa participation",
    Event.OUTSIDE_MARK: "a noté une suite hors du groupe",
    Event.MEETING_PLAN: "a fixé la réunion",
    Event.MEETING_TAKE_OVER: "a repris du tableau la réunion passée",
    Event.MEETING_MOVE: "a fait avancer la réunion",
    Event.AGENDA_ADD: "a inscrit un point à l’ordre du jour",
    Event.AGENDA_REMOVE: "a retiré un point de l’ordre du jour",
    Event.AGENDA_CHANGE: "a modifié un point de l’ordre du jour",
    Event.AGENDA_ORDER: "a changé l’ordre des points",
    Event.AGENDA_TEMPLATE: "a modifié l’ordre du jour type du groupe",
    Event.AGENDA_SETTLE: "a dit l’issue d’un point de l’ordre du jour",
    Event.ABSENCE_TELL: "a indiqué une période sans réunion",
    Event.ABSENCE_REMOVE: "a retiré une période sans réunion",
    Event.TOPIC_PARK: "a apporté un sujet pour la prochaine réunion",
    Event.TOPIC_MOVE: "a répondu à un sujet apporté",
    Event.CADENCE_WARN: "a prévenu que l’intervalle maximal entre deux réunions approche ou est dépassé",
    Event.MEETING_ASK: "a renvoyé une invitation à la réunion",
    Event.MEETING_UNASK: "a révoqué un lien de réponse à la réunion",
    Event.MEETING_ANSWER: "a répondu à l’invitation à la réunion",
    Event.MEETING_ATTEND: "a enregistré les présences",
    Event.PROJECTION_OPEN: "a ouvert un projecteur pour la réunion",
    Event.PROJECTION_END: "a arrêté un projecteur de la réunion",
    Event.DECISION_TAKE: "a enregistré une décision",
    Event.SLIP_SEND: "a envoyé le lien d’engagement",
    Event.SLIP_REVOKE: "a révoqué le lien d’engagement",
    Event.MINUTES_ISSUE: "a produit le relevé de décisions",
    Event.MINUTES_TELL: "a rédigé ce qui est dit à la population après la réunion",
    Event.MINUTES_REMARK: "a fait une remarque sur le relevé de décisions",
    Event.MINUTES_ANSWER: "a répondu à une remarque sur le relevé de décisions",
    Event.MINUTES_PURGE: "a purgé le relevé et les textes de la réunion au terme de leur durée de conservation",
    Event.IMPORT_CONFIRM: "a confirmé l’import d’un fichier",
    Event.IMPORT_UNDO: "a retiré ce qu’un import avait écrit",
    Event.IMPORT_COLUMNS: "a dit ce que contiennent les colonnes du tableau du groupe",
    Event.IMPORT_COLUMNS_FORGET: "a fait oublier les colonnes du tableau du groupe",
    Event.FILE_ADD: "a ajouté une pièce jointe",
    Event.FILE_REMOVE: "a retiré une pièce jointe",
    Event.EXPORT_ASK: "a demandé un export",
    Event.EXPORT_MAKE: "a produit un export",
    Event.MAIL_KEEP: "a retenu le courriel qui allait partir",
    Event.TEXT_JUSTIFY: "a maintenu, en disant pourquoi, un texte où un passage semblait désigner une personne",
    Event.WORDS_ERASE: "a effacé les mots d’anciennes entrées du journal",
    Event.RETENTION_PURGE: "a purgé des données arrivées au terme de leur conservation",
    Event.RETENTION_CHANGE: "a modifié une durée de conservation",
    Event.SEGMENT_CLOSE: "a clos un mois du registre des consultations",
    Event.CONSULTATIONS_PURGE: "a purgé un mois du registre des consultations",
    Event.HEAD_ANCHOR: "a fixé l’empreinte du journal hors de la base",
    Event.DEMONSTRATION_LOAD: "a chargé les données de démonstration",
}

SCOPES: dict[str, str] = {
    "account": "Comptes et connexions",
    "partners": "Partenaires et groupes",
    "territory": "Territoire",
    "catalogue": "Nomenclature",
    "report": "Signalements",
    "problem": "Problématiques",
    "action": "Actions",
    "meeting": "Réunions",
    "intake": "Imports",
    "attachment": "Pièces jointes",
    "export": "Exports",
    "notice": "Courriels retenus",
    "text": "Textes maintenus",
    "journal": "Journal et conservation",
    "demo": "Démonstration",
}

KINDS: dict[str, str] = {
    "report": "Signalement",
    "dismissal": "Réexamen écarté",
    "problem": "Problématique",
    "remark": "Message de discussion",
    "action": "Action",
    "involvement": "Participation d’un partenaire",
    "slip": "Lien d’engagement",
    "meeting": "Réunion",
    "agendaitem": "Point de l’ordre du jour",
    "topic": "Sujet apporté",
    "convocation": "Réponse à une réunion",
    "decision": "Décision",
    "minutes": "Relevé de décisions",
    "amendment": "Remarque sur un relevé",
    "group": "Groupe",
    "organisation": "Organisation",
    "contact": "Contact",
    "seat": "Siège",
    "user": "Compte",
    "invitation": "Invitation",
    "mandate": "Mandat",
    "charter": "Charte",
    "place": "Lieu",
    "placekind": "Type de lieu",
    "organisationtype": "Type de partenaire",
    "category": "Nomenclature : catégorie",
    "answer": "Nomenclature : réponse",
    "legalreference": "Nomenclature : texte de loi",
    "whynotcard": "Nomenclature : carte « pourquoi pas »",
    "knowledgecard": "Nomenclature : fiche de connaissance",
    "gravitylevel": "Nomenclature : gravité",
    "teaching": "Suggestion de catégorie",
    "term": "Libellé",
    "page": "Page d’information",
    "boundaries": "Limites",
    "addresses": "Adresses",
    "district": "Circonscription",
    "department": "Département",
    "drawer": "Tiroir scellé",
    "reference": "Données de référence",
    "export": "Export",
    "demonstration": "Démonstration",
    "attachment": "Pièce jointe",
    "segment": "Mois de consultations",
    "tombstones": "Effacement",
    "retention": "Durée de conservation",
    "journal": "Journal",
    "text": "Texte",
    "diagnosis": "Diagnostic",
    "sealednote": "Tiroir scellé",
    "audit": "Registre : journal",
    "consultations": "Registre : consultations",
    "integrity": "Registre : intégrité",
}


@dataclass(frozen=True, slots=True)
class Changed:
    """One field of a record: its name, what it said, what it says since. Empty when it said nothing."""

    label: str
    before: str
    after: str


_states: dict[str, Mapping[str, str]] = {}


def name_states(kind: str, names: Iterable[tuple[str, str]]) -> None:
    """Give the French names of a kind of record's states (`State.choices`), from the `ready` of its step."""
    _states[kind] = dict(names)


def predicate(event: str, kind: str = "", payload: Mapping[str, Any] | None = None) -> str:
    """What happened, after the name of who did it; with the states of a move, the end of a wait, when known."""
    plain = PREDICATES[Event(event)]
    if event == Event.ACTION_HOLD and (until := (payload or {}).get("until")):
        return f"{plain} jusqu’au {date.fromisoformat(until):%d/%m/%Y}"
    names = _states.get(kind, {})
    before, after = (names.get((payload or {}).get(end, "")) for end in ("from", "to"))
    return f"{plain} : de « {before} » à « {after} »" if before and after and before != after else plain


def changes_in(payload: Mapping[str, Any] | None) -> tuple[Changed, ...]:
    """What an entry says was changed, field by field."""
    return tuple(
        Changed(f"{label[:1].upper()}{label[1:]}", *said) for label, *said in (payload or {}).get("changes", ())
    )


def kind_label(kind: str) -> str:
    """The French name of a kind of record."""
    return KINDS.get(kind, kind.capitalize())
