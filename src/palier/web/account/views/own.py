"""One's own account: profile, devices, information notice, personal data."""

import json

from allauth.usersessions.internal.flows.sessions import end_other_sessions
from allauth.usersessions.models import UserSession
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from palier.kernel import clock
from palier.partners import personal_data, rights
from palier.partners.accounts import read_notice
from palier.partners.factors import holds_second_factor
from palier.partners.models import RightsRequest, Seat, User
from palier.web.account.forms import RightsForm
from palier.web.account.readable import facts_to_show, identity_rows, request_rows
from palier.web.shell.pages import go_to, page
from palier.web.shell.requests import Request
from palier.web.shell.returning import way_back


def home(request: Request) -> HttpResponse:
    """The person's account at a glance, with the way to each setting."""
    user = _me(request)
    seats = Seat.objects.unsealed("own seats").filter(contact__user=user)
    context = {
        "identity": identity_rows(user),
        "seats": seats.select_related("group", "contact__organisation"),
        "mandates": user.mandates.select_related("district", "department"),
        "signatures": user.signatures.select_related("charter").order_by("-signed_at"),
        "has_factor": holds_second_factor(user),
        "device_count": UserSession.objects.filter(user=user).count(),
    }
    return page(request, "account/home.html", context)


def notice(request: Request) -> HttpResponse:
    """The information notice on personal data, read at first login."""
    user = _me(request)
    if request.method == "POST":
        read_notice(user=user, now=clock.now())
        return redirect(_next(request))
    return page(request, "account/notice.html", {"is_read": user.notice_read_at is not None, "next": _next(request)})


@never_cache
def sessions(request: Request) -> HttpResponse:
    """One's devices, and the button that logs the others out."""
    user = _me(request)
    if request.method == "POST":
        end_other_sessions(request, user)
        return go_to(request, "account:sessions", "Vos autres appareils sont déconnectés.")
    found = sorted(UserSession.objects.purge_and_list(user), key=lambda row: row.last_seen_at, reverse=True)
    return page(request, "account/sessions.html", {"sessions": found})


@never_cache
def data(request: Request) -> HttpResponse:
    """What the service knows about oneself, in words."""
    user = _me(request)
    form = RightsForm(request.POST or None)
    if form.is_valid():
        asked = form.carry_out(
            rights.ask,
            user=user,
            kind=RightsRequest.Kind(form.cleaned_data["kind"]),
            text=form.cleaned_data["text"],
            now=clock.now(),
        )
        if asked:
            return go_to(request, "account:data", "Votre demande est transmise au délégué à la protection des données.")
    requests = RightsRequest.objects.visible_to(request.actor).filter(user=user)
    context = {
        "facts": facts_to_show(personal_data.data_of(user)),
        "requests": [request_rows(asked) for asked in requests],
        "form": form,
    }
    return page(request, "account/data.html", context)


@require_POST
@never_cache
def export(request: Request) -> HttpResponse:
    """The same, as a JSON file to keep; journalled."""
    facts = personal_data.export_data(actor=request.actor, user=_me(request), now=clock.now())
    return as_file(facts)


def as_file(facts: dict[str, personal_data.Facts]) -> HttpResponse:
    """A person's data as a JSON file to download."""
    body = json.dumps(facts, ensure_ascii=False, indent=2)
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="mes-donnees-palier.json"'
    return response


def _me(request: Request) -> User:
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - the login gate stands before every screen of this module
    return user


def _next(request: Request) -> str:
    return way_back(request, request.POST.get("next") or request.GET.get("next", ""))
