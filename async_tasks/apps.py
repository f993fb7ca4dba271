"""The async_tasks Django application."""

from django.apps import AppConfig


class AsyncTasksConfig(AppConfig):
    """Content for the planner's blocks; it writes their facts through the planner's services."""

    name = "async_tasks"
    default_auto_field = "django.db.models.BigAutoField"
