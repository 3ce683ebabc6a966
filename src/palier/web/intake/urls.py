"""Addresses of the take-over of trackers."""

from django.urls import path

from palier.web.intake import views

app_name = "intake"
urlpatterns = [
    path("", views.upload, name="upload"),
    path("<uuid:pk>/", views.preview, name="preview"),
]
