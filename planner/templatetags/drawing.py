"""What every page draws: icons, cadence strips and fragments, as markup that was made once."""

from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from planner.fragments import draw_known
from planner.strip_markup import spell_strip
from planner.strips import Strip

register = template.Library()


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


register.simple_tag(draw_known, name="drawn")
