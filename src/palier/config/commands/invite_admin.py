"""`palier invite-admin ADRESSE NOM`: the first administrator of a new service, who will invite the others."""

import argparse
import sys

from django.conf import settings
from django.urls import reverse

from palier.access.roles import Role
from palier.kernel import clock
from palier.notifications.letters import post_invitation
from palier.partners.invitations import Guest, invite_first_administrator
from palier.partners.models import Invitation

HELP = "Invite le premier administrateur d’un service neuf et affiche le lien de son invitation."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Who will administer."""
    parser.add_argument("email", metavar="ADRESSE", help="adresse électronique du futur administrateur")
    parser.add_argument("name", metavar="NOM", help="son nom affiché, entre guillemets")


def run(options: argparse.Namespace) -> int:
    """Write the invitation, mail it, and print its link: the mail server may not be set yet."""
    links: list[str] = []

    def post(*, invitation: Invitation, token: str) -> None:
        links.append(settings.BASE_URL + reverse("account:accept", kwargs={"token": token}))
        post_invitation(invitation=invitation, token=token)

    guest = Guest(email=options.email, name=options.name, role=Role.ADMINISTRATOR)
    invite_first_administrator(guest=guest, post=post, now=clock.now())
    sys.stdout.write(f"Invitation écrite. Lien personnel, valable sept jours :\n{links[0]}\n")
    return 0
