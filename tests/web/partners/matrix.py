"""Who gets what at the partners' screens."""

from palier.partners.models import Charter, Contact, OrganisationType, Seat, Term
from tests.web.matrix import CUT, OTHER_GROUP, PARTNERS, Route, answers

# Groups: known to its members, to those who oversee it and to the administrator; the rest gets 404.
SEEN = answers(others=(OTHER_GROUP, 404), cut=(CUT, 404), denis=404)
LED = SEEN | dict.fromkeys((*PARTNERS, "olivier", "eric"), 403)
APPOINTED = LED | dict.fromkeys(("alice", "alain"), 403)
# The directory: organisations are known to all who read it, contacts to those who share a group.
READ = answers(cut=(CUT, 403), denis=403)
KEPT = READ | dict.fromkeys((*PARTNERS, "olivier", "dora", "eric", "diane"), 403)
KEPT_HERE = KEPT | {"marc": 403}
CONTACT = SEEN
CONTACT_KEPT = LED | {"diane": 403}
# What belongs to the administrator alone.
KEEPER = answers(403, agathe=200)
FOUNDED = answers(403, agathe=200, diane=200)
POSTED = {"method": "post"}


def group(world):
    return {"pk": world.cast.group.pk}


def landlord(world):
    return {"pk": world.cast.landlord.pk}


def contact(world):
    return {"pk": Contact.objects.unsealed("test").get(user=world.cast.users["bruno"]).pk}


def seat(world):
    return {"pk": Seat.objects.unsealed("test").get(contact__user=world.cast.users["bruno"]).pk}


def charter(world):
    return {"pk": Charter.objects.get(version=1).pk}


def project(world):
    made, _ = Charter.objects.get_or_create(version=2, defaults={"title": "Projet", "text": "Un texte à venir."})
    return {"pk": made.pk}


def kind(world):
    return {"code": OrganisationType.objects.get(code="BAI").pk}


def term(world):
    made, _ = Term.objects.get_or_create(key="mot", valid_from="2020-01-01", defaults={"label": "Mot"})
    return {"pk": made.pk}


def key(world):
    term(world)
    return {"key": "mot"}


ROWS = {
    "partners:groups": Route(READ),
    "partners:group": Route(SEEN, group),
    "partners:seats": Route(SEEN, group),
    "partners:group-create": Route(FOUNDED),
    "partners:group-edit": Route(LED, group),
    "partners:group-close": Route(APPOINTED, group),
    "partners:chief-appoint": Route(APPOINTED, group),
    "partners:seat-give": Route(LED, group),
    "partners:seat-change": Route(LED, seat),
    "partners:seat-suspend": Route(LED, seat),
    # Nobody is suspended here: those who may resume are told so (422).
    "partners:seat-resume": Route({name: 422 if code == 200 else code for name, code in LED.items()}, seat, **POSTED),
    "partners:seat-end": Route(LED, seat),
    "partners:organisations": Route(READ),
    "partners:organisation": Route(READ, landlord),
    "partners:organisation-create": Route(KEPT),
    "partners:organisation-edit": Route(KEPT_HERE, landlord),
    "partners:organisation-close": Route(KEPT_HERE, landlord),
    "partners:contact-arrive": Route(KEPT, landlord),
    "partners:contact": Route(CONTACT, contact),
    "partners:contact-edit": Route(CONTACT_KEPT | {"bruno": 200}, contact),
    "partners:contact-replace": Route(CONTACT_KEPT, contact),
    "partners:contact-depart": Route(CONTACT_KEPT, contact),
    "partners:charter-sign": Route(answers(gaelle=200)),
    "partners:charter-read": Route(answers(gaelle=200), charter),
    "partners:charters": Route(KEEPER),
    "partners:charter-draft": Route(KEEPER),
    "partners:charter-edit": Route(KEEPER, project),
    "partners:charter-publish": Route(KEEPER, project),
    "partners:types": Route(KEEPER),
    "partners:type-edit": Route(KEEPER, kind),
    "partners:type-withdraw": Route(KEEPER, kind),
    "partners:terms": Route(KEEPER),
    "partners:term-date": Route(KEEPER, key),
    "partners:term-correct": Route(KEEPER, term),
}
