"""Accounts and the mandates held outside any group."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from palier.access.roles import MANDATE_ROLES
from palier.kernel.ids import new_id
from palier.territory.models import Department, District


class UserManager(BaseUserManager["User"]):
    """Creates accounts; only the invitation service calls it."""

    def create_user(self, email: str, name: str, password: str | None = None) -> "User":
        """A new account; without a password the person enters by an e-mailed code."""
        user = self.model(email=self.normalize_email(email).lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """One person's account: individual, never shared, opened by invitation only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField("adresse électronique", unique=True)
    name = models.CharField("nom affiché", max_length=150)
    is_active = models.BooleanField("actif", default=True)
    created_at = models.DateTimeField("créé le", auto_now_add=True)
    # The information notice on personal data, read at first login (decision 13).
    notice_read_at = models.DateTimeField("notice d’information lue le", null=True, blank=True)
    closed_at = models.DateTimeField("compte fermé le", null=True, blank=True)
    erased_at = models.DateTimeField("données effacées le", null=True, blank=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ("name__folded",)

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The name shown to others."""
        return self.name

    def get_short_name(self) -> str:
        """The name shown to oneself."""
        return self.name


class Mandate(models.Model):
    """A role held over a territory or over the service: aggregates, settings or logs, never content (decision 8)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mandates")
    role = models.CharField("rôle", max_length=20, choices=[(role.value, role.label) for role in MANDATE_ROLES])
    district = models.ForeignKey(District, on_delete=models.PROTECT, null=True, blank=True, related_name="mandates")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, blank=True, related_name="mandates")
    since = models.DateField("depuis le")
    until = models.DateField("jusqu’au", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(role="district_chief") | Q(district__isnull=False), name="mandate_names_its_district"
            ),
            models.CheckConstraint(
                condition=~Q(role="directorate") | Q(department__isnull=False), name="mandate_names_its_department"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} : {self.user}"
