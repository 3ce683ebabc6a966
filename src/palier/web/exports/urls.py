"""Addresses of one's own exports."""

from django.urls import path

from palier.web.exports import views

app_name = "exports"
urlpatterns = [
    path("mes-exports/", views.mine, name="list"),
    path("mes-exports/demander/", views.ask, name="ask"),
    path("mes-exports/<uuid:pk>/fichier/", views.file, name="file"),
    path("mes-exports/<uuid:pk>/supprimer/", views.remove, name="remove"),
]
