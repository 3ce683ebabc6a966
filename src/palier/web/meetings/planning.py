"""Fixing and moving meetings: the date proposed and why, the days when the group cannot meet."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from palier.access.grants import Verb, require
from palier.cycle.meetings import services
from palier.cycle.meetings.cadence import advise, remarks_for, series
from palier.cycle.meetings.models import Absence, Meeting
from palier.cycle.meetings.queries import meetings_for
from palier.kernel import clock
from palier.kernel.clock import day_of
from palier.kernel.wording import counted
from palier.partners.models import Group
from palier.web.meetings.forms import AbsenceForm, ChangeForm, PlanForm, SeriesForm, led_groups
from palier.web.shell.access import needs
from palier.web.shell.pages import go_to, page
from palier.web.shell.requests import Request


@needs(Verb.MEETING_LEAD)
def new(request: Request) -> HttpResponse:
    """Fix a meeting: the date proposed for a group is in the boxes, and why it is proposed stands above."""
    groups = list(led_groups(request.actor))
    if not groups:
        return page(request, "meetings/new.html", {"groups": groups})
    asked = request.POST.get("group") or request.GET.get("groupe", "")
    group = next((one for one in groups if str(one.pk) == asked), groups[0])
    advice = advise(request.actor, group, today=clock.today())
    form = PlanForm(request.POST or None, actor=request.actor, group=group, advice=advice)
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("group", "place", "planned_minutes")}
        values |= {"actor": request.actor, "planned_at": form.planned_at, "now": clock.now()}
        meeting = form.carry_out(services.plan_meeting, **values)
        if meeting:
            _warn(request, meeting)
            return go_to(request, "meetings:meeting", "La réunion est prévue.", pk=meeting.pk)
    return page(request, "meetings/new.html", {"form": form, "groups": groups, "group": group, "advice": advice})


@needs(Verb.MEETING_LEAD)
def new_series(request: Request) -> HttpResponse:
    """Fix several meetings: the dates are shown with what is known of each, then those ticked are written."""
    groups = list(led_groups(request.actor))
    if not groups:
        return page(request, "meetings/series.html", {"groups": groups})
    asked = request.POST.get("group") or request.GET.get("groupe", "")
    group = next((one for one in groups if str(one.pk) == asked), groups[0])
    today = clock.today()
    advice = advise(request.actor, group, today=today)
    form = SeriesForm(request.POST or None, actor=request.actor, group=group, advice=advice, today=today)
    found = []
    if form.is_valid():
        told = form.cleaned_data
        found = series(request.actor, group, first=told["first"], every_weeks=told["every_weeks"], until=told["until"])
        if "create" in request.POST:
            ticked = set(request.POST.getlist("day"))
            days = [one.day for one in found if one.day.isoformat() in ticked]
            values = {"group": group, "place": told["place"], "planned_minutes": told["planned_minutes"]}
            values |= {"actor": request.actor, "moments": form.moments(days), "now": clock.now()}
            if made := form.carry_out(services.plan_series, **values):
                return go_to(request, "meetings:list", f"{counted(len(made), 'réunion prévue', 'réunions prévues')}.")
    return page(request, "meetings/series.html", {"form": form, "groups": groups, "found": found})


def change(request: Request, pk: UUID) -> HttpResponse:
    """Move a planned meeting to another day, hour or place."""
    shown = get_object_or_404(meetings_for(request.actor), pk=pk)
    require(request.actor, Verb.MEETING_LEAD, shown.group_id)
    form = ChangeForm(request.POST or None, meeting=shown)
    if request.method == "POST" and form.is_valid():
        values = {"planned_at": form.planned_at, "place": form.cleaned_data["place"], "now": clock.now()}
        if form.carry_out(services.move_meeting, actor=request.actor, meeting=shown, **values):
            _warn(request, shown)
            return go_to(request, "meetings:meeting", "La réunion est modifiée.", pk=pk)
    context = {"meeting": shown, "form": form, "title": "Modifier la réunion", "submit": "Enregistrer", "told": ""}
    return page(request, "meetings/form.html", context)


def absences(request: Request, pk: UUID) -> HttpResponse:
    """The days on which a group cannot meet: no date is proposed on them."""
    group = get_object_or_404(Group.objects.visible_to(request.actor), pk=pk)
    require(request.actor, Verb.MEETING_LEAD, group.pk)
    form = AbsenceForm(request.POST or None)
    if form.is_valid() and form.carry_out(
        services.tell_absence, actor=request.actor, group=group, now=clock.now(), **form.cleaned_data
    ):
        return go_to(request, "meetings:absences", "La période est notée.", pk=pk)
    rows = Absence.objects.visible_to(request.actor).filter(group=group, last__gte=clock.today())
    return page(request, "meetings/absences.html", {"group": group, "form": form, "absences": rows})


@require_POST
def remove_absence(request: Request, pk: UUID) -> HttpResponse:
    """Take a period without meeting back."""
    absence = get_object_or_404(Absence.objects.visible_to(request.actor).select_related("group"), pk=pk)
    services.remove_absence(actor=request.actor, absence=absence, now=clock.now())
    return go_to(request, "meetings:absences", "La période est retirée.", pk=absence.group_id)


def _warn(request: Request, meeting: Meeting) -> None:
    """What is to be known of the day chosen is said, never refused: an exceptional meeting has its reasons."""
    for remark in remarks_for(request.actor, meeting.group, day_of(meeting.planned_at)):
        messages.warning(request, f"À savoir : {remark}.")
