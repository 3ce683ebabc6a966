"""Addresses of the commitment links; what stands after « promesses/ » is never written in the logs."""

from django.urls import path

from palier.web.slips import answering

app_name = "slips"
urlpatterns = [
    path("<str:token>/", answering.promises, name="promises"),
    path("<str:token>/<uuid:action>/", answering.answer, name="answer"),
]
