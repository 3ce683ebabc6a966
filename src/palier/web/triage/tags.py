"""`{% reexamination problem=problem %}`: says to those who triage that an ended problem is told again."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from palier.access.grants import Verb, holds
from palier.cycle.problems.models import Problem
from palier.cycle.triage.reexamination import ENDED, reexaminations
from palier.kernel import clock

register = template.Library()


@register.simple_tag(takes_context=True)
def reexamination(context: Mapping[str, Any], *, problem: Problem) -> SafeString | str:
    """The alert, when this problem is ended and what raises the re-examination is read by this reader."""
    actor = context["request"].actor
    if problem.state not in ENDED or not holds(actor, Verb.REPORT_TRIAGE, problem.group_id):
        return ""
    raised = reexaminations(actor, clock.now(), place_id=problem.place_id)
    mine = [one for one in raised if one.problem == problem]
    return render_to_string("triage/_reexaminations.html", {"raised": mine, "alone": True}) if mine else ""
