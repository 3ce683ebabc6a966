"""Addresses of the home screen."""

from django.urls import path

from palier.web.home import views

app_name = "home"
urlpatterns = [path("", views.home, name="home")]
