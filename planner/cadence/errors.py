"""What is wrong with a plan or a policy, said with file, line and field."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where it stands and what would be right.

    `rule` is the id of the rule that it is in: nobody counts rules to find the eighth.
    """

    message: str
    field: str = ""
    file: str = ""
    line: int | None = None
    rule: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.file and self.line else self.file
        field = f"{self.field} ({self.rule})" if self.rule else self.field
        return ": ".join(part for part in (place, field, self.message) if part)


class CadenceError(ValueError):
    """Data that cannot be judged; `problems` says everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    @classmethod
    def about(
        cls, message: str, *, field: str = "", file: str = "", line: int | None = None
    ) -> Self:
        """The error with one problem."""
        return cls([Problem(message, field, file, line)])


class PlanError(CadenceError):
    """A plan that is no plan."""


class PolicyError(CadenceError):
    """A policy that is no policy."""
