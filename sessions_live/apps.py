"""The sessions_live Django application."""

from django.apps import AppConfig


class SessionsLiveConfig(AppConfig):
    """Content for the planner's blocks; it writes their facts through the planner's services."""

    name = "sessions_live"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have what is written about sessions come along when the planner copies their blocks."""
        from planner.services.content import register_content
        from sessions_live.services.catch_up import copy_catch_ups
        from sessions_live.services.sessions import copy_sessions

        register_content(copy_sessions)
        register_content(copy_catch_ups)
