"""What a household tells of itself, of its own accord."""

from planner.models import Household
from planner.models.prepared import PreparedQuery

FACTS = PreparedQuery(
    lambda household: Household.objects.filter(pk=household).values_list("devices", "connection"),
    1001,
)


def read_facts(household: int) -> tuple[int | None, str]:
    """How many devices a household told of, None where it did not; and how well it is connected."""
    [(devices, connection)] = FACTS.fetch(household)
    return devices, connection


def tell_facts(*, household: int, devices: int | None, connection: str) -> None:
    """Keep what a household tells now; None and nothing take it back. What was told before is kept
    nowhere: it is nobody else's business."""
    Household.objects.filter(pk=household).update(devices=devices, connection=connection)
