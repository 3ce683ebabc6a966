"""Who gets what at the commitment links: behind a link, whoever is signed in reads the same."""

from typing import Any

from palier.kernel import clock
from tests.cycle.slips.sending import sent
from tests.web.matrix import Route, public


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
}
