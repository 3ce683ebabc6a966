"""Which screen answers at which address: one line per screen package."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("palier.web.home.urls")),
    path("", include("palier.web.pages.urls")),
    path("", include("palier.web.documents.urls")),
    path("pieces-jointes/", include("palier.web.attachments.urls")),
    path("reprise/", include("palier.web.intake.urls")),
    path("", include("palier.web.account.sign_in_urls")),
    path("", include("palier.web.account.urls")),
    path("", include("palier.web.partners.urls")),
    path("", include("palier.web.journal.urls")),
    path("", include("palier.web.place_choice.urls")),
    path("signalements/tri/", include("palier.web.triage.urls")),
    path("", include("palier.web.finding.urls")),
    path("", include("palier.web.search.urls")),
    path("", include("palier.web.reports.urls")),
    path("", include("palier.web.problems.urls")),
    path("", include("palier.web.viewing.urls")),
    path("", include("palier.web.saved.urls")),
    path("", include("palier.web.exports.urls")),
    path("", include("palier.web.relations.urls")),
    path("", include("palier.web.drawers.urls")),
    path("", include("palier.web.discussion.urls")),
    path("", include("palier.web.actions.urls")),
    path("promesses/", include("palier.web.slips.urls")),
    path("", include("palier.web.notices.urls")),
    path("", include("palier.web.meetings.urls")),
    path("", include("palier.web.convening.urls")),
    path("", include("palier.web.reviews.urls")),
    path("", include("palier.web.nomenclature.urls")),
    path("", include("palier.web.catalogue_admin.urls")),
    path("", include("palier.web.territory.urls")),
]
if settings.SHOW_CATALOGUE:
    urlpatterns.append(path("composants/", include("palier.web.catalogue.urls")))

handler400 = "palier.web.shell.errors.bad_request"
handler403 = "palier.web.shell.errors.forbidden"
handler404 = "palier.web.shell.errors.not_found"
handler500 = "palier.web.shell.errors.server_error"
