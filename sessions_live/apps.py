"""The sessions_live Django application."""

from django.apps import AppConfig


class SessionsLiveConfig(AppConfig):
    """Content for the planner's blocks; it writes their facts through the planner's services."""

    name = "sessions_live"
    default_auto_field = "django.db.models.BigAutoField"
