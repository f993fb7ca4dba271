"""The composition as an app of its own: it brings the checks and the `demo` command."""

from django.apps import AppConfig


class BlendplanConfig(AppConfig):
    name = "blendplan"

    def ready(self) -> None:
        # Registering the checks is a side effect of the import, and needs the models loaded.
        from blendplan import checks  # noqa: F401
