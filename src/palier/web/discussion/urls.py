"""Addresses of the discussion."""

from django.urls import path

from palier.web.discussion import views

app_name = "discussion"
urlpatterns = [
    path("problematiques/<uuid:pk>/discussion/", views.of_problem, name="problem"),
    path("actions/<uuid:pk>/discussion/", views.of_action, name="action"),
    path("discussion/<uuid:pk>/corriger/", views.correct, name="correct"),
    path("discussion/<uuid:pk>/retirer/", views.withdraw, name="withdraw"),
]
