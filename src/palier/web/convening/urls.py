"""Addresses of the invitations; what stands after « convocations/ » and « agenda/ » is never written in the logs."""

from django.urls import path

from palier.web.convening import answering, asking, feed

app_name = "convening"
urlpatterns = [
    path("convocations/<str:token>/", answering.answer, name="answer"),
    path("reunions/<uuid:pk>/reponse/", answering.reply, name="reply"),
    path("reunions/<uuid:pk>/invitations/<uuid:contact>/renvoyer/", asking.again, name="again"),
    path("reunions/<uuid:pk>/invitations/<uuid:contact>/revoquer/", asking.revoke, name="revoke"),
    path("reunions/<uuid:pk>/invitations/<uuid:contact>/courriel/", asking.mail, name="mail"),
    path("mon-compte/agenda/", feed.own, name="own-feed"),
    path("agenda/<str:token>/reunions.ics", feed.feed, name="feed"),
]
