"""Grade bands: words such as "K-5" and the grades that they stand for."""

from functools import cache

from .plan import GRADES, Grade


def say_band(band: str) -> str:
    """ "grades K-5", "grade 3"."""
    return f"grade{'s' if '-' in band else ''} {band}"


@cache
def read_band(band: str) -> frozenset[Grade]:
    """The grades of "K-5" or "3". Raises ValueError for anything else."""
    first, dash, last = (part.strip() for part in band.partition("-"))
    low = find_grade(first)
    high = find_grade(last) if dash else low
    if low > high:
        raise ValueError(f'the band "{band[:40]}" ends before it starts')
    return frozenset(GRADES[low : high + 1])


def find_grade(word: str) -> int:
    """The grade's place among the grades; capitals don't matter."""
    for place, grade in enumerate(GRADES):
        if grade == word.upper():
            return place
    raise ValueError(f'"{word[:40]}" is not a grade; grades are PK, K and 1 to 12')
