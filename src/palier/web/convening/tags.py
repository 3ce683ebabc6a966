"""`{% invitations meeting=meeting %}`: on a meeting to come, what is announced, one's own answer, whom to ask again."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.template.loader import render_to_string

from palier.access.grants import Verb, holds
from palier.cycle.convening.queries import invitations_of, tally
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.models import Meeting
from palier.kernel import clock
from palier.kernel.wording import counted
from palier.web.shell.bodies import shows_bodies

register = template.Library()


@register.simple_tag(takes_context=True)
def invitations(context: Mapping[str, Any], *, meeting: Meeting) -> str:
    """The section; nothing once the séance is open, for the attendance sheet then says it."""
    if meeting.state != State.PLANNED:
        return ""
    request, today = context["request"], clock.today()
    actor = request.actor
    lines = invitations_of(actor, meeting, today)
    counts = tally(lines)
    own = next((one for one in lines if actor.user_id and one.contact.user_id == actor.user_id), None)
    told = [
        counted(counts.present, "présent annoncé", "présents annoncés"),
        counted(counts.excused, "excusé"),
        counted(counts.represented, "représenté"),
        f"{counts.silent} sans réponse",
    ]
    return render_to_string(
        "convening/_invitations.html",
        {
            "meeting": meeting,
            "summary": ", ".join(told),
            "own": own if own and own.takes_answers(today) else None,
            "lines": lines if holds(actor, Verb.MEETING_LEAD, meeting.group_id) else [],
            "is_open": any(one.takes_answers(today) for one in lines),
            "shows_bodies": shows_bodies(request),
        },
        request=request,
    )
