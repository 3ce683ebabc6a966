"""Addresses of the territory screens."""

from django.urls import path

from palier.web.territory.views import features, imports, kinds, overview, places, stewards

app_name = "territory"
urlpatterns = [
    path("territoire/", overview.tree, name="overview"),
    path("territoire/communes/<str:insee>/", overview.commune, name="commune"),
    path("territoire/secteurs/<uuid:pk>/", overview.sector, name="sector"),
    path("territoire/couches/<slug:layer>.geojson", features.layer, name="features"),
    path("territoire/adresses/", places.addresses, name="addresses"),
    path("territoire/lieux/", places.listing, name="places"),
    path("territoire/lieux/nouveau/", places.create, name="place-create"),
    path("territoire/lieux/<uuid:pk>/", places.detail, name="place"),
    path("territoire/lieux/<uuid:pk>/modifier/", places.change, name="place-change"),
    path("territoire/lieux/<uuid:pk>/responsables/", stewards.give, name="steward-give"),
    path("territoire/responsables/<uuid:pk>/terminer/", stewards.end, name="steward-end"),
    path("territoire/lieux/<uuid:pk>.geojson", features.place, name="place-features"),
    path("administration/territoire/import/", imports.upload, name="import"),
    path("administration/territoire/import/<uuid:pk>/", imports.preview, name="import-preview"),
    path("administration/territoire/import/<uuid:pk>/contours.geojson", imports.contours, name="import-contours"),
    path("administration/types-de-lieu/", kinds.listing, name="kinds"),
    path("administration/types-de-lieu/<slug:code>/", kinds.change, name="kind"),
]
