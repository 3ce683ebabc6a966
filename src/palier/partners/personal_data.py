"""A member's own data: found, exported, rectified, erased on request (decisions 12 and 13).

Erasing pseudonymises the account and its contacts; what was written as a partner stays, under the organisation's
name. The journal keeps its labels until its own retention purges them: it is kept for security, apart.
Higher floors add what they know about a person with `register_source`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Q, QuerySet

from palier.access.actor import Actor
from palier.access.grants import Verb, holds, require
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.journal.services import record_event
from palier.journal.wording import predicate
from palier.kernel import events as news
from palier.kernel.errors import NotGranted, Refused
from palier.kernel.folding import holding
from palier.partners.account_subjects import account_subject
from palier.partners.accounts import end_sessions
from palier.partners.actors import roles_of
from palier.partners.models import Contact, Invitation, Seat, User

ERASED_NAME = "Personne effacée"
SHORTEST_SEARCH = 2
Facts = list[dict[str, Any]]
Source = Callable[[User], Facts]
Eraser = Callable[[User], None]
READDRESSED = "the address of an account was corrected"
_sources: dict[str, tuple[Source, Eraser | None]] = {}


@dataclass(frozen=True, slots=True)
class Readdressed:
    """News: the address that opens an account was corrected by somebody else than its holder."""

    user: User
    old: str
    new: str


def register_source(title: str, collect: Source, erase: Eraser | None = None) -> None:
    """Have a higher floor tell, under a French title, what it keeps about a person, and how to erase it."""
    _sources[title] = (collect, erase)


def find_people(*, actor: Actor, words: str) -> QuerySet[User]:
    """The accounts whose name or address, or whose contact's, holds these words, for those who answer requests."""
    require(actor, Verb.RIGHTS_ANSWER)
    words = words.strip()
    if len(words) < SHORTEST_SEARCH:
        return User.objects.none()
    matching = Contact.objects.unsealed("answering a rights request").filter(holding(words, "name", "email"))
    return User.objects.filter(holding(words, "name", "email") | Q(pk__in=matching.values("user_id"))).order_by("name")


def export_data(*, actor: Actor, user: User, now: datetime) -> dict[str, Facts]:
    """All that the service knows about a person, by French title; JSON values only. Journalled."""
    _require_own_or_dpo(actor, user)
    found = data_of(user)
    record_event(Event.ACCOUNT_EXPORT, actor=actor, at=now, subject=account_subject(user))
    return found


def data_of(user: User) -> dict[str, Facts]:
    """What the service knows about a person, to be shown to that person."""
    facts = {
        "Compte": _account(user),
        "Fiches de contact": _contacts(user),
        "Sièges dans les groupes": _seats(user),
        "Mandats": [_dated(row.get_role_display(), row.since, row.until) for row in user.mandates.all()],
        "Chartes signées": [
            {"charte": str(row.charter), "signée le": row.signed_at.isoformat()}
            for row in user.signatures.select_related("charter")
        ],
        "Seconds facteurs": [
            {"type": row.get_type_display(), "ajouté le": row.created_at.isoformat()}
            for row in Authenticator.objects.filter(user=user).order_by("created_at")
        ],
        "Identités reliées": [
            {"fournisseur": row.provider, "identifiant": row.uid} for row in SocialAccount.objects.filter(user=user)
        ],
        "Appareils connectés": [
            {"depuis le": row.created_at.isoformat(), "adresse IP": row.ip, "navigateur": row.user_agent}
            for row in UserSession.objects.filter(user=user).order_by("created_at")
        ],
        "Demandes sur mes données": _requests(user),
        "Journal de mes actions": _entries(user),
    }
    return facts | {title: collect(user) for title, (collect, _) in sorted(_sources.items())}


def rectify(*, actor: Actor, user: User, name: str, email: str, now: datetime) -> User:
    """Correct the name and address of an account, after a request; the old address opens nothing any more.

    Who sets the address may ask for a new password there: both addresses are told, within the transaction, and the
    sessions under way end, so that nobody takes an account over unseen.
    """
    require(actor, Verb.RIGHTS_ANSWER)
    email = email.strip().lower()
    if user.erased_at is not None:
        raise Refused("Les données de ce compte ont été effacées.")
    if User.objects.filter(email=email).exclude(pk=user.pk).exists():
        raise Refused("Un autre compte a déjà cette adresse.", field="email")
    with transaction.atomic():
        old = user.email
        changed = [field for field, value in (("name", name), ("email", email)) if getattr(user, field) != value]
        user.name, user.email = name, email
        user.save(update_fields=["name", "email"])
        EmailAddress.objects.filter(user=user).delete()
        if email != old:
            end_sessions(user)
            news.tell(READDRESSED, Readdressed(user, old, email))
        payload = {"fields": changed}
        record_event(Event.ACCOUNT_RECTIFY, actor=actor, at=now, subject=account_subject(user), payload=payload)
    return user


