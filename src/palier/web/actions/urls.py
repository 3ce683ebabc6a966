"""Addresses of the actions."""

from django.urls import path

from palier.web.actions import views

app_name = "actions"
urlpatterns = [
    path("actions/", views.action_list, name="list"),
    path("actions/nouvelle/<uuid:problem>/", views.new, name="new"),
    path("actions/<uuid:pk>/", views.action, name="action"),
    path("actions/<uuid:pk>/avancer/", views.move, name="move"),
]
