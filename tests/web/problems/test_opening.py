"""The form that opens a problem: what it proposes betrays nothing by a box left as it was."""

from django.urls import reverse

from palier.access.levels import Level
from tests.cast import TODAY


def test_from_a_report_of_the_police_the_level_is_that_of_the_police(world, client_for):
    report = world.stage.report("olivier", level=Level.POLICE, seen_on=TODAY)
    form = client_for("alice").get(reverse("problems:new"), {"report": report.pk}).context["form"]
    assert form["level"].initial == Level.POLICE
    assert form["first_seen"].initial is None


def test_from_a_report_of_the_group_its_day_is_proposed(world, client_for):
    report = world.stage.report(seen_on=TODAY)
    form = client_for("alice").get(reverse("problems:new"), {"report": report.pk}).context["form"]
    assert (form["level"].initial, form["first_seen"].initial) == (Level.GROUP, TODAY)


def test_the_police_is_no_named_organisation(world, client_for):
    """It reads the problems of its group anyway; its organisation would let in the police of another group."""
    form = client_for("alice").get(reverse("problems:new")).context["form"]
    offered = set(form.fields["readers"].queryset)
    assert world.cast.landlord in offered
    assert world.cast.police not in offered
