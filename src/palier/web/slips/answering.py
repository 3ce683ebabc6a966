"""The pages behind a link: opening changes nothing but the log of its uses, only the button answers (decision 10).

Whoever is signed in on this browser, the reader is the link's: these views never read `request.actor`.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.core import signing
from django.http import HttpResponse
from django.urls import reverse

from palier.attachments.services import REMINDER
from palier.cycle.actions.models import Action
from palier.cycle.slips.models import Slip
from palier.cycle.slips.queries import link_actor, promises_of, read_slip, serves_until
from palier.cycle.slips.services import answer_promise, note_opening
from palier.kernel import clock
from palier.kernel.errors import Refused
from palier.web.shell.links import by_link
from palier.web.shell.pages import SeeOther, page
from palier.web.shell.requests import Request
from palier.web.slips.answers import offered
from palier.web.slips.promises import cards

Opened = Callable[..., HttpResponse]
RECEIPT = "palier.slips.receipt"
# How long a confirmation may still be read, by a reload or the button back.
NEWS = timedelta(minutes=15)


def opened_by_link(view: Opened) -> Opened:
    """Open the slip of the address, or answer 410, always alike; what is behind a link is never stored."""

    @by_link
    @wraps(view)
    def opened(request: Request, token: str, **kwargs: Any) -> HttpResponse:
        try:
            slip = read_slip(token=token, today=clock.today())
        except Refused as dead:
            return page(request, "shell/dead_link.html", {"message": dead.message}, status=410)
        if request.method in ("GET", "HEAD"):
            note_opening(slip=slip, now=clock.now())
        return view(request, slip=slip, token=token, **kwargs)

    return opened


@opened_by_link
def promises(request: Request, *, slip: Slip, token: str) -> HttpResponse:
    """The promises of this link, each with its state and the answers it awaits."""
    shown = cards(promises_of(slip), link_actor(slip), clock.today())
    answered = _just_answered(slip, [card.action for card in shown], request.GET.get("repondu", ""))
    context = {"slip": slip, "token": token, "cards": shown, "answered": answered, "until": serves_until(slip)}
    return page(request, "slips/promises.html", context)


@opened_by_link
def answer(request: Request, *, slip: Slip, token: str, action: UUID) -> HttpResponse:
    """The form of one answer; sending it answers."""
    actor = link_actor(slip)
    promise = next((one for one in promises_of(slip) if one.pk == action), None)
    if promise is None:
        return page(request, "slips/missing.html", {"token": token}, status=404)
    name = request.POST.get("reponse") or request.GET.get("reponse")
    chosen = next((one for one in offered(promise, actor) if one.name == name), None)
    if chosen is None:
        typed = [text for name in ("observation", "reason", "ticket") if (text := request.POST.get(name, "").strip())]
        if not typed:
            return _back(token)  # answered meanwhile: the list says how
        return page(request, "slips/answered.html", {"token": token, "action": promise, "typed": typed}, status=409)
    form = chosen.form(request.POST, request.FILES) if request.method == "POST" else chosen.form()
    if form.is_valid():
        moment = {"now": clock.now(), "today": clock.today()}
        said = {"slip": slip, "action": promise, "answer": chosen.name, **moment, **form.cleaned_data}
        if form.carry_out(answer_promise, actor=actor, **said):
            return _back(token, signing.dumps(_receipt(slip, promise), salt=RECEIPT))
    context = {"token": token, "action": promise, "chosen": chosen, "form": form, "reminder": REMINDER}
    context["files_lost"] = bool(request.FILES)
    return page(request, "slips/answer.html", context)


def _receipt(slip: Slip, answered: Action) -> list[str | int]:
    """What tells one true answer: its link, its promise, and the version that it left."""
    return [slip.pk.hex, answered.pk.hex, answered.version]


def _just_answered(slip: Slip, shown: list[Action], receipt: str) -> Action | None:
    """The promise that was answered a moment ago, told by a receipt that only a true answer is given."""
    try:
        told = signing.loads(receipt, salt=RECEIPT, max_age=NEWS)
    except signing.BadSignature:
        return None
    return next((action for action in shown if _receipt(slip, action) == told), None)


def _back(token: str, receipt: str = "") -> HttpResponse:
    address = reverse("slips:promises", kwargs={"token": token})
    return SeeOther(f"{address}?repondu={quote(receipt)}" if receipt else address)
