"""The cast: the people every test talks about. Two groups that do not know each other, and the mandates.

Alice is chief of Digne 1, Alain her deputy, Olivier an officer there; Bruno is the landlord's contact and Claire
the town's; Fatou has left; Gaëlle has not signed the charter; Hugo is suspended. Dora sits in Manosque 1 only.
Éric commands the circonscription of Digne, Diane the department; Agathe administers; Denis is the DPO.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.contrib.auth.hashers import make_password

from palier.access.actor import Actor
from palier.access.roles import Role
from palier.partners.actors import actor_for
from palier.partners.models import (
    Charter,
    CharterSignature,
    Contact,
    Group,
    Mandate,
    Organisation,
    OrganisationType,
    Seat,
    User,
)
from palier.territory.models import Department, District

TODAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
ARRIVED = date(2025, 9, 1)
FACTOR_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # the authenticator of all those whose role asks for one


@dataclass
class Cast:
    """Accounts by first name, the two groups, and the organisations of Digne 1."""

    users: dict[str, User]
    group: Group
    other_group: Group
    landlord: Organisation
    town: Organisation
    police: Organisation

    def actor(self, name: str) -> Actor:
        """The named person as the access rules see it today."""
        return actor_for(self.users[name], today=TODAY)


def make_cast() -> Cast:
    """Write the cast to the database, plainly: services are under test elsewhere."""
    department = Department.objects.create(code="04", name="Alpes-de-Haute-Provence")
    digne = District.objects.create(department=department, code="DIG", name="Digne-les-Bains")
    manosque = District.objects.create(department=department, code="MAN", name="Manosque")
    kinds = {
        code: OrganisationType.objects.update_or_create(
            code=code, defaults={"label": label, "is_police": code == "PN"}
        )[0]
        for code, label in (("PN", "Police nationale"), ("BAI", "Bailleur social"), ("MAI", "Mairie"))
    }
    police, landlord, town, other = (
        Organisation.objects.create(type=kinds[code], name=name, created_at=NOW)
        for code, name in (
            ("PN", "Commissariat de Digne"),
            ("BAI", "Bléone Habitat"),
            ("MAI", "Ville de Digne"),
            ("BAI", "Durance Logis"),
        )
    )
    group, other_group = (
        Group.objects.create(code=code, name=f"GPO {name}", district=district, created_at=NOW, opened_on=ARRIVED)
        for code, name, district in (("DIG-1", "Digne 1", digne), ("MAN-1", "Manosque 1", manosque))
    )
    charter, _ = Charter.objects.get_or_create(  # an installation publishes its own
        version=1, defaults={"title": "Charte", "text": "Des lieux, jamais des personnes.", "published_at": NOW}
    )
    seats = (
        ("alice", group, police, Role.CHIEF),
        ("alain", group, police, Role.DEPUTY),
        ("olivier", group, police, Role.OFFICER),
        ("bruno", group, landlord, Role.PARTNER),
        ("claire", group, town, Role.PARTNER),
        ("fatou", group, landlord, Role.PARTNER),
        ("gaelle", group, town, Role.PARTNER),
        ("hugo", group, town, Role.PARTNER),
        ("dora", other_group, other, Role.PARTNER),
        ("marc", other_group, police, Role.CHIEF),
    )
    mandates = (
        ("eric", Role.DISTRICT_CHIEF, {"district": digne}),
        ("diane", Role.DIRECTORATE, {"department": department}),
        ("agathe", Role.ADMINISTRATOR, {}),
        ("denis", Role.DPO, {}),
    )
    users = _accounts([name for name, *_ in (*seats, *mandates)])
    contacts = {
        name: Contact(
            organisation=organisation,
            user=users[name],
            name=name.capitalize(),
            email=users[name].email,
            arrived_on=ARRIVED,
            departed_on=date(2026, 10, 1) if name == "fatou" else None,
        )
        for name, _, organisation, _ in seats
    }
    Contact.objects.bulk_create(contacts.values())
    Seat.objects.bulk_create(
        Seat(
            group=seat_group,
            contact=contacts[name],
            role=role,
            since=ARRIVED,
            suspended_at=NOW if name == "hugo" else None,
        )
        for name, seat_group, _, role in seats
    )
    CharterSignature.objects.bulk_create(
        CharterSignature(charter=charter, user=users[name], signed_at=NOW) for name in contacts if name != "gaelle"
    )
    Mandate.objects.bulk_create(
        Mandate(user=users[name], role=role, since=ARRIVED, **over) for name, role, over in mandates
    )
    secret = encrypt(FACTOR_SECRET)
    Authenticator.objects.bulk_create(
        Authenticator(user=users[name], type=Authenticator.Type.TOTP, data={"secret": secret})
        for name, role in (*((name, role) for name, *_, role in seats), *((name, role) for name, role, _ in mandates))
        if role.needs_second_factor
    )
    return Cast(users, group, other_group, landlord, town, police)


def _accounts(names: list[str]) -> dict[str, User]:
    """One account per first name, the information notice read; one password for all, hashed once."""
    password = make_password("motdepasse-long")
    users = {
        name: User(email=f"{name}@example.org", name=name.capitalize(), password=password, notice_read_at=NOW)
        for name in names
    }
    User.objects.bulk_create(users.values())
    return users
