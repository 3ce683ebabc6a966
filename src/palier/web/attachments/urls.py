"""Addresses of the files."""

from django.urls import path

from palier.web.attachments import views

app_name = "attachments"
urlpatterns = [
    path("<uuid:pk>/", views.file, name="file"),
    path("<uuid:pk>/retirer/", views.remove, name="remove"),
    path("<slug:kind>/<uuid:pk>/ajouter/", views.add, name="add"),
]
