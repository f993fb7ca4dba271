"""What every page draws: icons, cadence strips and fragments, as markup that was made once."""

from collections.abc import Hashable
from functools import lru_cache

from django import template
from django.template.base import Template
from django.template.context import Context
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import get_script_prefix
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from planner.strip_markup import spell_strip
from planner.strips import Strip

register = template.Library()

MOST_DRAWN = 5000
"""Of so many fragments the text is remembered, a kilobyte or less each."""


@register.simple_tag(name="icon")
@lru_cache(maxsize=512)
def draw_icon(name: str, size: str = "", turns: bool = False) -> SafeString:
    """An icon of the sprite, hidden from screen readers; `turns` mirrors it in right-to-left."""
    names = "icon" + (f" icon-{size}" if size else "") + (" icon-turns" if turns else "")
    address = static("icons/icons.svg")
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', names, address, name
    )


@register.simple_tag(name="strip")
def draw_strip(strip: Strip, hours: bool = False) -> SafeString:
    """A day's cadence strip; `hours` writes the hours under it."""
    # Every word in it was escaped where the markup was written.
    return mark_safe(spell_strip(strip, hours=hours))  # noqa: S308


@register.simple_tag(name="drawn")
def draw_fragment(template_name: str, /, **values: Hashable) -> SafeString:
    """A fragment that sees these values and nothing else, as `include … only` would draw it.

    So equal values make equal text, and it is drawn once: of a week that was edited, only what
    the edit changed is drawn anew. For fragments without a form, since forms carry a token.
    """
    # Where templates are edited while the server runs, another object is the template.
    fragment: Template = get_template(template_name).template  # type: ignore[attr-defined]
    return draw_once(fragment, get_language(), get_script_prefix(), tuple(values.items()))


@lru_cache(maxsize=MOST_DRAWN)
def draw_once(
    fragment: Template, language: str | None, prefix: str, values: tuple[tuple[str, Hashable], ...]
) -> SafeString:
    """The language and the prefix of addresses are part of what a fragment is drawn from."""
    return fragment.render(Context(dict(values)))
