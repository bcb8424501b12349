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

from gongkai.law import (
    calendar_model,
    catalogue_model,
    ledger_model,
    metric_model,
    model,
    procedure_model,
    proceeding_model,
    report_model,
)
from gongkai.law.citation import article_label as article_label
from gongkai.law.citation import article_words
from gongkai.law.load import PACKAGE_DATA, load
from gongkai.law.procedure_model import Dated

_T = TypeVar("_T")
_D = TypeVar("_D", bound=Dated)


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
            (i for i in self._law.instruments if i.in_force <= self.day and (i.ends is None or self.day < i.ends)),
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

    @cached_property
    def metrics(self) -> Mapping[str, metric_model.Metric]:
        """What reports count in their text, by id; where several fit, the first is meant."""
        return _by("id", self._law.metrics)

    @cached_property
    def deadlines(self) -> Mapping[str, procedure_model.Deadline]:
        """Every duty with a term, by id."""
        return _by("id", self._law.deadlines)

    @cached_property
    def lengths(self) -> Mapping[str, procedure_model.Length]:
        """How long each term is on the day, by deadline; terms that do not exist then are left out."""
        pairs = ((deadline.id, self._holding(deadline.values)) for deadline in self._law.deadlines)
        return MappingProxyType({name: length for name, length in pairs if length is not None})

    @cached_property
    def fees(self) -> Mapping[str, procedure_model.FeeScale]:
        """The fee scales in force on the day, by id."""
        return _by("id", (scale for scale in self._law.fees if scale.holds(self.day)))

    @cached_property
    def channels(self) -> Mapping[str, procedure_model.Channel]:
        """The ways in which requests come in, by id."""
        return _by("id", self._law.channels)

    @cached_property
    def receipt_rules(self) -> Mapping[str, procedure_model.ReceiptRule]:
        """What makes the day of receipt on the day, by channel."""
        pairs = ((channel.id, self._holding(channel.rules)) for channel in self._law.channels)
        return MappingProxyType({name: rule for name, rule in pairs if rule is not None})

    @cached_property
    def documents(self) -> Mapping[str, procedure_model.Document]:
        """The documents of the procedure, by id."""
        return _by("id", self._law.documents)

    @cached_property
    def remedies(self) -> Mapping[str, procedure_model.Remedy]:
        """The remedies that exist on the day, by id."""
        return _by("id", (remedy for remedy in self._law.remedies if remedy.holds(self.day)))

    @cached_property
    def proceedings(self) -> Mapping[str, proceeding_model.Proceeding]:
        """What can come after a reply, by id."""
        return _by("id", self._law.proceedings)

    @cached_property
    def retention(self) -> Mapping[str, proceeding_model.Retention]:
        """How long files are kept, by id."""
        return _by("id", self._law.retention)

    @cached_property
    def reporting(self) -> tuple[report_model.ReportDate, ...]:
        """By when annual reports are handed in and published, by kind and level of body."""
        return self._law.reporting

    @cached_property
    def lifecycle(self) -> procedure_model.Lifecycle:
        """The table of a request's life, with the events of all times; KeyError where none is loaded."""
        if not self._law.lifecycle:
            raise KeyError("lifecycle")
        return self._law.lifecycle[0]

    @cached_property
    def calendar(self) -> tuple[calendar_model.CalendarYear, ...]:
        """Every year of the calendar whose notice is loaded, in order; the same on any day."""
        return tuple(sorted(self._law.calendar, key=lambda entry: entry.year))

    @cached_property
    def subjects(self) -> Mapping[str, catalogue_model.Subject]:
        """What is published on one's own initiative, by id; the same on any day."""
        return _by("id", self._law.subjects)

    @cached_property
    def fields(self) -> Mapping[str, catalogue_model.PilotField]:
        """The fields of the standard catalogues, by id."""
        return _by("id", self._law.fields)

    @cached_property
    def outlets(self) -> Mapping[str, catalogue_model.Outlet]:
        """Ways in which information reaches the public, by id."""
        return _by("id", self._law.outlets)

    @cached_property
    def ledger(self) -> Mapping[str, ledger_model.LedgerMetric]:
        """What a body keeps count of through the year, by id, in the order of the report."""
        return _by("id", self._law.ledger)

    @cached_property
    def media(self) -> Mapping[str, ledger_model.Medium]:
        """Kinds of new-media accounts, by id."""
        return _by("id", self._law.media)

    @cached_property
    def parties(self) -> Mapping[str, Mapping[str, ledger_model.Party]]:
        """The values of each dimension of the ledger, by the ids of both."""
        return MappingProxyType({one.id: _by("id", self._parties(one)) for one in self._law.dimensions})

    def _parties(self, dimension: ledger_model.Dimension) -> Iterable[ledger_model.Party]:
        if dimension.source is None:
            return dimension.values
        entries = getattr(self._law, dimension.source)
        return [ledger_model.Party(one.id, one.label, dimension.figures.get(one.id, "")) for one in entries]

    @cached_property
    def festivals(self) -> tuple[calendar_model.Festival, ...]:
        """Statutory holidays on fixed days, of all times."""
        return self._law.festivals

    def _holding(self, values: Iterable[_D]) -> _D | None:
        return next((value for value in values if value.holds(self.day)), None)

    def form_for_year(self, year: int) -> model.FormText | None:
        """The form that governs the report of ``year``; None where no statutory form is stored."""
        for form in self.forms.values():
            if form.first_year <= year and (form.last_year is None or year <= form.last_year):
                return form
        return None

    def cite(self, basis: str) -> str:
        """A citation for people: title, number and article of ``regulation-2019#50``.

        An article that bears the name of the instrument itself (``format-2021#格式``) is the instrument as a whole.
        """
        instrument_id, _, article = basis.partition("#")
        instrument = next((i for i in self._law.instruments if i.id == instrument_id), None)
        if instrument is None:
            return basis
        whole = not article[:1].isdigit() and article in instrument.title
        label = "" if whole else article_label(article, _part(instrument, article))
        return f"《{instrument.title}》（{instrument.number}）{label}"

    def article(self, basis: str) -> model.Article:
        """The stored article that ``regulation-2019#50`` names, whether or not it is in force; KeyError for none."""
        instrument_id, _, number = basis.partition("#")
        for instrument in self._law.instruments:
            if instrument.id == instrument_id:
                for article in instrument.articles:
                    if article.no == number:
                        return article
        raise KeyError(basis)

    def cite_short(self, basis: str) -> str:
        """A citation inside a sentence: ``regulation-2019#31.1`` is 条例第三十一条第（一）项."""
        instrument_id, _, number = basis.partition("#")
        instrument = next((i for i in self._law.instruments if i.id == instrument_id), None)
        if instrument is None:
            return basis
        words = article_words(number, _part(instrument, number))
        return f"{instrument.short or f'《{instrument.title}》'}{words}"


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

    @cached_property
    def turning_days(self) -> tuple[dt.date, ...]:
        """The days on which something of the procedure begins or ends to hold, in order."""
        dated: list[Dated] = [*self._law.fees, *self._law.remedies]
        dated += (value for deadline in self._law.deadlines for value in deadline.values)
        dated += (rule for channel in self._law.channels for rule in channel.rules)
        dated += (event for table in self._law.lifecycle for event in table.events)
        ends = {value.ends for value in dated} - {None}
        return tuple(sorted({value.since for value in dated} | {day for day in ends if day is not None}))


@lru_cache(maxsize=1)
def current_book() -> LawBook:
    """The law book of this installation: package data, overlaid by ``GONGKAI_DATA/law``.

    The cache folder is ``GONGKAI_CACHE`` or the user's cache folder.
    """
    data = os.environ.get("GONGKAI_DATA")
    home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    cache = Path(os.environ.get("GONGKAI_CACHE") or Path(home) / "gongkai")
    return LawBook.open(Path(data) / "law" if data else None, cache)


def _part(instrument: model.Instrument, number: str) -> model.Part:
    return next((article.part for article in instrument.articles if article.no == number), "项")


def _by(field: str, entries: Iterable[_T]) -> Mapping[str, _T]:
    return MappingProxyType({getattr(entry, field): entry for entry in entries})
