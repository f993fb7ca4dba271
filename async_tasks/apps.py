"""The async_tasks Django application."""

from django.apps import AppConfig


class AsyncTasksConfig(AppConfig):
    """Content for the planner's blocks; it writes their facts through the planner's services."""

    name = "async_tasks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have tasks come along when the planner copies their blocks, takes a change back or puts
        devices away."""
        from async_tasks.services import copy_tasks, follow_undo, spell_offline
        from planner.services.content import register_content

        register_content(copy_tasks, follow_undo, spell_offline)
