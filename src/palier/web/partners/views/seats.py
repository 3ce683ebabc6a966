"""Seats of a group: give, change, suspend, resume, end; name the chief; who sat when."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from palier.access.roles import Role
from palier.kernel import clock
from palier.partners.models import Group, Seat
from palier.partners.queries.groups import seats_on, seats_over_time
from palier.partners.services import seats as services
from palier.partners.services.authority import ASK_CHIEF, ASK_FOUNDER, appoints, leads, require_that
from palier.web.partners.forms.seats import (
    ChiefForm,
    EndSeatForm,
    SeatChangeForm,
    SeatGiveForm,
    SeatsOnForm,
    SuspendForm,
)
from palier.web.partners.views.form_page import form_page
from palier.web.partners.views.groups import group_or_404
from palier.web.shell.forms import PalierForm
from palier.web.shell.pages import go_to, page
from palier.web.shell.requests import Request


def history(request: Request, pk: UUID) -> HttpResponse:
    """Who sits, who sat, since when and until when; on a given day if asked."""
    group = group_or_404(request, pk)
    form = SeatsOnForm(request.GET or None)
    day: date | None = form.cleaned_data["day"] if form.is_valid() else None
    seats = seats_on(request.actor, group, day) if day else seats_over_time(request.actor, group)
    caption = f"Sièges tenus le {day:%d/%m/%Y}" if day else "Tous les sièges, du plus récent au plus ancien"
    context = {"group": group, "seats": seats, "form": form, "caption": caption}
    return page(request, "partners/seats.html", context, partial="seats")


def give(request: Request, pk: UUID) -> HttpResponse:
    """Have a contact sit in the group."""
    group = group_or_404(request, pk)
    require_that(leads(request.actor, group), ASK_CHIEF)
    form = SeatGiveForm(request.POST or None, actor=request.actor, group=group, today=clock.today())
    if form.is_valid() and form.carry_out(
        services.give_seat, actor=request.actor, group=group, now=clock.now(), **form.cleaned_data
    ):
        return go_to(request, "partners:group", "Le siège est donné.", pk=pk)
    return form_page(request, form, **_about(group, "Donner un siège", submit="Donner le siège"))


def appoint(request: Request, pk: UUID) -> HttpResponse:
    """Name the chief; the one before leaves the chair."""
    group = group_or_404(request, pk)
    require_that(appoints(request.actor, group), ASK_FOUNDER)
    form = ChiefForm(request.POST or None, actor=request.actor, today=clock.today())
    if form.is_valid() and form.carry_out(
        services.appoint_chief, actor=request.actor, group=group, now=clock.now(), **form.cleaned_data
    ):
        return go_to(request, "partners:group", "Le chef de secteur est nommé.", pk=pk)
    return form_page(request, form, **_about(group, "Nommer le chef de secteur", submit="Nommer"))


def change(request: Request, pk: UUID) -> HttpResponse:
    """Another role or rank, from a day on."""
    seat = _seat_or_404(request, pk)
    form = SeatChangeForm(request.POST or None, seat=seat, today=clock.today())
    return _carry(request, seat, form, services.change_seat, "Modifier le siège", "Le siège est modifié.")


def suspend(request: Request, pk: UUID) -> HttpResponse:
    """Cut access at once."""
    seat, form = _seat_or_404(request, pk), SuspendForm(request.POST or None)
    return _carry(request, seat, form, services.suspend_seat, "Suspendre l’accès", "L’accès est suspendu.")


@require_POST
def resume(request: Request, pk: UUID) -> HttpResponse:
    """Give access back."""
    seat = services.resume_seat(actor=request.actor, seat=_seat_or_404(request, pk), now=clock.now())
    return go_to(request, "partners:group", "L’accès est rétabli.", pk=seat.group_id)


def end(request: Request, pk: UUID) -> HttpResponse:
    """End a seat on a day."""
    seat, form = _seat_or_404(request, pk), EndSeatForm(request.POST or None, today=clock.today())
    return _carry(request, seat, form, services.end_seat, "Mettre fin au siège", "Le siège prend fin.")


def _seat_or_404(request: Request, pk: UUID) -> Seat:
    """The seat if this reader knows its group; 403 at once when its role does not manage seats."""
    rows = Seat.objects.visible_to(request.actor)
    seat = get_object_or_404(rows.select_related("group__district", "contact__organisation__type"), pk=pk)
    if seat.role == Role.CHIEF:
        require_that(appoints(request.actor, seat.group), ASK_FOUNDER)
    require_that(leads(request.actor, seat.group), ASK_CHIEF)
    return seat


def _carry(request: Request, seat: Seat, form: PalierForm, service: Callable[..., Seat], *words: str) -> HttpResponse:
    title, done = words
    if form.is_valid() and form.carry_out(
        service, actor=request.actor, seat=seat, now=clock.now(), **form.cleaned_data
    ):
        return go_to(request, "partners:group", done, pk=seat.group_id)
    lead = f"{seat.contact.name}, {seat.contact.organisation.name}"
    return form_page(request, form, **_about(seat.group, title, lead=lead, submit=title))


def _about(group: Group, title: str, **more: str) -> dict[str, str]:
    return {"title": title, "over": group.name, "back": reverse("partners:group", args=[group.pk]), **more}
