"""The data-protection officer's screens: requests to answer, a person's data found, exported, corrected, erased."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from palier.access.grants import Verb
from palier.kernel import clock
from palier.partners import personal_data, rights
from palier.partners.models import RightsRequest, User
from palier.web.account.forms import AnswerForm, PersonSearchForm, RectifyForm
from palier.web.account.readable import facts_to_show, request_rows
from palier.web.account.views.own import as_file
from palier.web.shell.access import needs
from palier.web.shell.pages import go_to, page
from palier.web.shell.requests import Request


@needs(Verb.RIGHTS_ANSWER)
def listing(request: Request) -> HttpResponse:
    """The requests, those due first; and the search for a person."""
    form = PersonSearchForm(request.GET or None)
    people = None
    if form.is_valid():
        people = personal_data.find_people(actor=request.actor, words=form.cleaned_data["words"])[:50]
    requests = RightsRequest.objects.visible_to(request.actor).select_related("user", "answered_by")
    waiting = requests.filter(answered_at__isnull=True)
    answered = requests.filter(answered_at__isnull=False).order_by("-answered_at")[:50]
    context = {"form": form, "people": people, "waiting": waiting, "answered": answered, "today": clock.today()}
    return page(request, "account/rights.html", context)


@needs(Verb.RIGHTS_ANSWER)
def answer(request: Request, pk: UUID) -> HttpResponse:
    """One request and its answer."""
    asked = get_object_or_404(RightsRequest.objects.visible_to(request.actor).select_related("user"), pk=pk)
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        answered = form.carry_out(
            rights.answer,
            actor=request.actor,
            request=asked,
            outcome=RightsRequest.Outcome(form.cleaned_data["outcome"]),
            text=form.cleaned_data["text"],
            now=clock.now(),
        )
        if answered:
            return go_to(request, "account:rights", "La réponse est enregistrée et la personne la lira sur sa page.")
    return page(request, "account/rights_answer.html", {"asked": asked, "rows": request_rows(asked), "form": form})


@needs(Verb.RIGHTS_ANSWER)
@never_cache
def person(request: Request, pk: UUID) -> HttpResponse:
    """One person's data; the name and address are corrected here."""
    user = get_object_or_404(User, pk=pk)
    form = RectifyForm(request.POST or None, initial={"name": user.name, "email": user.email})
    if form.is_valid():
        corrected = form.carry_out(
            personal_data.rectify, actor=request.actor, user=user, now=clock.now(), **form.cleaned_data
        )
        if corrected:
            return go_to(request, "account:person", "Les données sont corrigées.", pk=pk)
    context = {"person": user, "facts": facts_to_show(personal_data.data_of(user)), "form": form}
    return page(request, "account/person.html", context)


@require_POST
@needs(Verb.RIGHTS_ANSWER)
@never_cache
def export(request: Request, pk: UUID) -> HttpResponse:
    """One person's data as a file, to be handed to that person."""
    user = get_object_or_404(User, pk=pk)
    return as_file(personal_data.export_data(actor=request.actor, user=user, now=clock.now()))


@require_POST
@needs(Verb.RIGHTS_ANSWER)
def erase(request: Request, pk: UUID) -> HttpResponse:
    """Erase a person who has left."""
    user = get_object_or_404(User, pk=pk)
    personal_data.erase(actor=request.actor, user=user, now=clock.now())
    return go_to(request, "account:rights", "Les données de cette personne sont effacées.")
