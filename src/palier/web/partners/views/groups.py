"""Groups: the list, the page, opening, changing, closing."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from palier.access.grants import Verb, holds, holds_anywhere
from palier.access.roles import Role
from palier.cycle.reviews.health import asleep_among
from palier.journal.queries import timeline
from palier.kernel import clock
from palier.partners.models import Group
from palier.partners.queries.charter import missing_signatures
from palier.partners.queries.groups import benches, groups_for, seats_on
from palier.partners.queries.wording import sharing_rule
from palier.partners.services.authority import ASK_CHIEF, ASK_FOUNDER, appoints, leads, require_that
from palier.partners.services.groups import change_group, close_group, create_group
from palier.web.partners.forms.base import DayForm
from palier.web.partners.forms.groups import GroupCreateForm, GroupEditForm
from palier.web.partners.views.form_page import form_page
from palier.web.shell.access import needs
from palier.web.shell.pages import go_to, page
from palier.web.shell.requests import Request

_COLUMNS = "Personne|Organisation|Rôle|Depuis"


def group_or_404(request: Request, pk: UUID) -> Group:
    """The group, if this reader knows it."""
    return get_object_or_404(Group.objects.visible_to(request.actor).select_related("district__department"), pk=pk)


@needs(Verb.GROUP_READ)
def listing(request: Request) -> HttpResponse:
    """The groups this reader knows: open ones; closed ones, or those that fall asleep, on demand."""
    closed, asleep = (request.GET.get(name) == "1" for name in ("clos", "sommeil"))
    groups = list(groups_for(request.actor, closed=closed))
    if asleep:
        groups = asleep_among(request.actor, groups, now=clock.now(), today=clock.today())
    address = reverse("partners:groups")
    follows = holds_anywhere(request.actor, Verb.FIGURES_READ)
    context = {
        "groups": groups,
        "closed": closed,
        "asleep": asleep,
        "tabs": [
            ("Ouverts", address),
            *([("Qui s’endorment", f"{address}?sommeil=1")] if follows else []),
            ("Clos", f"{address}?clos=1"),
        ],
        "current": f"{address}?clos=1" if closed else f"{address}?sommeil=1" if asleep else address,
        "creating": holds(request.actor, Verb.GROUP_CREATE),
    }
    return page(request, "partners/groups.html", context)


def detail(request: Request, pk: UUID) -> HttpResponse:
    """One group: what it is, what may be shared in it, who sits there."""
    group, actor, today = group_or_404(request, pk), request.actor, clock.today()
    seats = seats_on(actor, group, today)
    leading = leads(actor, group) and not group.closed_on
    context: dict[str, Any] = {
        "group": group,
        "facts": _facts(group),
        "rule": sharing_rule(group),
        "benches": benches(seats),
        "has_chief": any(seat.role == Role.CHIEF for seat in seats),
        "leading": leading,
        "appointing": appoints(actor, group) and not group.closed_on,
        "inviting": (holds(actor, Verb.GROUP_LEAD, pk) or holds(actor, Verb.ACCOUNT_EDIT)) and not group.closed_on,
        "sending_links": holds_anywhere(actor, Verb.ACTION_LEAD),
        "missing": list(missing_signatures(actor, group, today)) if leading else [],
        "columns": _COLUMNS + "|Charte|Actions" if leading else _COLUMNS,
        "entries": timeline(actor, group, per_page=10).lines,
    }
    return page(request, "partners/group.html", context)


@needs(Verb.GROUP_CREATE)
def create(request: Request) -> HttpResponse:
    """Open a group with its chief."""
    form = GroupCreateForm(request.POST or None, actor=request.actor, today=clock.today())
    if form.is_valid():
        named = {name: form.cleaned_data[name] for name in ("code", "district", "chief", "opened_on")}
        group = form.carry_out(create_group, actor=request.actor, plan=form.plan(), now=clock.now(), **named)
        if group:
            done = "Le groupe est ouvert. Donnez leurs sièges aux partenaires."
            return go_to(request, "partners:group", done, pk=group.pk)
    back = reverse("partners:groups")
    return form_page(request, form, title="Ouvrir un groupe", submit="Ouvrir le groupe", back=back)


def edit(request: Request, pk: UUID) -> HttpResponse:
    """Change what a group is meant to be."""
    group = group_or_404(request, pk)
    require_that(leads(request.actor, group), ASK_CHIEF)
    form = GroupEditForm(request.POST or None, group=group)
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        if form.carry_out(change_group, actor=request.actor, group=group, seen=seen, plan=form.plan(), now=clock.now()):
            return go_to(request, "partners:group", "Le groupe est modifié.", pk=pk)
    return form_page(request, form, **_about(group, "Modifier le groupe"))


def close(request: Request, pk: UUID) -> HttpResponse:
    """Close a group: said twice, since nobody reads its rows afterwards."""
    group = group_or_404(request, pk)
    require_that(appoints(request.actor, group), ASK_FOUNDER)
    form = DayForm(request.POST or None, seen=group.revision, today=clock.today())
    if form.is_valid() and form.carry_out(
        close_group, actor=request.actor, group=group, now=clock.now(), **form.cleaned_data
    ):
        return go_to(request, "partners:group", "Le groupe est clos.", pk=pk)
    warning = (
        "Tous les sièges prennent fin et plus personne ne lit les problématiques du groupe. "
        "Les chiffres continuent de les compter."
    )
    return form_page(request, form, **_about(group, "Clore le groupe", warning=warning, submit="Clore"))


def _about(group: Group, title: str, **more: str) -> dict[str, str]:
    return {"title": title, "over": group.name, "back": reverse("partners:group", args=[group.pk]), **more}


def _facts(group: Group) -> list[tuple[str, object]]:
    facts: list[tuple[str, object]] = [
        ("Circonscription", f"{group.district.name} ({group.district.department.name})"),
        ("Secteurs", ", ".join(sector.name for sector in group.sectors.all())),
        ("Rattachement", group.get_attachment_display()),
        (
            "Rythme des réunions",
            f"tous les {group.target_interval_days} jours, {group.maximum_interval_days} jours au plus",
        ),
        ("Ouvert le", f"{group.opened_on:%d/%m/%Y}"),
    ]
    if group.theme:
        facts.insert(1, ("Thème" if group.shape == Group.Shape.THEMATIC else "Lieu ou objet", group.theme))
    if group.planned_end_on:
        facts.append(("Fin prévue le", f"{group.planned_end_on:%d/%m/%Y}"))
    if group.closed_on:
        facts.append(("Clos le", f"{group.closed_on:%d/%m/%Y}"))
    return facts
