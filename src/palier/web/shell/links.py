"""Pages reached by a mailed link: the address itself is the secret, and the only authority (docs/adr/0019)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from palier.web.shell.pages import page
from palier.web.shell.requests import Request

_SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")


def behind_link(response: HttpResponse) -> HttpResponse:
    """The address holds a secret: it is neither stored nor told to the next page (decision 10)."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that the secret of its address opens, to whoever holds it, signed in or not.

    Sent under « no-referrer », a form says « Origin: null », which Django's own check refuses: no cookie authorises
    anything here, so that check has nothing to protect. What a browser says comes from another site is refused all the
    same: accepting an invitation signs in, and nobody is signed in by somebody else's page.
    """

    @login_not_required
    @never_cache
    @csrf_exempt
    @wraps(view)
    def opened(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in _SAFE and _is_from_elsewhere(request):
            return behind_link(page(request, "errors/403.html", {"message": ELSEWHERE}, status=403))
        return behind_link(view(request, *args, **kwargs))

    return opened


ELSEWHERE = "Cette réponse vient d’une page d’un autre site : ouvrez le lien de votre courriel, puis répondez."


def _is_from_elsewhere(request: Request) -> bool:
    """What the browser tells of the page that sends; one that tells nothing is believed, as the token is."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin", "null")
    return origin not in ("null", f"{request.scheme}://{request.get_host()}")
