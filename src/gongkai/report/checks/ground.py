"""What all reports of one form have in common under one law, worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from gongkai.law import LawView
from gongkai.law.model import FormText
from gongkai.report.form import form_of
from gongkai.report.vocabulary import available


class Ground:
    """The order of the checks, what each of them rests on, and which cells the words of the text mean.

    ``order``: the place of each code in the catalogue; ``bases``: the basis of each check, less the formats that do not
    govern such reports; ``sums``: for each metric the sums of cells that may be meant, if the form has them.
    """

    def __init__(self, law: LawView, form_id: str) -> None:
        form = form_of(law, form_id)
        instruments = {text.id: _instruments(text) for text in law.forms.values()}
        foreign = frozenset().union(*instruments.values()) - instruments[form_id]
        self.order: Mapping[str, int] = {code: number for number, code in enumerate(law.checks)}
        self.bases: Mapping[str, tuple[str, ...]] = {
            code: tuple(basis for basis in check.basis if basis.partition("#")[0] not in foreign)
            for code, check in law.checks.items()
        }
        self.sums: Mapping[str, tuple[tuple[str, ...], ...]] = {
            metric.id: available(metric, form.cells) for metric in law.metrics.values()
        }


def _instruments(form: FormText) -> set[str]:
    return {basis.partition("#")[0] for basis in form.basis}


@lru_cache(maxsize=8)
def ground_of(law: LawView, form_id: str) -> Ground:
    """The ground of a form in ``law``, made once; KeyError for a form that it does not know."""
    return Ground(law, form_id)
