"""Tables of the relations: a link between two problems, what a merge carried, a hand-over proposed to another group."""

from django.db import models
from django.db.models import F, Q

from palier.access.actor import Actor
from palier.access.levels import Level
from palier.access.rows import Protection, SealedManager
from palier.cycle.problems.models import NobodyRule, Problem
from palier.kernel.ids import new_id
from palier.partners.models import Group, User


class BothEnds:
    """A link is read by whoever reads both its ends: it betrays neither."""

    def rule(self, model: type[models.Model], actor: Actor) -> Q:
        """The links `actor` may read."""
        seen = Problem.objects.visible_to(actor).values("pk")
        return Q(earlier__in=seen, later__in=seen)


class Tie(models.Model):
    """A link between two problems, said from the later one: « B est la suite de A »."""

    class Kind(models.TextChoices):
        RELATED = "related", "Liée à"
        FOLLOWS = "follows", "Suite de"
        MOVED = "moved", "Déplacée depuis"
        SPLIT = "split", "Issue de la division de"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField("lien", max_length=10, choices=Kind.choices)
    earlier = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="ties_to_later")
    later = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="ties_to_earlier")
    made_at = models.DateTimeField("posé le")

    objects = SealedManager()
    protection = BothEnds()

    class Meta:
        ordering = ("made_at", "id")
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="one_tie_between_two_problems"),
            models.CheckConstraint(condition=~Q(earlier=F("later")), name="tie_has_two_ends"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Merger(models.Model):
    """What one merge carried from a problem to the other, so that it can be undone until the next write."""

    absorbed = models.OneToOneField(Problem, on_delete=models.CASCADE, primary_key=True, related_name="merger")
    into = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="mergers")
    # Was it before admission? An undone merge gives back the side it was on.
    was_admitted = models.BooleanField()
    # Ids, by kind: sources, actions, ties, associated groups.
    carried = models.JSONField(default=dict)
    # The journal's place of its last entry: anything written since stands in the way of an undoing.
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()

    objects = SealedManager()
    protection = NobodyRule()

    def __str__(self) -> str:
        return str(self.absorbed_id)


class ChiefsRule:
    """Between the police of the two groups as long as it waits; then by those of them who read the problem."""

    def rule(self, model: type[models.Model], actor: Actor) -> Q:
        """The hand-overs `actor` may read."""
        police = actor.groups_by_clearance().get(Level.POLICE, frozenset())
        seen = Problem.objects.visible_to(actor).values("pk")
        return (Q(from_group__in=police) | Q(to_group__in=police)) & (Q(ending="") | Q(problem__in=seen))


class Handover(models.Model):
    """A problem proposed to the group of another sector. The problem moves when the other chief accepts."""

    class Ending(models.TextChoices):
        ACCEPTED = "accepted", "Acceptée"
        DECLINED = "declined", "Déclinée"
        WITHDRAWN = "withdrawn", "Retirée"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="handovers")
    from_group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="handovers_out")
    to_group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="handovers_in")
    reason = models.CharField("motif", max_length=300)
    keeps_reading = models.BooleanField("l’ancien groupe continue de lire")
    proposed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    proposed_at = models.DateTimeField("proposée le")
    ending = models.CharField("suite", max_length=10, choices=Ending.choices, blank=True)
    ended_at = models.DateTimeField("close le", null=True)
    answer = models.CharField("réponse", max_length=300, blank=True)

    objects = SealedManager()
    protection = ChiefsRule()

    class Meta:
        ordering = ("-proposed_at", "id")
        constraints = [
            models.UniqueConstraint(fields=["problem"], condition=Q(ending=""), name="one_open_handover_per_problem"),
            models.CheckConstraint(condition=~Q(from_group=F("to_group")), name="handover_changes_group"),
        ]

    def __str__(self) -> str:
        return f"{self.problem} → {self.to_group}"


class BoundaryAnswer(models.Model):
    """The group keeps a problem of a boundary to itself: the question is not asked again."""

    problem = models.OneToOneField(Problem, on_delete=models.CASCADE, primary_key=True, related_name="boundary_answer")
    answered_at = models.DateTimeField("répondu le")

    objects = SealedManager()
    protection = Protection(group="problem__group_id", parent="problem")

    def __str__(self) -> str:
        return str(self.problem_id)
