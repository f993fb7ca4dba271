"""An address as a QR code: a square that a phone's camera reads."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import qrcode
from qrcode.constants import ERROR_CORRECT_M

QUIET = 4
"""Light modules around the code, as many as its standard asks for."""
LONGEST = 500
"""Letters; more would make modules that a cheap printer cannot tell apart."""


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code to be drawn in a square of `size` by `size` modules, the quiet border included."""

    size: int
    path: str
    """The dark modules, as the path of an SVG. Each row's neighbours are one piece: half the bytes
    of the library's own drawing."""


@lru_cache(maxsize=256)
def draw_code(address: str) -> Code:
    """The address as a code that can still be read with a seventh of it torn or stained."""
    if len(address) > LONGEST:
        raise ValueError(f"An address of {len(address)} letters makes no code that prints well.")
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(address)
    code.make(fit=True)
    rows = code.get_matrix()
    path = "".join(_draw_row(place, row) for place, row in enumerate(rows))
    return Code(len(rows), path)


def _draw_row(place: int, row: list[bool]) -> str:
    pieces, start = [], 0
    for dark, modules in groupby(row):
        length = len(list(modules))
        if dark:
            pieces.append(f"M{start} {place}h{length}v1h-{length}z")
        start += length
    return "".join(pieces)


def spell_code(code: Code) -> str:
    """The code as an SVG of its own, dark on white whatever is around it."""
    size = code.size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" '
        f'shape-rendering="crispEdges"><rect width="{size}" height="{size}" fill="#fff"/>'
        f'<path d="{code.path}"/></svg>'
    )
