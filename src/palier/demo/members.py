"""Organisations, groups, seats and accounts of the demonstration, through the same services as the screens."""

from dataclasses import dataclass, field
from datetime import date, datetime

from palier.access.actor import Actor, program
from palier.access.roles import Role
from palier.demo.people import BODIES, CONTACTS, FACTOR_SECRET, GROUPS, MAIL_DOMAIN, PASSWORD, PEOPLE, Person
from palier.partners.accounts import read_notice
from palier.partners.actors import actor_for, current_charter
from palier.partners.factors import give_demonstration_factor
from palier.partners.invitations import Guest, invite, set_open_account
from palier.partners.mandates import write_mandate
from palier.partners.models import Contact, Group, Invitation, Organisation, OrganisationType, Seat, User
from palier.partners.services.charter import sign_charter
from palier.partners.services.contacts import Details, arrive_contact
from palier.partners.services.groups import Plan, create_group
from palier.partners.services.organisations import create_organisation
from palier.partners.services.seats import give_seat
from palier.territory.models import Department, District, Sector


@dataclass
class Members:
    """Who was made, by key: the story tells them apart by these names."""

    users: dict[str, User] = field(default_factory=dict)
    bodies: dict[str, Organisation] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)

    def actor(self, mail: str, today: date) -> Actor:
        """The person as the access rules see it on that day."""
        return actor_for(self.users[mail], today=today)


def load_members(*, since: date, opened_at: datetime, now: datetime) -> Members:
    """Make everybody, seated since that day, the charter signed now.

    The charter of the reference data must be published already.
    """
    members = Members()
    for person in PEOPLE:
        _open_account(members, person, opened_at)
    maker = _Maker(members, members.actor("ines.colin", opened_at.date()), since, opened_at)
    maker.enter_organisations()
    maker.enter_contacts()
    maker.open_groups()
    for person in PEOPLE:
        if person.charter_signed and person.seats:
            _sign(members, person, now)
    return members


def _open_account(members: Members, person: Person, now: datetime) -> None:
    user = set_open_account(email=person.email, name=person.name, password=PASSWORD, now=now)
    members.users[person.mail] = user
    read_notice(user=user, now=now)
    roles = {*person.seats.values(), *([person.mandate] if person.mandate else [])}
    if any(role.needs_second_factor for role in roles):
        give_demonstration_factor(user, FACTOR_SECRET)
    if person.mandate:
        write_mandate(
            actor=program("Démonstration"),
            user=user,
            role=person.mandate,
            district=District.objects.get(code="DIG") if person.mandate is Role.DISTRICT_CHIEF else None,
            department=Department.objects.get(code="04") if person.mandate is Role.DIRECTORATE else None,
            now=now,
        )


def _sign(members: Members, person: Person, now: datetime) -> None:
    charter = current_charter()
    if charter is None:
        raise LookupError("The reference data publish a charter before anybody signs it.")
    sign_charter(actor=members.actor(person.mail, now.date()), charter=charter, now=now)


def _no_mail(*, invitation: Invitation, token: str) -> None:
    """Contacts are linked to accounts that exist: no invitation leaves."""


@dataclass(frozen=True, slots=True)
class _Maker:
    """The administrator at work, on the day the groups opened."""

    members: Members
    administrator: Actor
    since: date
    now: datetime

    def enter_organisations(self) -> None:
        """Every organisation of the cast."""
        for body in BODIES:
            self.members.bodies[body.key] = create_organisation(
                actor=self.administrator,
                kind=OrganisationType.objects.get(code=body.kind),
                name=body.name,
                short_name=body.short,
                now=self.now,
            )

    def enter_contacts(self) -> None:
        """Those who have an account, linked to it, and those who have none."""
        for person in PEOPLE:
            if person.body:
                details = Details(name=person.name, function=person.function, email=person.email)
                contact = self._arrive(person.mail, person.body, details)
                invite(actor=self.administrator, guest=Guest(contact=contact), post=_no_mail, now=self.now)
        for key, body, name, function, _ in CONTACTS:
            self._arrive(key, body, Details(name=name, function=function, email=f"{key}@{MAIL_DOMAIN}"))

    def _arrive(self, key: str, body: str, details: Details) -> Contact:
        contact = arrive_contact(
            actor=self.administrator,
            organisation=self.members.bodies[body],
            details=details,
            on=self.since,
            now=self.now,
        )
        self.members.contacts[key] = contact
        return contact

    def open_groups(self) -> None:
        """Each group with its chief, then its members."""
        for code, name, district, sectors, chief in GROUPS:
            self.members.groups[code] = create_group(
                actor=self.administrator,
                code=code,
                district=District.objects.get(code=district),
                plan=Plan(
                    name=name,
                    sectors=tuple(Sector.objects.filter(code__in=sectors)),
                    attachment=Group.Attachment.CLSPD if district == "DIG" else Group.Attachment.STANDALONE,
                ),
                chief=self.members.contacts[chief],
                opened_on=self.since,
                now=self.now,
            )
        for person in PEOPLE:
            for code, role in person.seats.items():
                if role is not Role.CHIEF:
                    self._seat(code, person.mail, role)
        for key, _, _, _, codes in CONTACTS:
            for code in codes:
                self._seat(code, key, Role.PARTNER)

    def _seat(self, code: str, key: str, role: Role) -> None:
        give_seat(
            actor=self.administrator,
            group=self.members.groups[code],
            contact=self.members.contacts[key],
            role=role,
            rank=Seat.Rank.TITULAR,
            since=self.since,
            now=self.now,
        )
