"""The cadence strip as SVG text: full for pages, tiny for cells that are stored.

Written by hand rather than by a template, because a page of classes draws hundreds of them.
"""

from collections.abc import Iterator
from html import escape

from planner.cadence.plan import PlannedDay
from planner.strips import TINY_HEIGHT, Segment, Stretch, Strip, Tick, draw_strips, spell_per_cent

TRACK = '<line class="strip-track" x1="0" x2="100%" y1="15" y2="15"/>'
FACE = '<rect class="face" width="100%" height="100%" rx="2"/>'
EDGE = '<rect class="edge" width="100%" height="100%" rx="2"/>'
MIDDLE = '<line class="middle" x1="0" x2="100%" y1="50%" y2="50%"/>'
RULES = (
    '<line class="rule" x1="0" x2="100%" y1="0" y2="0"/>'
    '<line class="rule" x1="0" x2="100%" y1="100%" y2="100%"/>'
)


def spell_strip(strip: Strip, *, hours: bool = False) -> str:
    """The markup of a full strip, escaped; `hours` writes the hours under it."""
    shapes = [TRACK, *map(_spell_gap, strip.gaps), *map(_spell_segment, strip.segments)]
    shapes += map(_spell_run, strip.runs)
    if hours:
        shapes += map(_spell_tick, strip.ticks)
    name = "strip strip-hours" if hours else "strip"
    label = escape(strip.reading)
    return f'<svg class="{name}" role="img" aria-label="{label}">{"".join(shapes)}</svg>'


def _spell_gap(gap: Stretch) -> str:
    ends = f'x1="{gap.x}" x2="{gap.end}"'
    title = escape(gap.title)
    return f'<line class="strip-gap" {ends} y1="15" y2="15"><title>{title}</title></line>'


def _spell_segment(segment: Segment) -> str:
    name = f"segment {segment.mode}{' thin' if segment.thin else ''}"
    place = f'x="{segment.x}" y="{segment.y}" width="{segment.width}" height="{segment.height}"'
    inside = f"<title>{escape(segment.title)}</title>{FACE}{''.join(_spell_pattern(segment))}"
    block = escape(segment.block_id)
    return f'<svg class="{name}" data-block="{block}" {place}>{inside}</svg>'


def _spell_pattern(segment: Segment) -> Iterator[str]:
    """What tells the mode without its colour."""
    if segment.hatched:
        start = segment.hatch_start
        yield f'<line class="hatch" x1="{start}" x2="130%" y1="50%" y2="50%"/>{EDGE}'
    elif segment.lined:
        yield MIDDLE
    elif segment.mode == "mode-break":
        yield RULES


def _spell_run(run: Stretch) -> str:
    bracket = (
        f'<line x1="{run.x}" x2="{run.end}" y1="3" y2="3"/>'
        f'<line x1="{run.x}" x2="{run.x}" y1="2.5" y2="6"/>'
        f'<line x1="{run.end}" x2="{run.end}" y1="2.5" y2="6"/>'
    )
    return f'<g class="strip-run"><title>{escape(run.title)}</title>{bracket}</g>'


def _spell_tick(tick: Tick) -> str:
    edge = f' class="at-{tick.edge}"' if tick.edge else ""
    line = f'<line class="strip-tick" x1="{tick.x}" x2="{tick.x}" y1="23" y2="26"/>'
    return f'{line}<text x="{tick.x}" y="36"{edge}>{escape(tick.label)}</text>'


def spell_tiny_strip(day: PlannedDay) -> str:
    """A board cell's markup: one tiny strip for each group's day, escaped, ready to be stored."""
    return "".join(spell_tiny(strip) for strip in draw_strips(day, tiny=True))


def spell_tiny(strip: Strip) -> str:
    """The markup of one tiny strip."""
    shapes = "".join(_spell_tiny_segment(segment) for segment in strip.segments)
    label = escape(strip.reading)
    return f'<svg class="strip strip-tiny" role="img" aria-label="{label}">{shapes}</svg>'


def _spell_tiny_segment(segment: Segment) -> str:
    mode, x, height = segment.mode, segment.x, segment.height
    shape = f'<rect class="{mode}" x="{x}" y="{segment.y}" width="{segment.width}"'
    shape += f' height="{height}" rx="1"/>'
    pattern = "hatch" if segment.hatched else "middle" if segment.lined else ""
    if not pattern or height != str(TINY_HEIGHT):
        return shape
    start = float(x.rstrip("%"))
    width = float(segment.width.rstrip("%"))
    begin = start + width / 2 if mode == "mode-either" else start
    ends = f'x1="{spell_per_cent(begin)}" x2="{spell_per_cent(start + width)}"'
    return f'{shape}<line class="{mode} {pattern}" {ends} y1="5" y2="5"/>'
