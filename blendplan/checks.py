"""Refusals before harm: a real installation never runs with the demonstration's known passwords."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from planner.models import District, User

DEMONSTRATION_DOMAIN = "@demo.blendplan.example"
REFUSAL = (
    "This database has demonstration sign-ins, whose passwords are public. Start with an empty "
    "database, or say BLENDPLAN_DEMO=1 if this is a demonstration."
)


def demonstration_sign_ins_exist() -> bool:
    """Whether anybody could sign in with a password that the demonstration prints."""
    return (
        District.objects.filter(is_demonstration=True).exists()
        or User.objects.filter(email__iendswith=DEMONSTRATION_DOMAIN).exists()
    )


def refuse_demonstration_data() -> None:
    """Raise ImproperlyConfigured where a real installation would serve demonstration sign-ins."""
    if not settings.DEMONSTRATION and not settings.DEBUG and demonstration_sign_ins_exist():
        raise ImproperlyConfigured(REFUSAL)


@register(Tags.security, deploy=True)
def check_no_demonstration_data(**_: Any) -> Sequence[CheckMessage]:
    """`check --deploy` says the same as the start of the server."""
    try:
        found = demonstration_sign_ins_exist()
    except DatabaseError as error:
        return [Warning(f"Could not look for demonstration sign-ins: {error}", id="blendplan.W001")]
    return [Error(REFUSAL, id="blendplan.E001")] if found else []
