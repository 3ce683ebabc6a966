"""Addresses of the maps and of the exports; the lists keep the addresses of their subject."""

from django.urls import path

from palier.web.finding import views
from palier.web.finding.exports import FORMATS, export
from palier.web.finding.subjects import PROBLEMS, REPORTS

app_name = "finding"
urlpatterns = [
    path("problematiques/sur-la-carte/", views.problem_map, name="problem-map"),
    path("problematiques/sur-la-carte.geojson", views.problem_points, name="problem-points"),
    path("signalements/sur-la-carte/", views.report_map, name="report-map"),
    path("signalements/sur-la-carte.geojson", views.report_points, name="report-points"),
    *(
        path(f"{subject.key}.{kind}", export, {"subject": subject, "kind": kind}, name=f"{subject.slug}-{kind}")
        for subject in (PROBLEMS, REPORTS)
        for kind in FORMATS
    ),
]
