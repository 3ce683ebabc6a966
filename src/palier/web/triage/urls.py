"""Addresses of the triage box, under `signalements/tri/`."""

from django.urls import path

from palier.web.triage import views

app_name = "triage"
urlpatterns = [
    path("", views.box, name="box"),
    path("grouper/", views.group, name="group"),
    path("reexamen/<uuid:group>/<uuid:place>/<str:category>/", views.dismiss, name="dismiss"),
    path("<uuid:pk>/", views.report, name="report"),
    path("<uuid:pk>/reprendre/", views.undo, name="undo"),
]
