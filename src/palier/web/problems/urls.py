"""Addresses of the problems."""

from django.urls import path

from palier.web.finding.views import problem_list
from palier.web.problems import facts, gates, reserved, views, writing

app_name = "problems"
urlpatterns = [
    path("problematiques/", problem_list, name="list"),
    path("problematiques/nouvelle/", writing.new, name="new"),
    path("problematiques/<uuid:pk>/", views.problem, name="problem"),
    path("problematiques/<uuid:pk>/modifier/", writing.change, name="change"),
    path("problematiques/<uuid:pk>/diagnostic/", writing.diagnosis, name="diagnosis"),
    path("problematiques/observation/", gates.observation, name="observation"),
    path("problematiques/<uuid:pk>/admission/", gates.admission, name="admission"),
    path("problematiques/<uuid:pk>/faits/", facts.facts, name="facts"),
    path("problematiques/<uuid:pk>/priorite/", facts.rank, name="rank"),
    path("problematiques/<uuid:pk>/deja-tente/", facts.attempts, name="attempts"),
    path("problematiques/<uuid:pk>/objectif/", gates.objective, name="objective"),
    path("problematiques/<uuid:pk>/constat/", gates.evidence, name="evidence"),
    path("problematiques/<uuid:pk>/cloture/", gates.ask_closure, name="ask-closure"),
    path("problematiques/<uuid:pk>/cloture/<uuid:asked>/refuser/", gates.decline_closure, name="decline-closure"),
    path("problematiques/<uuid:pk>/associer/", writing.associate, name="associate"),
    path("problematiques/<uuid:pk>/avancer/", writing.move, name="move"),
    path("problematiques/<uuid:pk>/suite-judiciaire/", reserved.judicial, name="judicial"),
    path("problematiques/<uuid:pk>/tiroir/", reserved.drawer, name="drawer"),
]
