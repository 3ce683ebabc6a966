"""Addresses of the meetings."""

from django.urls import path

from palier.web.meetings import (
    agenda,
    check_in,
    following,
    planning,
    projector,
    session,
    session_attendance,
    session_item,
    topics,
    views,
)

app_name = "meetings"
urlpatterns = [
    path("reunions/", views.meeting_list, name="list"),
    path("reunions/nouvelle/", planning.new, name="new"),
    path("reunions/<uuid:pk>/", views.meeting, name="meeting"),
    path("reunions/<uuid:pk>/modifier/", planning.change, name="change"),
    path("reunions/<uuid:pk>/ordre-du-jour/", views.agenda, name="agenda"),
    path("reunions/<uuid:pk>/ordre-du-jour/proposition/", agenda.proposal, name="proposal"),
    path("reunions/ordre-du-jour-type/<uuid:pk>/", agenda.template, name="template"),
    path("reunions/sujets/", topics.listing, name="topics"),
    path("reunions/sujets/nouveau/", topics.park, name="topic-park"),
    path("reunions/sujets/<uuid:pk>/retirer/", topics.withdraw, name="topic-withdraw"),
    path("reunions/sujets/<uuid:pk>/repondre/", topics.answer, name="topic-answer"),
    path("reunions/serie/", planning.new_series, name="series"),
    path("reunions/absences/<uuid:pk>/", planning.absences, name="absences"),
    path("reunions/absences/<uuid:pk>/retirer/", planning.remove_absence, name="absence-remove"),
    path("reunions/<uuid:pk>/avancer/", views.move, name="move"),
    path("reunions/<uuid:pk>/seance/", session.live, name="live"),
    path("reunions/<uuid:pk>/presences/", session_attendance.attendance, name="attendance"),
    path("reunions/<uuid:pk>/visiteurs/", session_attendance.visitor, name="visitor"),
    path("reunions/<uuid:pk>/visiteurs/<uuid:attendance>/retirer/", session_attendance.strike, name="visitor-strike"),
    path("reunions/<uuid:pk>/suivre/", following.follow, name="follow"),
    path("reunions/<uuid:pk>/projecteurs/", projector.projections, name="projections"),
    path("reunions/<uuid:pk>/projecteurs/<uuid:projection>/arreter/", projector.stop, name="projection-stop"),
    path("projection/", projector.projector, name="projector"),
    path("projection/quitter/", projector.leave, name="projector-leave"),
    path("projection/fond/<str:layer>/", projector.layer, name="projector-layer"),
    path("projection/lieu/<uuid:pk>/", projector.place, name="projector-place"),
    path("projection/photo/<uuid:pk>/", projector.picture, name="projector-picture"),
    path("emargement/", check_in.enter, name="check-in"),
    path("emargement/<str:code>/", check_in.sheet, name="check-in-sheet"),
    path("reunions/<uuid:pk>/points/<uuid:item>/", session_item.item, name="item"),
    path("reunions/<uuid:pk>/seance/montrer/", session_item.show_agenda, name="show-agenda"),
    path("reunions/<uuid:pk>/points/<uuid:item>/montrer/", session_item.show, name="show"),
    path("reunions/<uuid:pk>/points/<uuid:item>/retirer/", session_item.withdraw, name="item-withdraw"),
]
