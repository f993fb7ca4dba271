"""One step back where no block changes, and so no history of blocks can be undone: what was there
before is kept for the next page, which offers to send it again."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from django.http import HttpRequest

KEY = "step_back"


@dataclass(frozen=True, slots=True)
class StepBack:
    """What was done, in words; and what is to be posted, where, so that it is as before.

    `seen` among the fields is what was made, so that nothing else is overwritten.
    """

    words: str
    action: str
    fields: Mapping[str, str] = field(default_factory=dict)


def offer_step_back(request: HttpRequest, page: str, step: StepBack) -> None:
    """Let the page of this address, when it is shown next, offer the step back, once."""
    request.session[KEY] = {"page": page, "step": asdict(step)}


def take_step_back(request: HttpRequest) -> StepBack | None:
    """The step back that was left for this page; None where there is none."""
    left = request.session.get(KEY)
    if left is None or left["page"] != request.path:
        return None
    del request.session[KEY]
    return StepBack(**left["step"])
