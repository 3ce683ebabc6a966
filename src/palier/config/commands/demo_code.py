"""`palier demo-code EMAIL`: the second factor of a demonstration account, in place of its telephone."""

import argparse
import sys

from django.conf import settings

from palier.kernel.errors import Refused
from palier.partners.factors import current_code
from palier.partners.models import User

HELP = "Donne le code du second facteur d’un compte de démonstration."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The account's address."""
    parser.add_argument("email", metavar="ADRESSE", help="adresse électronique du compte de démonstration")


def run(options: argparse.Namespace) -> int:
    """Print the present code; refused outside the demonstration, whose accounts are all invented."""
    if not settings.DEMONSTRATION:
        raise Refused("Cette commande ne sert qu’à la démonstration : ailleurs, les codes sont sur les téléphones.")
    user = User.objects.filter(email=options.email.strip().lower()).first()
    if user is None:
        raise Refused(
            f"Aucun compte de démonstration à l’adresse « {options.email} ». « palier demo » en donne la liste."
        )
    code = current_code(user)
    if code is None:
        raise Refused("Ce compte n’a pas de second facteur : son rôle n’en demande pas.")
    sys.stdout.write(code + "\n")
    return 0
