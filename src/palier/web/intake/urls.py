"""Addresses of the take-over of trackers."""

from django.urls import path

from palier.web.intake import columns, giving, lines, views

app_name = "intake"
urlpatterns = [
    path("", views.upload, name="upload"),
    path("<uuid:pk>/", views.preview, name="preview"),
    path("<uuid:pk>/colonnes/", columns.edit, name="columns"),
    path("<uuid:pk>/colonnes/oublier/", columns.forget, name="columns-forget"),
    path("<uuid:pk>/lignes/<int:number>/", lines.edit, name="line"),
    path("<uuid:pk>/lignes/<int:number>/ecarter/", lines.leave_out, name="line-leave-out"),
    path("<uuid:pk>/lignes/<int:number>/retablir/", lines.restore, name="line-restore"),
    path("<uuid:pk>/confirmer/", views.confirm, name="confirm"),
    path("<uuid:pk>/resultat/", views.result, name="result"),
    path("<uuid:pk>/a-corriger/", giving.rejects, name="rejects"),
    path("<uuid:pk>/retirer/", views.undo, name="undo"),
    path("<uuid:pk>/supprimer/", views.remove, name="remove"),
    path("groupes/<uuid:pk>/classeur/", giving.workbook, name="workbook"),
]
