"""Addresses of the relations between problems."""

from django.urls import path

from palier.web.relations import handing, views

app_name = "relations"
urlpatterns = [
    path("problematiques/<uuid:pk>/diviser/", views.split, name="split"),
    path("problematiques/<uuid:pk>/lier/", views.tie, name="tie"),
    path("problematiques/<uuid:pk>/liens/<uuid:tie>/retirer/", views.untie, name="untie"),
    path("problematiques/<uuid:pk>/defaire-la-fusion/", views.separate, name="separate"),
    path("problematiques/<uuid:pk>/limite/", handing.boundary, name="boundary"),
    path("problematiques/<uuid:pk>/transmettre/", handing.propose, name="hand-over"),
    path("transmissions/", handing.handovers, name="handovers"),
    path("transmissions/<uuid:pk>/", handing.handover, name="handover"),
    path("transmissions/<uuid:pk>/retirer/", handing.withdraw, name="withdraw"),
]
