"""Addresses of the reports."""

from django.urls import path

from palier.web.finding.views import report_list
from palier.web.reports import filing, offline, table, views

app_name = "reports"
urlpatterns = [
    path("signalements/", report_list, name="list"),
    path("signalements/nouveau/", filing.new, name="new"),
    path("signalements/nouveau/hors-ligne/", offline.shell, name="offline"),
    path("signalements/nouveau/service.js", offline.service, name="offline-service"),
    path("signalements/nouveau/jeton/", offline.ticket, name="offline-ticket"),
    path("signalements/nouveau/envoyer/", offline.send, name="send"),
    path("signalements/tableau/", table.table, name="table"),
    path("signalements/tableau/<uuid:key>/", table.table_filed, name="table-filed"),
    path("signalements/deja-connu/", filing.known, name="known"),
    path("signalements/carte/", filing.drawing, name="drawing"),
    path("signalements/constater/", filing.join, name="join"),
    path("signalements/mes-signalements/", filing.mine, name="mine"),
    path("signalements/<uuid:pk>/", views.report, name="report"),
    path("signalements/<uuid:pk>/joindre/", filing.join_own, name="join-own"),
    path("signalements/<uuid:pk>/recu/", filing.filed, name="filed"),
]
