"""Addresses of the catalogue for its readers."""

from django.urls import path

from palier.web.nomenclature import views

app_name = "nomenclature"
urlpatterns = [
    path("nomenclature/", views.index, name="index"),
    path("nomenclature/proposer/", views.propose, name="propose"),
    path("nomenclature/categories/<slug:code>/", views.category, name="category"),
    path("nomenclature/reponses/<slug:code>/", views.answer, name="answer"),
    path("nomenclature/pourquoi-pas/<slug:code>/", views.why_not, name="why-not"),
    path("nomenclature/fiches/<slug:code>/", views.card, name="card"),
    path("nomenclature/textes/<slug:code>/", views.legal, name="legal"),
]
