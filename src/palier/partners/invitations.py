"""Opening accounts: by invitation only, through a mailed link that is signed, used once, and expires.

The link's secret is handed to `post` (the outbox, in the same transaction) and stored hashed: nobody can read it
back, a resend makes a new one.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, cast

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Field, Q, QuerySet

from palier.access.actor import Actor
from palier.access.grants import Verb, groups_where, holds, require
from palier.access.roles import Role
from palier.journal.events import Event
from palier.journal.services import Subject, record_event
from palier.kernel.clock import day_of
from palier.kernel.errors import NotGranted, Refused
from palier.kernel.link_keys import LinkKeys
from palier.partners.account_subjects import account_subject, invitation_subject, themselves
from palier.partners.mandates import open_mandates, write_mandate
from palier.partners.models import Contact, Invitation, Seat, User
from palier.partners.separation import refuse_keeper_in_a_group, refuse_letting_oneself_in, refuse_second_voice
from palier.territory.models import Department, District

LIFE = timedelta(days=7)
_keys = LinkKeys("invitation")
_DEAD_LINK = (
    "Ce lien d’invitation n’est plus valable : il a déjà servi, il a été remplacé ou il a expiré. "
    "Demandez une nouvelle invitation à la personne qui vous a invité."
)


class Post(Protocol):
    """Hands an invitation and its secret to the mail, in the transaction under way."""

    def __call__(self, *, invitation: Invitation, token: str) -> object:
        """Enqueue the mail that carries the link."""
        ...


@dataclass(frozen=True, slots=True)
class Guest:
    """Who is invited: a contact of the directory, or a person who will hold a mandate."""

    email: str = ""
    name: str = ""
    contact: Contact | None = None
    role: Role | None = None
    district: District | None = None
    department: Department | None = None


def invitable_contacts(actor: Actor) -> QuerySet[Contact]:
    """The contacts without an account that this actor may invite: all for the administrator, a chief's own groups'."""
    rows = Contact.objects.visible_to(actor).filter(user__isnull=True, departed_on__isnull=True).exclude(email="")
    if not holds(actor, Verb.ACCOUNT_EDIT):
        led = groups_where(actor, Verb.GROUP_LEAD)
        seats = Seat.objects.visible_to(actor).filter(group_id__in=led, until__isnull=True)
        rows = rows.filter(pk__in=seats.values("contact_id"))
    return rows.select_related("organisation").order_by("organisation__name__folded", "name__folded")


def reaches(actor: Actor, contact: Contact) -> bool:
    """True when the actor may invite this contact: the administrator anyone, a chief those seated in its groups."""
    if holds(actor, Verb.ACCOUNT_EDIT):
        return True
    led = groups_where(actor, Verb.GROUP_LEAD)
    seats = contact.seats.unsealed("reach of an invitation")
    return bool(led) and seats.filter(group_id__in=led, until__isnull=True).exists()


def invite(*, actor: Actor, guest: Guest, post: Post, now: datetime) -> Invitation | User:
    """Invite a person by mail; inviting again replaces the link.

    A contact whose address already has an account is linked to it at once: the account is returned, no mail goes.
    Raises `NotGranted` for a guest outside the actor's reach, `Refused` when the address is missing or closed.
    """
    _require_reach(actor, guest.contact)
    email = _address_of(guest)
    _check_mandate(guest)
    with transaction.atomic():
        account = User.objects.filter(email=email).first()
        if account is not None:
            return _link(actor, account, guest, now)
        invitation, token = _write(actor, email, guest, now)
        record_event(
            Event.ACCOUNT_INVITE,
            actor=actor,
            at=now,
            subject=invitation_subject(invitation),
            payload={"contact": str(guest.contact.pk) if guest.contact else "", "role": guest.role or ""},
        )
        post(invitation=invitation, token=token)
    return invitation


def invite_first_administrator(*, guest: Guest, post: Post, now: datetime) -> Invitation | User:
    """Invite the administrator of a new service; `Refused` once there is one, who then invites the others."""
    if open_mandates(now.date()).filter(role=Role.ADMINISTRATOR, user__is_active=True).exists():
        raise Refused("Ce service a déjà un administrateur : c’est à lui d’inviter les autres.")
    founder = Actor(user_id=None, label="Mise en service", mandates=frozenset({Role.ADMINISTRATOR}))
    return invite(actor=founder, guest=guest, post=post, now=now)


def resend_invitation(*, actor: Actor, invitation: Invitation, post: Post, now: datetime) -> Invitation:
    """Send the invitation again with a new link; the previous link dies."""
    _require_reach(actor, invitation.contact)
    token, token_hash = _keys.new()
    renewed = {"token_hash": token_hash, "sent_at": now, "expires_at": now + LIFE}
    with transaction.atomic():
        if not _still_open(invitation).update(**renewed):
            raise Refused("Cette invitation a déjà été acceptée ou annulée. Rechargez la liste.")
        for name, value in renewed.items():
            setattr(invitation, name, value)
        record_event(Event.ACCOUNT_INVITE, actor=actor, at=now, subject=invitation_subject(invitation))
        post(invitation=invitation, token=token)
    return invitation


def revoke_invitation(*, actor: Actor, invitation: Invitation, now: datetime) -> Invitation:
    """Kill the link of an invitation not yet accepted."""
    _require_reach(actor, invitation.contact)
    with transaction.atomic():
        if not _still_open(invitation).update(revoked_at=now):
            raise Refused("Cette invitation a déjà été acceptée ou annulée. Rechargez la liste.")
        invitation.revoked_at = now
        record_event(Event.ACCOUNT_INVITE_REVOKE, actor=actor, at=now, subject=invitation_subject(invitation))
    return invitation


def read_link(*, token: str, now: datetime) -> Invitation:
    """The invitation a link opens. Reading changes nothing; a dead or forged link is `Refused`, always alike."""
    rows = Invitation.objects.unsealed("link held by the invited person").select_related("contact__organisation")
    found = rows.filter(
        token_hash=_keys.hash_of(token), accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=now
    ).first()
    if found is None:
        raise Refused(_DEAD_LINK)
    return found


def accept_invitation(*, token: str, password: str, now: datetime) -> User:
    """Open the account with its password, link it to the contact, give the mandate. The link works once."""
    invitation = read_link(token=token, now=now)
    _check_password(password, User(email=invitation.email, name=invitation.name))
    try:
        with transaction.atomic():
            if not _still_open(invitation).filter(token_hash=invitation.token_hash).update(accepted_at=now):
                raise Refused(_DEAD_LINK)
            user = User.objects.create_user(invitation.email, invitation.name, password)
            _still_there(invitation).update(account=user)
            _settle(invitation, user, now)
    except IntegrityError:
        raise Refused("Un compte existe déjà à cette adresse. Connectez-vous.") from None
    return user


def set_open_account(*, email: str, name: str, password: str | None, now: datetime) -> User:
    """An account opened by the program itself (first administrator, demonstration), journalled like the others."""
    with transaction.atomic():
        user = User.objects.create_user(email, name, password)
        record_event(Event.ACCOUNT_OPEN, actor=themselves(user), at=now, subject=account_subject(user))
    return user


def _settle(invitation: Invitation, user: User, now: datetime) -> None:
    me = themselves(user)
    record_event(Event.ACCOUNT_OPEN, actor=me, at=now, subject=account_subject(user))
    if invitation.contact is not None:
        _attach(invitation.contact, user, me, now)
    if invitation.role:
        write_mandate(
            actor=me,
            user=user,
            role=Role(invitation.role),
            district=invitation.district,
            department=invitation.department,
            now=now,
        )


def _link(actor: Actor, account: User, guest: Guest, now: datetime) -> User:
    if not account.is_active:
        raise Refused("Le compte de cette adresse est fermé. Un administrateur peut le rouvrir.", field="email")
    if guest.contact is None:
        raise Refused("Un compte existe déjà à cette adresse : donnez-lui son mandat depuis la liste des comptes.")
    refuse_letting_oneself_in(actor, account.pk)
    _attach(guest.contact, account, actor, now)
    return account


def _attach(contact: Contact, user: User, actor: Actor, now: datetime) -> None:
    sitting = contact.seats.unsealed("linking an account").filter(until__isnull=True)
    groups = list(sitting.values_list("group_id", flat=True))
    refuse_second_voice(user.pk, groups, contact.pk)
    if groups:
        refuse_keeper_in_a_group(user.pk, day_of(now))
    rows = Contact.objects.unsealed("linking an account").filter(pk=contact.pk)
    if not rows.filter(Q(user__isnull=True) | Q(user=user)).update(user=user):
        raise Refused("Ce contact a déjà un autre compte.")
    contact.user = user
    record_event(
        Event.CONTACT_CHANGE,
        actor=actor,
        at=now,
        subject=Subject("contact", contact.pk, contact.name),
        payload={"account": str(user.pk)},
    )


def _write(actor: Actor, email: str, guest: Guest, now: datetime) -> tuple[Invitation, str]:
    token, token_hash = _keys.new()
    written = {
        "name": guest.name or (guest.contact.name if guest.contact else ""),
        "token_hash": token_hash,
        "invited_by_id": actor.user_id,
        "sent_at": now,
        "expires_at": now + LIFE,
    }
    target = {
        "contact": guest.contact,
        "role": guest.role or "",
        "district": guest.district,
        "department": guest.department,
    }
    open_rows = Invitation.objects.unsealed("one open invitation per address").filter(
        email=email, accepted_at__isnull=True, revoked_at__isnull=True
    )
    found = open_rows.first()
    if found is None:
        return Invitation.objects.create(email=email, **target, **written), token
    if any(getattr(found, name) != value for name, value in target.items()):
        raise Refused("Une autre invitation est en cours à cette adresse ; annulez-la d’abord.", field="email")
    open_rows.filter(pk=found.pk).update(**written)
    for name, value in written.items():
        setattr(found, name, value)
    return found, token


def _address_of(guest: Guest) -> str:
    if guest.contact is not None:
        if not guest.contact.email:
            raise Refused("Ce contact n’a pas d’adresse électronique : complétez sa fiche, puis invitez-le.")
        if guest.contact.user_id:
            raise Refused("Ce contact a déjà un compte.")
        return guest.contact.email.lower()
    if not guest.email or not guest.name:
        raise Refused("Indiquez le nom et l’adresse électronique de la personne.", field="email")
    _check_shape("name", guest.name)
    return _check_shape("email", guest.email.strip().lower())


def _check_shape(field: str, value: str) -> str:
    """The value, if it fits the column: the command line has no form before it."""
    try:
        cast("Field[str, str]", Invitation._meta.get_field(field)).clean(value, None)
    except ValidationError as error:
        raise Refused(f"« {value[:80]} » : {' '.join(error.messages)}", field=field) from None
    return value


def _require_reach(actor: Actor, contact: Contact | None) -> None:
    if contact is None:
        require(actor, Verb.ACCOUNT_EDIT)
    elif not reaches(actor, contact):
        raise NotGranted("Vous invitez les contacts des groupes dont vous êtes chef ; celui-ci n’y siège pas.")


def _check_mandate(guest: Guest) -> None:
    if guest.role is not None and guest.contact is not None:
        raise Refused("Un contact n’est pas invité avec un mandat : son rôle vient de son siège.")


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), field="password1") from None


def _still_open(invitation: Invitation) -> QuerySet[Invitation]:
    return _still_there(invitation).filter(accepted_at__isnull=True, revoked_at__isnull=True)


def _still_there(invitation: Invitation) -> QuerySet[Invitation]:
    return Invitation.objects.unsealed("conditional update").filter(pk=invitation.pk)
