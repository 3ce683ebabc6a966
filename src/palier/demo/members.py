"""Organisations, groups, seats and accounts of the demonstration, through the same services as the screens."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from palier.access.actor import Actor, program
from palier.access.roles import Role
from palier.demo.people import (
    BODIES,
    CONTACTS,
    FACTOR_SECRET,
    GROUPS,
    MAIL_DOMAIN,
    OPENED_AGO,
    OTHERS,
    PASSWORD,
    PEOPLE,
    Circle,
    Person,
)
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


def load_members(*, now: datetime, today: date) -> Members:
    """Make everybody, entered on the day before the first group, seated since each group opened, the charter signed.

    The charter of the reference data must be published already.
    """
    members = Members()
    opened_at = now - timedelta(days=OPENED_AGO)
    for person in PEOPLE:
        _open_account(members, person, PASSWORD, opened_at)
    for person in OTHERS:
        _open_account(members, person, None, opened_at)
    administrator = members.actor("ines.colin", opened_at.date())
    maker = _Maker(members, administrator, today, opened_at)
    maker.enter_organisations()
    maker.enter_contacts()
    maker.open_groups()
    for person in (*PEOPLE, *OTHERS):
        if person.charter_signed and person.seats:
            _sign(members, person, now)
    return members


def _open_account(members: Members, person: Person, password: str | None, now: datetime) -> None:
    user = set_open_account(email=person.email, name=person.name, password=password, now=now)
    members.users[person.mail] = user
    read_notice(user=user, now=now)
    roles = {*person.seats.values(), *([person.mandate] if person.mandate else [])}
    if password and any(role.needs_second_factor for role in roles):
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
    """The administrator at work, on the day before the first group opened."""

    members: Members
    administrator: Actor
    today: date
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
        for person in (*PEOPLE, *OTHERS):
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
            on=self.now.date(),
            now=self.now,
        )
        self.members.contacts[key] = contact
        return contact

    def open_groups(self) -> None:
        """Each group with its chief, then its members."""
        for circle in GROUPS:
            self.members.groups[circle.code] = self._open(circle)
            seats = [(one.mail, one.seats[circle.code]) for one in (*PEOPLE, *OTHERS) if circle.code in one.seats]
            seats += [(key, Role.PARTNER) for key, _, _, _, codes in CONTACTS if circle.code in codes]
            for key, role in seats:
                if role is not Role.CHIEF:
                    self._seat(circle, key, role)

    def _open(self, circle: Circle) -> Group:
        ends_on = self.today + timedelta(days=circle.ends_in) if circle.ends_in else None
        return create_group(
            actor=self.administrator,
            code=circle.code,
            district=District.objects.get(code=circle.district),
            plan=Plan(
                name=circle.name,
                shape=circle.shape,
                sectors=tuple(Sector.objects.filter(code__in=circle.sectors)),
                theme=circle.theme,
                planned_end_on=ends_on,
                attachment=Group.Attachment.CLSPD if circle.district == "DIG" else Group.Attachment.STANDALONE,
                target_interval_days=circle.target,
                maximum_interval_days=circle.maximum,
            ),
            chief=self.members.contacts[circle.chief],
            opened_on=self._since(circle),
            now=self._opened_at(circle),
        )

    def _seat(self, circle: Circle, key: str, role: Role) -> None:
        give_seat(
            actor=self.administrator,
            group=self.members.groups[circle.code],
            contact=self.members.contacts[key],
            role=role,
            rank=Seat.Rank.TITULAR,
            since=self._since(circle),
            now=self._opened_at(circle),
        )

    def _since(self, circle: Circle) -> date:
        return self.today - timedelta(days=circle.opened_ago)

    def _opened_at(self, circle: Circle) -> datetime:
        return self.now + timedelta(days=OPENED_AGO - circle.opened_ago)
