"""A séance under way in the world of the proofs, made for those who ask for it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from palier.attachments.models import Attachment
from palier.attachments.services import Upload, add_attachments
from palier.cycle.meetings import services
from palier.cycle.meetings.models import Meeting, Projection
from palier.cycle.meetings.projecting import ask_projection, open_projection
from palier.cycle.meetings.queries import agenda_of
from palier.cycle.meetings.room import show_item
from palier.kernel import clock
from tests.attachments.samples import photo
from tests.cast import NOW


def sitting(world: Any) -> Meeting:
    """A séance under way, on the item that everybody reads, with one of the police beside it."""
    if "sitting" not in world.objects:
        alice = world.cast.actor("alice")
        made = world.stage.meeting(planned_at=NOW - timedelta(hours=1))
        for problem in (world["problem"], world["police_problem"]):
            services.add_item(actor=alice, meeting=made, problem=problem, now=NOW)
        services.open_meeting(actor=alice, meeting=made, now=clock.now(), today=clock.today())
        show_item(actor=alice, meeting=made, item=agenda_of(alice, made).get(problem=world["problem"]), now=clock.now())
        world.objects["sitting"] = made
    return world["sitting"]


def projection(world: Any) -> Projection:
    """A projector that is open."""
    code = ask_projection(actor=world.cast.actor("alice"), meeting=sitting(world), now=clock.now())
    return open_projection(code=code, now=clock.now())


def shown_place(world: Any) -> UUID:
    """The place of the item before the room."""
    sitting(world)
    return world["problem"].place_id


def shown_picture(world: Any) -> UUID:
    """A picture of the item before the room."""
    sitting(world)
    uploads = [Upload("hall.jpg", photo())]
    add_attachments(actor=world.cast.actor("alice"), subject=world["problem"], uploads=uploads, now=NOW)
    return Attachment.objects.unsealed("test").filter(subject_id=world["problem"].pk).latest("uploaded_at").pk