def erase(*, actor: Actor, user: User, now: datetime) -> User:
    """Erase a person who has left: account and contacts are pseudonymised, factors and sessions deleted.

    `Refused` while the person still holds a seat or a mandate: access ends first.
    """
    require(actor, Verb.RIGHTS_ANSWER)
    return erase_departed(actor=actor, user=user, now=now)


def erase_departed(*, actor: Actor, user: User, now: datetime) -> User:
    """The same erasure, for the retention purge: the program holds no verb, the caller chose who is past the term."""
    if user.erased_at is not None:
        raise Refused("Les données de ce compte ont déjà été effacées.")
    if roles_of(user, today=now.date()):
        raise Refused("Cette personne siège encore ou tient un mandat : mettez-y fin avant d’effacer ses données.")
    with transaction.atomic():
        subject = account_subject(user)
        end_sessions(user)
        for model in (Authenticator, EmailAddress, SocialAccount):
            model.objects.filter(user=user).delete()
        Invitation.objects.unsealed("erasure").filter(Q(account=user) | Q(email=user.email)).delete()
        for _, eraser in _sources.values():
            if eraser is not None:
                eraser(user)
        _pseudonymise(user, now)
        record_event(Event.ACCOUNT_ERASE, actor=actor, at=now, subject=subject)
    return user


def _pseudonymise(user: User, now: datetime) -> None:
    Contact.objects.unsealed("erasure").filter(user=user).update(
        name=ERASED_NAME, function="", email="", phone="", channel=Contact.Channel.MAIL
    )
    user.name, user.email = ERASED_NAME, f"{user.pk}@efface.invalid"
    user.is_active, user.closed_at, user.erased_at = False, user.closed_at or now, now
    user.last_login = None
    user.set_unusable_password()
    user.save()


def _require_own_or_dpo(actor: Actor, user: User) -> None:
    if actor.user_id != user.pk and not holds(actor, Verb.RIGHTS_ANSWER):
        raise NotGranted("Vous pouvez exporter vos propres données seulement.")


def _account(user: User) -> Facts:
    read = user.notice_read_at
    return [
        {
            "nom": user.name,
            "adresse électronique": user.email,
            "ouvert le": user.created_at.isoformat(),
            "dernière connexion": user.last_login.isoformat() if user.last_login else "",
            "notice d’information lue le": read.isoformat() if read else "",
        }
    ]


def _contacts(user: User) -> Facts:
    rows = Contact.objects.unsealed("own data").filter(user=user).select_related("organisation")
    return [
        {
            "organisation": row.organisation.name,
            "nom": row.name,
            "fonction": row.function,
            "adresse électronique": row.email,
            "téléphone": row.phone,
            "moyen préféré": row.get_channel_display(),
            "responsable de son organisation": "oui" if row.is_head else "non",
            **_dated("", row.arrived_on, row.departed_on),
        }
        for row in rows
    ]


def _seats(user: User) -> Facts:
    rows = Seat.objects.unsealed("own data").filter(contact__user=user).select_related("group")
    return [{"groupe": row.group.name, **_dated(row.get_role_display(), row.since, row.until)} for row in rows]


def _requests(user: User) -> Facts:
    rows = user.rights_requests.unsealed("own data")
    return [
        {
            "demande": row.get_kind_display(),
            "précisions": row.text,
            "demandé le": row.asked_at.isoformat(),
            "suite": row.get_outcome_display() if row.answered_at else "en cours",
            "réponse": row.answer,
        }
        for row in rows
    ]


def _entries(user: User) -> Facts:
    rows = Entry.objects.unsealed("own data").filter(actor_id=user.pk).order_by("seq")
    return [{"date": at.isoformat(), "événement": predicate(event)} for at, event in rows.values_list("at", "event")]


def _dated(role: str, since: date, until: date | None) -> dict[str, str]:
    named = {"rôle": role} if role else {}
    return named | {"depuis le": since.isoformat(), "jusqu’au": until.isoformat() if until else ""}
