"""Which screen answers at which address: one line per screen package."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("palier.web.home.urls")),
    path("", include("palier.web.pages.urls")),
    path("", include("palier.web.account.sign_in_urls")),
    path("", include("palier.web.account.urls")),
    path("", include("palier.web.partners.urls")),
]
if settings.SHOW_CATALOGUE:
    urlpatterns.append(path("composants/", include("palier.web.catalogue.urls")))

handler400 = "palier.web.shell.errors.bad_request"
handler403 = "palier.web.shell.errors.forbidden"
handler404 = "palier.web.shell.errors.not_found"
handler500 = "palier.web.shell.errors.server_error"
