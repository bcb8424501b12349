"""Equations that cannot be judged: told once for each code, with the exact number of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from gongkai.report.checks.subject import Subject, Verdict
from gongkai.report.checks.wording import quoted
from gongkai.report.finding import Finding
from gongkai.report.values import CellKind


def without_number(
    subject: Subject,
    code: str,
    lines: Collection[str],
    cells: Iterable[str],
    basis: tuple[str, ...],
    others: Iterable[CellKind] = (),
) -> Verdict:
    """One finding for all equations of a code that lack a number.

    ``lines`` are the labels of the rows or columns in which they hold, ``cells`` the cells of this report that lack
    it, ``others`` the kinds of such cells in another report.
    """
    keys = tuple(dict.fromkeys(cells))
    kinds = sorted({*map(subject.survey.lacking.__getitem__, keys), *others})
    finding = Finding(
        code,
        "not_assessable",
        cells=keys,
        at=subject.place(keys),
        reason="without_number",
        slots={
            "kinds": "、".join(subject.law.terms[kind].zh for kind in kinds),
            "kinds_en": ", ".join(kind.replace("_", " ") for kind in kinds),
            "lines": len(lines),
            "names": quoted(lines),
        },
        basis=basis,
    )
    return Verdict(finding, len(lines))
