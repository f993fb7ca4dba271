"""Fragments of pages, drawn from the values that they are given and from nothing else."""

from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import Any

from django.template.base import Template
from django.template.context import Context
from django.template.loader import get_template
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST_DRAWN = 5000
"""Of so many fragments the text is remembered, a kilobyte or less each."""


def draw(template_name: str, values: Mapping[str, Any]) -> SafeString:
    """The fragment as `include … only` would draw it."""
    return _find(template_name).render(Context(dict(values)))


def draw_known(template_name: str, /, **values: Hashable) -> SafeString:
    """The same, remembered: equal values make equal text, and it is drawn once.

    Of a plan that was changed, only what the change touched is drawn anew. For fragments without a
    form, since forms carry a token.
    """
    fragment = _find(template_name)
    return _draw_once(fragment, get_language(), get_script_prefix(), tuple(values.items()))


def forget_drawn() -> None:
    """Begin anew, as in a process that has just begun."""
    _draw_once.cache_clear()


@lru_cache(maxsize=MOST_DRAWN)
def _draw_once(
    fragment: Template, language: str | None, prefix: str, values: tuple[tuple[str, Hashable], ...]
) -> SafeString:
    """The language and the prefix of addresses are part of what a fragment is drawn from."""
    return fragment.render(Context(dict(values)))


def _find(template_name: str) -> Template:
    """Where templates are edited while the server runs, another object is the template."""
    fragment: Template = get_template(template_name).template  # type: ignore[attr-defined]
    return fragment
