"""Addresses of the documents."""

from django.urls import path

from palier.web.documents import remarks, review, views

app_name = "documents"
urlpatterns = [
    path("reunions/<uuid:pk>/releve/", review.review, name="review"),
    path("reunions/<uuid:pk>/releve/<slug:level>.pdf", views.minutes, name="minutes"),
    path("reunions/<uuid:pk>/releve/<slug:level>.<slug:kind>", views.text, name="text"),
    path("reunions/<uuid:pk>/dossier.zip", views.bundle, name="bundle"),
    path("reunions/<uuid:pk>/remarques/", remarks.remarks, name="remarks"),
    path("reunions/remarques/<uuid:pk>/", remarks.answer, name="answer"),
    # What stands after « remarque/ » is never written in the logs.
    path("remarque/<str:token>/", remarks.amend, name="amend"),
    path("reunions/<uuid:pk>/dossier/<slug:level>.pdf", views.pack, name="pack"),
    path("bilan/<int:year>/compte.pdf", views.yearly_count, name="yearly-count"),
]
