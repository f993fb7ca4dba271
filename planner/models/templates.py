"""Week templates: skeletons of weeks that a person or a school keeps, to begin other weeks with."""

from django.db import models
from django.db.models import Q

from planner.models.orgs import School
from planner.models.people import User


class WeekTemplateQuerySet(models.QuerySet["WeekTemplate"]):
    """Reading templates."""

    def kept(self) -> "WeekTemplateQuerySet":
        """Those that were not removed, by name."""
        return self.filter(removed_at__isnull=True).order_by("name", "pk")


class WeekTemplate(models.Model):
    """A week without dates, links or learners: one person's own, or a whole school's."""

    owner = models.ForeignKey(
        User, models.CASCADE, null=True, blank=True, related_name="week_templates"
    )
    school = models.ForeignKey(
        School, models.CASCADE, null=True, blank=True, related_name="week_templates"
    )
    name = models.CharField(max_length=80)
    document = models.JSONField(help_text="Its blocks, weekday by weekday.")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = WeekTemplateQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(owner__isnull=True, school__isnull=False)
                | Q(owner__isnull=False, school__isnull=True),
                name="week_template_is_a_person_s_or_a_school_s",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="week_template_has_a_name"),
            models.UniqueConstraint(
                fields=("owner", "name"),
                condition=Q(owner__isnull=False, removed_at__isnull=True),
                name="week_template_name_once_per_person",
            ),
            models.UniqueConstraint(
                fields=("school", "name"),
                condition=Q(school__isnull=False, removed_at__isnull=True),
                name="week_template_name_once_per_school",
            ),
        )

    def __str__(self) -> str:
        return self.name
