"""Addresses of the notices."""

from django.urls import path

from palier.web.notices import views

app_name = "notices"
urlpatterns = [
    path("avis/", views.centre, name="list"),
    path("avis/lus/", views.read_all, name="read"),
    path("avis/<uuid:pk>/lu/", views.read_one, name="read-one"),
    path("avis/<uuid:pk>/retenir/", views.keep, name="keep"),
    path("avis/rythme/", views.rhythm, name="rhythm"),
    path("avis/arret/<str:token>/", views.stop, name="stop"),
]
