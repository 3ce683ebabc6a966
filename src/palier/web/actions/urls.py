"""Addresses of the actions."""

from django.urls import path

from palier.web.actions import following, parts, views

app_name = "actions"
urlpatterns = [
    path("actions/", views.action_list, name="list"),
    path("actions/nouvelle/<uuid:problem>/", views.new, name="new"),
    path("actions/<uuid:pk>/", views.action, name="action"),
    path("actions/<uuid:pk>/avancer/", views.move, name="move"),
    path("actions/<uuid:pk>/confier/", following.assign, name="assign"),
    path("actions/<uuid:pk>/passages/", following.tick, name="tick"),
    path("actions/<uuid:pk>/passages/<uuid:tick_id>/decocher/", following.untick, name="untick"),
    path("actions/<uuid:pk>/operation/", following.operation, name="operation"),
    path("actions/<uuid:pk>/operation/<uuid:operation_id>/retirer/", following.remove, name="remove-operation"),
    path("partenaires/<uuid:pk>/avancer/", parts.part, name="part"),
    path("problematiques/<uuid:problem>/solliciter/", parts.ask, name="ask-partner"),
    path("problematiques/<uuid:problem>/hors-du-groupe/", parts.outside, name="outside"),
    path("problematiques/<uuid:problem>/cas-semblables/", parts.precedents, name="precedents"),
]
