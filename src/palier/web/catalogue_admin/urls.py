"""Addresses of the administration of the catalogue."""

from django.urls import path

from palier.web.catalogue_admin import views

app_name = "catalogue_admin"
urlpatterns = [
    path("administration/nomenclature/", views.overview, name="overview"),
    path("administration/nomenclature/gravite/<int:rank>/", views.gravity, name="gravity"),
    path("administration/nomenclature/<slug:table>/", views.entries, name="entries"),
    path("administration/nomenclature/<slug:table>/ajouter/", views.add, name="add"),
    path("administration/nomenclature/<slug:table>/code/<slug:code>/", views.change, name="change"),
    path("administration/nomenclature/<slug:table>/code/<slug:code>/retirer/", views.withdraw, name="withdraw"),
]
