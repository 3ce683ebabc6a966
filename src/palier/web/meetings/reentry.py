"""After a meeting without network: what was written on the printed pack is typed on one page, and saved at once."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.cycle.actions.queries import organisations_to_ask
from palier.cycle.convening.queries import announced
from palier.cycle.meetings.lifecycle import OPEN_TOPIC, State
from palier.cycle.meetings.models import AgendaItem, Meeting
from palier.cycle.meetings.queries import agenda_of, meetings_for, topics_of
from palier.cycle.meetings.reentry import type_in
from palier.cycle.meetings.services import expected_contacts
from palier.documents.editions import EDITIONS
from palier.kernel import clock
from palier.kernel.clock import day_of
from palier.partners.models import Organisation
from palier.web.meetings.reentry_form import ReentryForm
from palier.web.shell.pages import go_to, page
from palier.web.shell.reading import note_reading
from palier.web.shell.requests import Request


def reentry(request: Request, pk: UUID, level: str) -> HttpResponse:
    """The boxes of the pack of this edition, under the numbers they have on paper; nothing is half written."""
    meeting = get_object_or_404(meetings_for(request.actor), pk=pk)
    require(request.actor, Verb.MEETING_LEAD, meeting.group_id)
    if level not in EDITIONS or EDITIONS[level].is_public or meeting.state not in (State.PLANNED, State.OPEN):
        raise Http404
    form = _form(request, meeting, level)
    if request.method == "POST" and form.is_valid():
        values = {"actor": request.actor, "meeting": meeting, "paper": form.paper()}
        if form.carry_out(type_in, **values, now=clock.now(), today=clock.today()):
            return go_to(request, "meetings:live", "La ressaisie est enregistrée : relisez, puis clôturez.", pk=pk)
        meeting.refresh_from_db()  # what was refused was undone
    note_reading(request, meeting, form.items, form.topics)
    context = {
        "meeting": meeting,
        "form": form,
        "level": level,
        "is_early": meeting.state == State.PLANNED and meeting.planned_at > clock.now(),
    }
    return page(request, "meetings/reentry.html", context)


def _form(request: Request, meeting: Meeting, level: str) -> ReentryForm:
    reader = EDITIONS[level].reader(meeting.group_id)
    items = list(agenda_of(reader, meeting))
    topics = [one for one in topics_of(reader, meeting) if one.problem_id is None and one.state in OPEN_TOPIC]
    held_on = day_of(meeting.takes_place_at)
    people = sorted(
        expected_contacts(meeting.group, held_on), key=lambda one: (one.organisation.name.casefold(), one.name)
    )
    return ReentryForm(
        request.POST if request.method == "POST" else None,
        people=people,
        items=items,
        topics=topics,
        organisations=_organisations(request.actor, items, clock.today()),
        announced=announced(meeting),
    )


def _organisations(actor: Actor, items: list[AgendaItem], today: date) -> list[Organisation]:
    """Whom one may ask: the list of the least reserved point; a service refuses what a reserved one does not allow."""
    open_first = sorted(items, key=lambda item: item.level > Level.GROUP)
    return list(organisations_to_ask(actor, open_first[0].problem, today)) if open_first else []
