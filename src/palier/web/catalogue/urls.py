"""Addresses of the catalogue (debug, demonstration and tests only)."""

from django.urls import path

from palier.web.catalogue import views

app_name = "catalogue"
urlpatterns = [path("", views.index, name="index")]
