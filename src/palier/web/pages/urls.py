"""Addresses of the information pages."""

from django.urls import path

from palier.web.pages import views

app_name = "pages"
urlpatterns = [
    path("mentions-legales/", views.legal, name="legal"),
    path("donnees-personnelles/", views.data_protection, name="data-protection"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("administration/pages/", views.edit_list, name="edit-list"),
    path("administration/pages/<slug:key>/", views.edit, name="edit"),
]
