"""Address of the lines proposed as somebody types where."""

from django.urls import path

from palier.web.place_choice import views

app_name = "place_choice"
urlpatterns = [path("lieux/proposer/", views.lines, name="lines")]
