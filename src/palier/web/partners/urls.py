"""Addresses of the partners' screens."""

from django.urls import path

from palier.web.partners.views import charter, contacts, groups, organisations, seats, wording

app_name = "partners"
urlpatterns = [
    path("groupes/", groups.listing, name="groups"),
    path("groupes/nouveau/", groups.create, name="group-create"),
    path("groupes/<uuid:pk>/", groups.detail, name="group"),
    path("groupes/<uuid:pk>/modifier/", groups.edit, name="group-edit"),
    path("groupes/<uuid:pk>/clore/", groups.close, name="group-close"),
    path("groupes/<uuid:pk>/chef/", seats.appoint, name="chief-appoint"),
    path("groupes/<uuid:pk>/sieges/", seats.history, name="seats"),
    path("groupes/<uuid:pk>/sieges/nouveau/", seats.give, name="seat-give"),
    path("sieges/<uuid:pk>/modifier/", seats.change, name="seat-change"),
    path("sieges/<uuid:pk>/suspendre/", seats.suspend, name="seat-suspend"),
    path("sieges/<uuid:pk>/retablir/", seats.resume, name="seat-resume"),
    path("sieges/<uuid:pk>/terminer/", seats.end, name="seat-end"),
    path("organisations/", organisations.listing, name="organisations"),
    path("organisations/nouvelle/", organisations.create, name="organisation-create"),
    path("organisations/<uuid:pk>/", organisations.detail, name="organisation"),
    path("organisations/<uuid:pk>/modifier/", organisations.edit, name="organisation-edit"),
    path("organisations/<uuid:pk>/fermer/", organisations.close, name="organisation-close"),
    path("organisations/<uuid:pk>/contacts/nouveau/", contacts.arrive, name="contact-arrive"),
    path("contacts/<uuid:pk>/", contacts.detail, name="contact"),
    path("contacts/<uuid:pk>/modifier/", contacts.edit, name="contact-edit"),
    path("contacts/<uuid:pk>/remplacer/", contacts.replace, name="contact-replace"),
    path("contacts/<uuid:pk>/depart/", contacts.depart, name="contact-depart"),
    path("charte/", charter.sign, name="charter-sign"),
    path("charte/<uuid:pk>/", charter.read, name="charter-read"),
    path("administration/charte/", charter.listing, name="charters"),
    path("administration/charte/nouvelle/", charter.draft, name="charter-draft"),
    path("administration/charte/<uuid:pk>/modifier/", charter.edit, name="charter-edit"),
    path("administration/charte/<uuid:pk>/publier/", charter.publish, name="charter-publish"),
    path("administration/types/", wording.types, name="types"),
    path("administration/types/<str:code>/modifier/", wording.type_edit, name="type-edit"),
    path("administration/types/<str:code>/retirer/", wording.type_withdraw, name="type-withdraw"),
    path("administration/libelles/", wording.terms, name="terms"),
    path("administration/libelles/<slug:key>/nouveau/", wording.term_date, name="term-date"),
    path("administration/libelles/<uuid:pk>/corriger/", wording.term_correct, name="term-correct"),
]
