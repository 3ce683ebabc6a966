"""Who gets what at the commitment links: behind a link, whoever is signed in reads the same."""

from typing import Any

from palier.kernel import clock
from tests.cycle.slips.sending import sent
from tests.web.cycle_rows import CHIEFS, listed, only
from tests.web.matrix import Route, public

# They know the group without leading it.
OVERSEE = {"eric": 403, "diane": 403, "agathe": 403}


def slip(world: Any) -> Any:
    """One link for the whole world, sent to Irène for what the landlord promised."""
    if "slip" not in world.objects:
        made, token = sent(world.stage, world["action"], now=clock.now())
        world.objects |= {"slip": made, "slip_token": token}
    return world["slip"]


def token(world: Any) -> dict[str, Any]:
    slip(world)
    return {"token": world["slip_token"]}


ROWS = {
    "slips:promises": Route(public(), args=token),
    "slips:answer": Route(
        public(), args=lambda world: {**token(world), "action": world["action"].pk}, query={"reponse": "decline"}
    ),
    "slips:list": Route(listed(*CHIEFS, "marc")),
    "slips:send": Route(
        only(*CHIEFS, others=404) | dict.fromkeys(("olivier", "bruno", "claire"), 403) | OVERSEE,
        args=lambda world: {"group": world.cast.group.pk, "organisation": world.cast.landlord.pk},
    ),
    # Its text is nobody's outside a demonstration.
    "slips:mail": Route(
        dict.fromkeys(only(*CHIEFS, others=404), 404) | {"anonymous": 302, "gaelle": 302},
        args=lambda world: {"pk": slip(world).pk},
    ),
    "slips:revoke": Route(
        dict.fromkeys(only(*CHIEFS, others=404), 404)
        | {"anonymous": 302, "gaelle": 302}
        | {"alice": 303, "alain": 303},
        args=lambda world: {"pk": slip(world).pk},
        method="post",
    ),
}
