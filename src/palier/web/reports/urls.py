"""Addresses of the reports."""

from django.urls import path

from palier.web.reports import views

app_name = "reports"
urlpatterns = [
    path("signalements/", views.report_list, name="list"),
    path("signalements/nouveau/", views.new, name="new"),
    path("signalements/<uuid:pk>/", views.report, name="report"),
    path("signalements/<uuid:pk>/suite/", views.triage, name="triage"),
]
