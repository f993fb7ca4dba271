"""Queries that are asked so often that their SQL is spelled only once."""

import datetime as dt
from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler


class PreparedQuery:
    """A query for rows of values. Spelling its SQL takes the ORM longer than asking it.

    `make` writes the query for any values. It is given `samples`, each unlike all others, which
    tell where in the SQL the values stand; whatever else is in the SQL stays as it is.
    """

    def __init__(self, make: Callable[..., QuerySet[Any, Any]], *samples: object) -> None:
        self.make, self.samples = make, samples

    @cached_property
    def _spelled(self) -> tuple[str, tuple[Any, ...], SQLCompiler, dict[int, Any]]:
        compiler = self.make(*self.samples).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        columns = [column for column, *_ in compiler.select]
        return sql, params, compiler, compiler.get_converters(columns)

    def fetch(self, *values: Any) -> list[tuple[Any, ...]]:
        """The rows for these values, as the fields' own types."""
        sql, params, compiler, converters = self._spelled
        given = dict(zip(map(_adapt, self.samples), map(_adapt, values), strict=True))
        with connection.cursor() as cursor:
            cursor.execute(sql, [given.get(param, param) for param in params])
            rows = cursor.fetchall()
        return [tuple(row) for row in compiler.apply_converters(rows, converters)]


def _adapt(value: Any) -> Any:
    """A value as this database takes it."""
    return connection.ops.adapt_datefield_value(value) if isinstance(value, dt.date) else value
