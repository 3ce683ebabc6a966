"""Who gets what at the actions."""

from palier.cycle.actions.models import Action, Involvement, JointOperation, Tick
from tests.cast import NOW, TODAY
from tests.web.cycle_rows import CHIEFS, MEMBERS, SEATED, listed, object_of_group
from tests.web.matrix import PARTNERS, Route

# The landlord's, and those who lead: the others see the action, and may not speak for it.
OWNERS = (*CHIEFS, "bruno")


# The first who may takes the tick away: the others find it gone.
GONE = {"alice": 303, "alain": 404, "bruno": 404}


def ticked(world):
    action = world["action"]
    Action.objects.unsealed("test").filter(pk=action.pk).update(state="accepted", every_days=7, accepted_on=TODAY)
    row, _ = Tick.objects.unsealed("test").get_or_create(action=action, day=TODAY, defaults={"at": action.created_at})
    return {"pk": action.pk, "tick_id": row.pk}


def held(world):
    action = ticked(world)["pk"]
    row, _ = JointOperation.objects.unsealed("test").get_or_create(
        action_id=action, held_on=TODAY, defaults={"written_at": NOW}
    )
    return {"pk": action, "operation_id": row.pk}


def part_of_the_landlord(world):
    return {
        "pk": Involvement.objects.unsealed("test").get(problem=world["problem"], organisation=world.cast.landlord).pk
    }


ROWS = {
    "actions:list": Route(listed(*SEATED)),
    "actions:action": Route(object_of_group(*MEMBERS), args=lambda world: {"pk": world["action"].pk}),
    "actions:new": Route(object_of_group(*MEMBERS), args=lambda world: {"problem": world["problem"].pk}),
    "actions:move": Route(
        object_of_group(*MEMBERS), args=lambda world: {"pk": world["action"].pk}, query={"move": "complete"}
    ),
    "actions:assign": Route(object_of_group(*OWNERS), args=lambda world: {"pk": world["action"].pk}),
    "actions:operation": Route(object_of_group(*OWNERS), args=lambda world: {"pk": world["action"].pk}),
    "actions:part": Route(object_of_group("bruno"), args=part_of_the_landlord, query={"move": "decline"}),
    "actions:ask-partner": Route(object_of_group(*CHIEFS), args=lambda world: {"problem": world["problem"].pk}),
    # No answer of the police itself concerns a person here: an officer has nothing to say of it.
    "actions:outside": Route(object_of_group(*CHIEFS, *PARTNERS), args=lambda world: {"problem": world["problem"].pk}),
    "actions:precedents": Route(object_of_group(*MEMBERS), args=lambda world: {"problem": world["problem"].pk}),
    # One box is empty: the form comes back.
    "actions:tick": Route(object_of_group(*OWNERS), args=lambda world: {"pk": world["action"].pk}, method="post"),
    "actions:remove-operation": Route(object_of_group() | GONE, args=held, method="post"),
    "actions:untick": Route(object_of_group() | GONE, args=ticked, method="post"),
}
