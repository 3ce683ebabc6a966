"""Addresses of the journal's screens."""

from django.urls import path

from palier.web.journal import history, registers, retention

app_name = "journal"
urlpatterns = [
    path("journal/", registers.audit, name="audit"),
    path("journal/consultations/", registers.consultations, name="consultations"),
    path("journal/integrite/", registers.integrity, name="integrity"),
    path("journal/integrite/verifier/", registers.check, name="check"),
    path("journal/conservation/", retention.table, name="retention"),
    path("journal/conservation/purge/", retention.purge, name="purge"),
    path("journal/conservation/<slug:subject>/", retention.change, name="retention-change"),
    path("journal/historique/<slug:kind>/<uuid:pk>/", history.timeline, name="timeline"),
]
