"""Addresses of the problems."""

from django.urls import path

from palier.web.finding.views import problem_list
from palier.web.problems import reserved, views, writing

app_name = "problems"
urlpatterns = [
    path("problematiques/", problem_list, name="list"),
    path("problematiques/nouvelle/", writing.new, name="new"),
    path("problematiques/<uuid:pk>/", views.problem, name="problem"),
    path("problematiques/<uuid:pk>/modifier/", writing.change, name="change"),
    path("problematiques/<uuid:pk>/diagnostic/", writing.diagnosis, name="diagnosis"),
    path("problematiques/<uuid:pk>/associer/", writing.associate, name="associate"),
    path("problematiques/<uuid:pk>/avancer/", writing.move, name="move"),
    path("problematiques/<uuid:pk>/suite-judiciaire/", reserved.judicial, name="judicial"),
    path("problematiques/<uuid:pk>/tiroir/", reserved.drawer, name="drawer"),
]
