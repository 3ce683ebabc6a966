"""The outbox on screen: subject and state; bodies in demonstration on this machine only (decision 11)."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from palier.access.grants import Verb
from palier.notifications.models import Message
from palier.web.shell.access import needs
from palier.web.shell.bodies import mail_is_sent, shows_bodies
from palier.web.shell.pages import page
from palier.web.shell.requests import Request

PER_PAGE = 50


@needs(Verb.ACCOUNT_EDIT)
def listing(request: Request) -> HttpResponse:
    """The mails, newest first."""
    rows = Message.objects.visible_to(request.actor).defer("text", "html")
    found = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": found, "has_server": mail_is_sent(), "shows_bodies": shows_bodies(request)}
    return page(request, "account/outbox.html", context)


@needs(Verb.ACCOUNT_EDIT)
@never_cache
def message(request: Request, pk: UUID) -> HttpResponse:
    """One mail with its text, in demonstration on this machine; otherwise this page does not exist."""
    if not shows_bodies(request):
        raise Http404
    found = get_object_or_404(Message.objects.visible_to(request.actor), pk=pk)
    return page(request, "account/message.html", {"message_shown": found})
