"""Which bodies of a list have no report."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.law import LawView
from gongkai.report.bodies import core, endings_of
from gongkai.report.rollup.model import Gaps
from gongkai.text.normal import SPACES


def parse_list(text: str) -> tuple[str, ...]:
    """The names in a text: one a line, the first field of lines with commas or tabs; ``#`` begins a comment line."""
    found: dict[str, None] = {}
    for line in text.removeprefix("\ufeff").splitlines():
        name = line.replace("，", ",").replace("\t", ",").partition(",")[0].strip(SPACES + '"')
        if name and not name.startswith("#"):
            found[name] = None
    return tuple(found)


def find_gaps(listed: Sequence[str], reported: Sequence[str], law: LawView) -> Gaps:
    """``listed`` against the bodies that have ``reported``.

    A name fits where both are alike without 人民政府 and the like, or where one is the end of the other; one that fits
    several is ambiguous, and taken for neither there nor missing.
    """
    endings = endings_of(law)
    reports = {core(name, endings): name for name in reported}
    wanted = {core(name, endings): name for name in listed}
    missing: list[str] = []
    ambiguous: list[str] = []
    used = wanted.keys() & reports.keys()
    for short, name in wanted.items():
        if short in used:
            continue
        fitting = [other for other in reports if other not in used and _ends(short, other)]
        rivals = [other for other in wanted if other not in used and any(_ends(other, f) for f in fitting)]
        if not fitting:
            missing.append(name)
        elif len(fitting) > 1 or len(rivals) > 1:
            ambiguous.append(name)
    fitted = {other for other in reports for short in wanted if other == short or _ends(short, other)}
    unlisted = tuple(name for short, name in reports.items() if short not in fitted)
    return Gaps(len(wanted), tuple(missing), unlisted, tuple(ambiguous))


def _ends(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long.endswith(short)
