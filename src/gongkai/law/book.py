"""The law, asked at a day.

``LawBook.at(day)`` gives one immutable view; no function below asks for "current law" by itself.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from gongkai.law import model
from gongkai.law.load import PACKAGE_DATA, load

_T = TypeVar("_T")


class LawView:
    """All law data as it stands on one day; immutable."""

    def __init__(self, law: model.Law, day: dt.date) -> None:
        self._law = law
        self.day = day
        self.digest = law.digest

    @cached_property
    def instruments(self) -> Mapping[str, model.Instrument]:
        """Instruments in force on the day, by id."""
        return _by(
            "id",
            (
                i
                for i in self._law.instruments
                if i.in_force <= self.day and (i.ends is None or self.day < i.ends)
            ),
        )

    @cached_property
    def forms(self) -> Mapping[str, model.FormText]:
        """Every form of the annual report, by id, in the order of their years (a reader meets old ones too)."""
        return _by("id", sorted(self._law.forms, key=lambda form: form.first_year))

    @cached_property
    def outcomes(self) -> Mapping[str, model.Outcome]:
        """How a request can end, by id."""
        return _by("id", self._law.outcomes)

    @cached_property
    def checks(self) -> Mapping[str, model.Check]:
        """The catalogue of checks, by code."""
        return _by("code", self._law.checks)

    @cached_property
    def reasons(self) -> Mapping[str, model.Reason]:
        """Why a check could not be judged, by id."""
        return _by("id", self._law.reasons)

    @cached_property
    def notices(self) -> Mapping[str, model.NoticeText]:
        """The notices of the reader, by code."""
        return _by("code", self._law.notices)

    @cached_property
    def terms(self) -> Mapping[str, model.Term]:
        """The terms of the field, by English identifier."""
        return _by("id", self._law.terms)

    def form_for_year(self, year: int) -> model.FormText | None:
        """The form that governs the report of ``year``; None where no statutory form is stored."""
        for form in self.forms.values():
            if form.first_year <= year and (form.last_year is None or year <= form.last_year):
                return form
        return None

    def cite(self, basis: str) -> str:
        """A citation for people: title, number and article of ``regulation-2019#50``."""
        instrument_id, _, article = basis.partition("#")
        instrument = next((i for i in self._law.instruments if i.id == instrument_id), None)
        if instrument is None:
            return basis
        return f"《{instrument.title}》（{instrument.number}）{article_label(article)}"


class LawBook:
    """Law data of one set of folders."""

    def __init__(self, law: model.Law) -> None:
        self._law = law
        self.digest = law.digest

    @classmethod
    def open(cls, overlay: Path | None = None, cache: Path | None = None) -> LawBook:
        """Load the package's data and, where given, an overlay folder. Raises LawDataError."""
        folders = [PACKAGE_DATA] + ([overlay] if overlay is not None and overlay.is_dir() else [])
        return cls(load(folders, cache))

    def at(self, day: dt.date) -> LawView:
        """The law as it stands on ``day``."""
        return LawView(self._law, day)


@lru_cache(maxsize=1)
def current_book() -> LawBook:
    """The law book of this installation: package data, overlaid by ``GONGKAI_DATA/law``.

    The cache folder is ``GONGKAI_CACHE`` or the user's cache folder.
    """
    data = os.environ.get("GONGKAI_DATA")
    home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    cache = Path(os.environ.get("GONGKAI_CACHE") or Path(home) / "gongkai")
    return LawBook.open(Path(data) / "law" if data else None, cache)


def article_label(article: str) -> str:
    """``36.2`` -> 第36条第2项（款）; text that is no number stays as it is."""
    number, _, part = article.partition(".")
    if not number.isdigit():
        return article
    return f"第{number}条" + (f"第{part}项（款）" if part else "")


def _by(field: str, entries: Iterable[_T]) -> Mapping[str, _T]:
    return MappingProxyType({getattr(entry, field): entry for entry in entries})
