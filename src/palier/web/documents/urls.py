"""Addresses of the documents."""

from django.urls import path

from palier.web.documents import views

app_name = "documents"
urlpatterns = [
    path("reunions/<uuid:pk>/releve/<slug:level>.pdf", views.minutes, name="minutes"),
    path("reunions/<uuid:pk>/dossier/<slug:level>.pdf", views.pack, name="pack"),
    path("bilan/<int:year>/compte.pdf", views.yearly_count, name="yearly-count"),
]
