"""Whose report it is: when two names may be the same body's, and two reports the same document's."""

from __future__ import annotations

from gongkai.law import LawView
from gongkai.report.report import Report
from gongkai.text.normal import squeeze


def endings_of(law: LawView) -> tuple[str, ...]:
    """The words at the end of a name that say only that it is a government, from the law data."""
    return law.checks["XY-CARRIED"].words["body_endings"]


def core(name: str, endings: tuple[str, ...]) -> str:
    """The name without white space and without its ending: 白石镇人民政府 is 白石镇."""
    name = squeeze(name)
    ending = next((e for e in endings if name.endswith(e) and len(name) > len(e) + 1), "")
    return name[: len(name) - len(ending)]


def same_body(one: str, other: str, endings: tuple[str, ...]) -> bool:
    """Whether two names may be the same body's: alike, or one with the names of its superiors before it."""
    shorter, longer = sorted((core(one, endings), core(other, endings)), key=len)
    return longer.endswith(shorter)


def same_document(one: Report, other: Report) -> bool:
    """Whether two reports were read from the same bytes, and say the same.

    The digest alone does not tell: a report in JSON may have been corrected by hand, or never have had a document.
    """
    if (one.source.sha256, one.body, one.year) != (other.source.sha256, other.body, other.year):
        return False
    return one.cells.keys() == other.cells.keys() and all(
        (cell.kind, cell.value) == (other.cells[key].kind, other.cells[key].value) for key, cell in one.cells.items()
    )
