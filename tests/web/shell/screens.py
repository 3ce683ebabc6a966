"""Small screens that stop in every way a screen can, mounted beside the product's own for these tests."""

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpResponse
from django.urls import include, path

from palier.access.grants import Verb
from palier.config.urls import *  # noqa: F403 - the handlers are the product's
from palier.kernel.errors import NotGranted, Refused, Stale
from palier.web.shell.access import needs
from palier.web.shell.pages import go_to, page


def raising(error):
    def view(request):
        raise error

    return view


@needs(Verb.PAGES_EDIT)
def administration(request):
    return HttpResponse("ouvert")


def reading(request):
    return HttpResponse(request.POST["text"])


def done(request):
    return go_to(request, "home:home", "La fiche est enregistrée.")


def listing(request):
    return page(request, "shell_tests/list.html", {"rows": ["un", "deux"]}, partial="rows")


urlpatterns = [
    path("interdit/", raising(NotGranted("Seul le chef de secteur peut clore.")), name="not-granted"),
    path("refuse/", raising(Refused("La date est déjà passée.")), name="refused"),
    path("change/", raising(Stale()), name="stale"),
    path("trop/", raising(RequestDataTooBig("too big")), name="too-big"),
    path("absent/", raising(Http404()), name="missing"),
    path("bug/", raising(ValueError("secret-detail")), name="bug"),
    path("administration/", administration, name="administration"),
    path("trop-long/", reading, name="reading"),
    path("fait/", done, name="done"),
    path("liste/", listing, name="list"),
    path("", include("palier.config.urls")),
]
