"""Staff: the people who sign in, and what they may do where."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from planner.models.orgs import District, School
from planner.models.roster import Classroom


class UserManager(BaseUserManager["User"]):
    """Makes users who are known by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person who can sign in; without a password only through a reset mail."""
        if not email:
            raise ValueError("email: a user needs an e-mail address")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person who may use the admin site for every district."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A teacher, coordinator or administrator. Families have no account."""

    email = models.EmailField(unique=True)
    name = models.CharField(
        max_length=120, help_text="As families see it, for instance Ms. Rivera."
    )
    is_staff = models.BooleanField(default=False, help_text="May use the admin site.")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    class Meta:
        constraints = (models.UniqueConstraint(Lower("email"), name="user_email_once_in_any_case"),)

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """The name that pages greet this person by."""
        return self.name

    def get_short_name(self) -> str:
        """The same: a name is one field here."""
        return self.name


class Membership(models.Model):
    """What one person may do in one place: a teacher in a classroom, a coordinator in a school
    or a district, an administrator in a district."""

    class Role(models.TextChoices):
        TEACHER = "teacher", "teacher"
        COORDINATOR = "coordinator", "coordinator"
        ADMINISTRATOR = "administrator", "administrator"

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16, choices=Role)
    district = models.ForeignKey(
        District, models.CASCADE, null=True, blank=True, related_name="memberships"
    )
    school = models.ForeignKey(
        School, models.CASCADE, null=True, blank=True, related_name="memberships"
    )
    classroom = models.ForeignKey(
        Classroom, models.CASCADE, null=True, blank=True, related_name="memberships"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="membership_role_fits_its_place",
                condition=(
                    Q(
                        role="teacher",
                        classroom__isnull=False,
                        school__isnull=True,
                        district__isnull=True,
                    )
                    | Q(
                        role="coordinator",
                        classroom__isnull=True,
                        school__isnull=False,
                        district__isnull=True,
                    )
                    | Q(
                        role="coordinator",
                        classroom__isnull=True,
                        school__isnull=True,
                        district__isnull=False,
                    )
                    | Q(
                        role="administrator",
                        classroom__isnull=True,
                        school__isnull=True,
                        district__isnull=False,
                    )
                ),
            ),
            # One for each kind of place: SQLite knows no "nulls not distinct".
            *(
                models.UniqueConstraint(
                    "user",
                    "role",
                    place,
                    condition=Q(**{f"{place}__isnull": False}),
                    name=f"membership_once_per_{place}",
                )
                for place in ("district", "school", "classroom")
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.role} of {self.classroom or self.school or self.district}"
