"""Addresses of one's own filters."""

from django.urls import path

from palier.web.saved import views

app_name = "saved"
urlpatterns = [
    path("mes-filtres/", views.mine, name="list"),
    path("mes-filtres/nouveau/", views.save, name="save"),
    path("mes-filtres/<uuid:pk>/", views.rename, name="rename"),
    path("mes-filtres/<uuid:pk>/supprimer/", views.delete, name="delete"),
]
