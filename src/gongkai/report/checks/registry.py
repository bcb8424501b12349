"""The judgements under their codes; a code that the catalogue does not know cannot be registered twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from gongkai.report.checks.subject import Subject, Verdict

Judgement = Callable[[Subject], Iterable[Verdict]]

JUDGEMENTS: dict[str, Judgement] = {}


def judges(code: str) -> Callable[[Judgement], Judgement]:
    """Register a function as the judgement of ``code``.

    It yields a verdict for every single check that applies, and nothing where none does.
    """

    def register(judgement: Judgement) -> Judgement:
        if code in JUDGEMENTS:
            raise ValueError(f"{code} is judged twice")
        JUDGEMENTS[code] = judgement
        return judgement

    return register
