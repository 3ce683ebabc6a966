"""Addresses of the view as somebody else."""

from django.urls import path

from palier.web.viewing import views

app_name = "viewing"
urlpatterns = [
    path("voir-comme/", views.choose, name="choose"),
    path("voir-comme/quitter/", views.leave_view, name="leave"),
]
