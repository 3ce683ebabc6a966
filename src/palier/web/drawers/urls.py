"""Addresses around the sealed drawer."""

from django.urls import path

from palier.web.drawers import views

app_name = "drawers"
urlpatterns = [
    path("problematiques/<uuid:pk>/tiroir/lecteurs/", views.readers, name="readers"),
    path("problematiques/<uuid:pk>/tiroir/lecteurs/<uuid:grant>/", views.close, name="close"),
    path("problematiques/<uuid:pk>/tiroir/notes/<uuid:note>/faite/", views.end, name="end"),
    path("actions/<uuid:pk>/decaler/", views.move_date, name="move-date"),
]
