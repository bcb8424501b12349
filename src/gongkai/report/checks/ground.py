"""What all reports of one form have in common under one law, worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import msgspec

from gongkai.law import LawView
from gongkai.law.metric_model import Metric
from gongkai.law.model import FormText
from gongkai.report.checks.part import Slots
from gongkai.report.checks.wording import quoted
from gongkai.report.form import Form, form_of
from gongkai.report.vocabulary import available


class Meant(msgspec.Struct, frozen=True):
    """A metric with the sums of cells that it may mean in one form: none, one or several.

    ``keys`` are the cells of the first, ``slots`` those of a message that tell the metric and these cells.
    """

    metric: Metric
    sums: tuple[tuple[str, ...], ...]
    keys: tuple[str, ...]
    slots: Slots


class Ground:
    """The order of the checks, what each of them rests on, and which cells the words of the text mean.

    ``order``: the place of each code in the catalogue; ``bases``: the basis of each check, less the formats that do not
    govern such reports; ``chapters``: the ids of the chapters of each section of text; ``meant``: what each
    metric means.
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
        self.chapters: Mapping[str, frozenset[str]] = {
            section: frozenset(c.id for c in form.text.chapters if c.section == section)
            for section in {c.section for c in form.text.chapters if c.section is not None}
        }
        self.meant: Mapping[str, Meant] = {metric.id: _meant(metric, form) for metric in law.metrics.values()}


def _meant(metric: Metric, form: Form) -> Meant:
    sums = available(metric, form.cells)
    keys = tuple(key.removeprefix("-") for key in sums[0]) if sums else ()
    cells = quoted(form.cells[key].label for key in keys)
    return Meant(metric, sums, keys, {"label": metric.label, "metric": metric.id.replace("_", " "), "cells": cells})


def _instruments(form: FormText) -> set[str]:
    return {basis.partition("#")[0] for basis in form.basis}


@lru_cache(maxsize=8)
def ground_of(law: LawView, form_id: str) -> Ground:
    """The ground of a form in ``law``, made once; KeyError for a form that it does not know."""
    return Ground(law, form_id)
