"""Queries that are asked so often that their SQL is spelled only once."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators
from django.db.models.sql import UpdateQuery
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row", bound=Model)


class Prepared:
    """A statement. Spelling its SQL takes the ORM longer than the database takes to carry it out.

    `make` writes the query for any values. It is given `samples`, each unlike all others, which
    tell where in the SQL the values stand; whatever else is in the SQL stays as it is.
    """

    def __init__(self, make: Callable[..., QuerySet[Any, Any]], *samples: object) -> None:
        self.make, self.samples = make, samples

    def fit(self, params: Sequence[Any], values: Sequence[Any]) -> list[Any]:
        """The statement's parameters, with these values where the samples stand."""
        given = dict(zip(map(_adapt, self.samples), map(_adapt, values), strict=True))
        return [given.get(param, param) for param in params]


class PreparedUpdate(Prepared):
    """An update of the rows of a query; `changes` are what `update` takes, samples among them."""

    def __init__(
        self, make: Callable[..., QuerySet[Any, Any]], changes: Mapping[str, Any], *samples: object
    ) -> None:
        super().__init__(make, *samples)
        self.changes = changes

    @cached_property
    def _spelled(self) -> tuple[str, tuple[Any, ...]]:
        query: Any = self.make(*self.samples).query.chain(UpdateQuery)
        query.add_update_values(self.changes)
        sql, params = query.get_compiler(connection=connection).as_sql()
        return sql, params

    def run(self, *values: Any) -> None:
        """Update the rows for these values."""
        sql, params = self._spelled
        with connection.cursor() as cursor:
            cursor.execute(sql, self.fit(params, values))


class PreparedQuery(Prepared):
    """A query for rows of values."""

    @cached_property
    def _spelled(self) -> tuple[str, tuple[Any, ...], SQLCompiler, dict[int, Any]]:
        compiler = self.make(*self.samples).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        columns = [column for column, *_ in compiler.select]
        return sql, params, compiler, compiler.get_converters(columns)

    def fetch(self, *values: Any) -> list[tuple[Any, ...]]:
        """The rows for these values, as the fields' own types."""
        sql, params, compiler, converters = self._spelled
        with connection.cursor() as cursor:
            cursor.execute(sql, self.fit(params, values))
            rows = cursor.fetchall()
        return [tuple(row) for row in compiler.apply_converters(rows, converters)]


class PreparedRows(PreparedQuery, Generic[Row]):
    """The same for a query for objects, with what `select_related` reads along; what is prefetched
    or annotated is left out."""

    def __init__(self, make: Callable[..., QuerySet[Row]], *samples: object) -> None:
        super().__init__(make, *samples)

    @cached_property
    def _shape(self) -> tuple[type[Row], slice, list[str], list[Any]]:
        _, _, compiler, _ = self._spelled
        info: dict[str, Any] = compiler.klass_info or {}
        own = slice(info["select_fields"][0], info["select_fields"][-1] + 1)
        names = [column.target.attname for column, *_ in compiler.select[own]]
        # The stubs describe a later Django.
        related = get_related_populators(info, compiler.select, "default")  # type: ignore[call-arg]
        return info["model"], own, names, related

    def fetch_objects(self, *values: Any) -> list[Row]:
        """The objects for these values, made as the ORM makes them."""
        rows, found = self.fetch(*values), []
        model, own, names, populators = self._shape
        for row in rows:
            each = model.from_db("default", names, row[own])
            for populator in populators:
                populator.populate(row, each)
            found.append(each)
        return found


def _adapt(value: Any) -> Any:
    """A value as this database takes it."""
    if isinstance(value, dt.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, dt.date):
        return connection.ops.adapt_datefield_value(value)
    if isinstance(value, uuid.UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value
