"""Keeping the accounts: the administrator's list, closing, reopening, mandates."""

from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from palier.access.grants import Verb
from palier.kernel import clock
from palier.kernel.folding import holding
from palier.partners import accounts, mandates
from palier.partners.models import Contact, Mandate, User
from palier.web.account.forms import MandateForm, PersonSearchForm
from palier.web.shell.access import needs
from palier.web.shell.pages import go_to, page
from palier.web.shell.requests import Request

PER_PAGE = 50


@needs(Verb.ACCOUNT_EDIT)
def listing(request: Request) -> HttpResponse:
    """All accounts, found by name or address."""
    form = PersonSearchForm(request.GET or None)
    users = User.objects.order_by("name__folded").prefetch_related(
        "mandates",
        Prefetch("contacts", queryset=Contact.objects.visible_to(request.actor).select_related("organisation")),
    )
    if form.is_valid():
        users = users.filter(holding(form.cleaned_data["words"], "name", "email"))
    found = Paginator(users, PER_PAGE).get_page(request.GET.get("page"))
    return page(request, "account/accounts.html", {"page": found, "form": form})


@needs(Verb.ACCOUNT_EDIT)
def detail(request: Request, pk: UUID) -> HttpResponse:
    """One account: its contacts, its mandates; a mandate is given here."""
    user = get_object_or_404(User, pk=pk)
    form = MandateForm(request.POST or None)
    if form.is_valid():
        given = form.carry_out(mandates.give_mandate, actor=request.actor, user=user, now=clock.now(), **form.mandate())
        if given:
            return go_to(request, "account:account", "Le mandat est donné.", pk=pk)
    contacts = Contact.objects.visible_to(request.actor).filter(user=user).select_related("organisation")
    held = user.mandates.select_related("district", "department").order_by("-since")
    context = {"account": user, "contacts": contacts, "mandates": held, "form": form, "today": clock.today()}
    return page(request, "account/account.html", context)


@require_POST
@needs(Verb.ACCOUNT_EDIT)
def close(request: Request, pk: UUID) -> HttpResponse:
    """Close an account."""
    accounts.close_account(actor=request.actor, user=get_object_or_404(User, pk=pk), now=clock.now())
    return go_to(request, "account:account", "Le compte est fermé, ses sessions sont coupées.", pk=pk)


@require_POST
@needs(Verb.ACCOUNT_EDIT)
def reopen(request: Request, pk: UUID) -> HttpResponse:
    """Reopen an account."""
    accounts.reopen_account(actor=request.actor, user=get_object_or_404(User, pk=pk), now=clock.now())
    return go_to(request, "account:account", "Le compte est rouvert.", pk=pk)


@require_POST
@needs(Verb.ACCOUNT_EDIT)
def end_mandate(request: Request, pk: UUID) -> HttpResponse:
    """End a mandate."""
    mandate = get_object_or_404(Mandate, pk=pk)
    mandates.end_mandate(actor=request.actor, mandate=mandate, now=clock.now())
    return go_to(request, "account:account", "Le mandat est terminé.", pk=mandate.user_id)
