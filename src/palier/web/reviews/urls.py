"""Address of the yearly count."""

from django.urls import path

from palier.web.reviews import views

app_name = "reviews"
urlpatterns = [path("bilan/", views.yearly, name="yearly")]
