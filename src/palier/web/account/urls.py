"""Addresses of the account screens."""

from django.urls import path

from palier.web.account.views import invitations, keeping, outbox, own, rights

app_name = "account"
urlpatterns = [
    path("mon-compte/", own.home, name="home"),
    path("mon-compte/information/", own.notice, name="notice"),
    path("mon-compte/appareils/", own.sessions, name="sessions"),
    path("mon-compte/donnees/", own.data, name="data"),
    path("mon-compte/donnees/export/", own.export, name="export"),
    path("invitation/<str:token>/", invitations.accept, name="accept"),
    path("invitations/", invitations.listing, name="invitations"),
    path("invitations/nouvelle/", invitations.invite, name="invite"),
    path("invitations/contacts/<uuid:contact_id>/", invitations.invite_contact, name="invite-contact"),
    path("invitations/<uuid:pk>/renvoyer/", invitations.resend, name="invitation-resend"),
    path("invitations/<uuid:pk>/annuler/", invitations.revoke, name="invitation-revoke"),
    path("administration/comptes/", keeping.listing, name="accounts"),
    path("administration/comptes/<uuid:pk>/", keeping.detail, name="account"),
    path("administration/comptes/<uuid:pk>/fermer/", keeping.close, name="close"),
    path("administration/comptes/<uuid:pk>/rouvrir/", keeping.reopen, name="reopen"),
    path("administration/mandats/<uuid:pk>/terminer/", keeping.end_mandate, name="mandate-end"),
    path("administration/droits/", rights.listing, name="rights"),
    path("administration/droits/<uuid:pk>/", rights.answer, name="rights-answer"),
    path("administration/droits/personnes/<uuid:pk>/", rights.person, name="person"),
    path("administration/droits/personnes/<uuid:pk>/export/", rights.export, name="person-export"),
    path("administration/droits/personnes/<uuid:pk>/effacer/", rights.erase, name="person-erase"),
    path("administration/courriels/", outbox.listing, name="outbox"),
    path("administration/courriels/<uuid:pk>/", outbox.message, name="outbox-message"),
]
