"""Addresses of the catalogue (debug, demonstration and tests only)."""

from django.urls import path

from palier.web.catalogue import views

app_name = "catalogue"
urlpatterns = [
    path("", views.index, name="index"),
    path("secteur.geojson", views.sample_sector, name="sector"),
    path("lieux.geojson", views.sample_places, name="places"),
    path("<slug:key>/", views.family, name="family"),
]
