"""The private calendar: its secret address, shown once on the account page, and the file a calendar program reads."""

from hashlib import sha256

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.urls import reverse
from django.utils.http import parse_etags
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from palier.cycle.convening.queries import feed_of, meetings_in_feed, read_feed
from palier.cycle.convening.services import close_feed, open_feed
from palier.documents.calendar import feed_file
from palier.kernel import clock
from palier.partners.models import User
from palier.web.shell.links import behind_link
from palier.web.shell.pages import go_to, page
from palier.web.shell.requests import Request

GONE = "Cet agenda n’existe pas, ou plus : son adresse a été remplacée ou fermée depuis le compte."


@never_cache
def own(request: Request) -> HttpResponse:
    """Open one's calendar at a new address, or close it. The address is shown once: only its print is kept."""
    user = request.user
    if not isinstance(user, User) or request.actor.user_id != user.pk:
        raise Http404  # as somebody else's eyes: a secret is nobody else's
    address = ""
    if request.method == "POST" and "close" in request.POST:
        close_feed(actor=request.actor, user=user, now=clock.now())
        return go_to(request, "convening:own-feed", "L’agenda est fermé : son adresse n’ouvre plus rien.")
    if request.method == "POST":
        token = open_feed(actor=request.actor, user=user, now=clock.now())
        address = settings.BASE_URL + reverse("convening:feed", kwargs={"token": token})
    return page(request, "convening/feed.html", {"feed": feed_of(request.actor), "address": address})


@login_not_required
@require_safe
def feed(request: Request, token: str) -> HttpResponse:
    """The file: dates, hours, places and groups. What did not change is not sent again."""
    user = read_feed(token=token)
    if user is None:
        return behind_link(HttpResponse(GONE, status=404, content_type="text/plain; charset=utf-8"))
    content = feed_file(meetings_in_feed(user, now=clock.now(), today=clock.today()))
    etag = f'"{sha256(content).hexdigest()[:32]}"'
    known = parse_etags(request.headers.get("If-None-Match", ""))
    is_known = etag in known or f"W/{etag}" in known
    response: HttpResponse = HttpResponseNotModified() if is_known else HttpResponse(content, content_type=TYPE)
    response["ETag"] = etag
    # Kept by the program that asked, and asked again each time: without it nothing would be left unsent.
    behind_link(response)["Cache-Control"] = "private, no-cache"
    return response


TYPE = "text/calendar; charset=utf-8"
