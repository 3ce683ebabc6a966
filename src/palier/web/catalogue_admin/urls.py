"""Addresses of the nomenclature."""

from django.urls import path

from palier.web.catalogue_admin import views

app_name = "catalogue_admin"
urlpatterns = [
    path("administration/nomenclature/", views.categories, name="list"),
    path("administration/nomenclature/<slug:code>/", views.category, name="category"),
]
