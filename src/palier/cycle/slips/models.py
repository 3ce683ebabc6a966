"""Tables of the commitment links: what was mailed to whom, the keys that open it, each time it was used."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Q

from palier.access.actor import Actor
from palier.access.grants import Verb, groups_where
from palier.access.levels import Level
from palier.access.rows import SealedManager
from palier.cycle.actions.models import Action
from palier.kernel.clock import day_of
from palier.kernel.ids import new_id
from palier.kernel.link_keys import print_of
from palier.partners.models import Contact, Group, Organisation, User

# A link serves so long after the last date promised (decision 10).
GRACE = timedelta(days=14)
# Whatever dates are moved to, by the link itself or not.
LONGEST = timedelta(days=380)


class LedRule:
    """Read by those who lead the group: whoever holds the link reads its promises, never these rows."""

    def __init__(self, path: str) -> None:
        self.path = path

    def rule(self, model: type[models.Model], actor: Actor) -> Q:
        """The rows `actor` may read."""
        return Q(**{f"{self.path}__in": groups_where(actor, Verb.ACTION_LEAD)})


class Slip(models.Model):
    """Promises of one organisation, sent to one of its contacts, who answers them by link: one at a time and group."""

    class Ending(models.TextChoices):
        """Why a link was ended before its day."""

        REVOKED = "revoked", "Révoqué"
        REPLACED = "replaced", "Remplacé"
        ADDRESS = "address", "Adresse corrigée"
        EXPIRED = "expired", "Expiré"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="slips")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="slips")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="slips")
    sent_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField("envoyé le")
    # Of the address it was sent to, and not the address itself: it tells a correction, and is nobody's data.
    address_print = models.CharField(max_length=64, editable=False)
    revoked_at = models.DateTimeField("révoqué le", null=True)
    ending = models.CharField("motif de fin", max_length=10, choices=Ending.choices, blank=True)

    objects = SealedManager()
    protection: Any = LedRule("group_id")

    class Meta:
        ordering = ("-sent_at", "id")
        indexes = [models.Index(fields=["group", "-sent_at"], name="slip_of_group")]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, ending="") | Q(revoked_at__isnull=False) & ~Q(ending=""),
                name="ended_slip_says_why",
            )
        ]

    def __str__(self) -> str:
        return f"{self.contact.name}, {self.organisation.name}"

    def stamp(self, address: str) -> None:
        """Keep the print of the address that this link is sent to."""
        self.address_print = print_of(self.pk, address)

    def was_sent_to(self, address: str) -> bool:
        """True for the address that this link was sent to."""
        return self.address_print == print_of(self.pk, address)

    def still_holds(self, action: Action) -> bool:
        """True while this action is a promise of the same organisation to the same group, open to partners."""
        ours = action.organisation_id == self.organisation_id and action.problem.group_id == self.group_id
        return ours and max(action.level, action.problem.level) <= Level.GROUP

    def serves_until(self, actions: Iterable[Action]) -> date:
        """The last day of the link, for its actions as they are: a later date promised extends it, up to a ceiling."""
        sent = day_of(self.sent_at)
        last = max([sent, *(one.due for one in actions if self.still_holds(one))]) + GRACE
        return min(last, sent + LONGEST)

    def is_alive(self, actions: Iterable[Action], today: date) -> bool:
        """True while the link opens: not ended nor expired, its contact still there, at the same address."""
        contact = self.contact
        if self.revoked_at is not None or contact.organisation_id != self.organisation_id:
            return False
        if not contact.email or not self.was_sent_to(contact.email):
            return False
        ends = (contact.departed_on, self.organisation.closed_on, self.group.closed_on)
        return all(end is None or end > today for end in ends) and today <= self.serves_until(actions)


class SlipLine(models.Model):
    """One promise of a slip."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slip = models.ForeignKey(Slip, on_delete=models.CASCADE, related_name="lines")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="slip_lines")

    objects = SealedManager()
    protection: Any = LedRule("slip__group_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slip", "action"], name="one_line_per_slip_and_action")]

    def __str__(self) -> str:
        return str(self.action_id)


class SlipKey(models.Model):
    """The key of one mail, hashed: that of an older mail goes on opening the slip, or the one that replaced it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slip = models.ForeignKey(Slip, on_delete=models.CASCADE, related_name="keys")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField("faite le")

    objects = SealedManager()
    protection: Any = LedRule("slip__group_id")

    class Meta:
        ordering = ("made_at", "id")

    def __str__(self) -> str:
        return str(self.pk)


class SlipUse(models.Model):
    """One use of a link: the page was opened (perhaps by a mail filter), or a promise was answered."""

    class What(models.TextChoices):
        OPENED = "opened", "Ouvert"
        ACCEPT = "accept", "Accepté"
        DECLINE = "decline", "Décliné"
        TAKE_BACK = "take_back", "Réponse reprise"
        COMPLETE = "complete", "Dit fait"
        POSTPONE = "postpone", "Échéance reportée"
        BLOCK = "block", "Dit impossible"
        RESUME = "resume", "Dit non fait"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slip = models.ForeignKey(Slip, on_delete=models.CASCADE, related_name="uses")
    at = models.DateTimeField("le")
    what = models.CharField("usage", max_length=10, choices=What.choices)
    action = models.ForeignKey(Action, on_delete=models.CASCADE, null=True, related_name="+")

    objects = SealedManager()
    protection: Any = LedRule("slip__group_id")

    class Meta:
        ordering = ("at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(what="opened", action__isnull=True) | ~Q(what="opened") & Q(action__isnull=False),
                name="slip_answer_names_its_action",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()} le {self.at:%d/%m/%Y}"
