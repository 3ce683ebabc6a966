"""Addresses of the commitment links; what stands after « promesses/ » is never written in the logs."""

from django.urls import path

from palier.web.slips import answering, sending

app_name = "slips"
urlpatterns = [
    path("liens/", sending.listing, name="list"),
    path("liens/<uuid:pk>/revoquer/", sending.revoke, name="revoke"),
    path("liens/<uuid:pk>/courriel/", sending.mail, name="mail"),
    path("envoyer/<uuid:group>/<uuid:organisation>/", sending.send, name="send"),
    path("<str:token>/", answering.promises, name="promises"),
    path("<str:token>/<uuid:action>/", answering.answer, name="answer"),
]
