"""The calendar events that are kept with what was published."""

from planner.calendars import StoredEvent, events_from_json, pick_newest
from planner.models import Classroom, SchoolDay


def latest_events(classroom: Classroom) -> dict[str, StoredEvent]:
    """The newest stored event of each block of the class."""
    rows = SchoolDay.objects.filter(classroom=classroom, published__isnull=False)
    texts = rows.values_list("published__events", flat=True)
    return pick_newest(event for text in texts for event in events_from_json(text))
