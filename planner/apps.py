"""The planner's Django application."""

from django.apps import AppConfig


class PlannerConfig(AppConfig):
    """Everything that a plan is made of; the content of blocks lives in the apps above."""

    name = "planner"
    default_auto_field = "django.db.models.BigAutoField"
