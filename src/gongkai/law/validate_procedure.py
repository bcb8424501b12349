"""What must hold between the data of the procedure: terms, fees, channels, documents, remedies."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from gongkai.law.entry import Entry
from gongkai.law.procedure_model import Band, Dated, FeeScale, Remedy
from gongkai.law.validation import Validation


class ProcedureValidation(Validation):
    """Checks of deadlines, fees, channels, documents, remedies, and of what outcomes refer to."""

    def procedure(self) -> None:
        """Check everything; raises LawDataError at the first fault."""
        self._deadlines()
        self._fees()
        self._channels()
        self._documents()
        self._remedies()

    def grounded(self, entry: Entry, item: Entry, key: str) -> None:
        """An item rests on an article, or says how it is read and why."""
        basis = getattr(item, "basis", ())
        self.basis(entry, basis, f"{key}.basis")
        reading, because = getattr(item, "reading", ""), getattr(item, "because", "")
        if bool(reading) != bool(because):
            self.fail(entry, key, "reading 与 because 须同时写明")
        if not basis and not reading:
            self.fail(entry, key, "没有依据的条目须写明 reading 和 because")

    def in_order(self, entry: Entry, values: Sequence[Dated], key: str) -> None:
        """Values follow one another in time without overlap."""
        for i, (earlier, later) in enumerate(pairwise(values)):
            if earlier.ends is None or earlier.ends > later.since:
                self.fail(entry, f"{key}[{i + 1}].since", "与前一个值在时间上重叠")
        for i, value in enumerate(values):
            if value.ends is not None and value.ends <= value.since:
                self.fail(entry, f"{key}[{i}].ends", "失效日期不晚于施行日期")

    def _deadlines(self) -> None:
        self.unique(self.law.deadlines, "id")
        for deadline in self.law.deadlines:
            self.in_order(deadline, deadline.values, ".values")
            for i, value in enumerate(deadline.values):
                self.grounded(deadline, value, f".values[{i}]")
                if value.length < 1:
                    self.fail(deadline, f".values[{i}].length", "期限至少为1")

    def _fees(self) -> None:
        self.unique(self.law.fees, "id")
        for scale in self.law.fees:
            self.grounded(scale, scale, "")
            self.in_order(scale, [scale], "")
            if not scale.bands or scale.bands[0].first != 1 or scale.bands[-1].last is not None:
                self.fail(scale, ".bands", "各档须从1开始，最后一档不设上限")
            for i, (lower, upper) in enumerate(pairwise(scale.bands)):
                if lower.last is None or upper.first != lower.last + 1:
                    self.fail(scale, f".bands[{i + 1}].first", "各档须首尾相接")
            for i, band in enumerate(scale.bands):
                self._band(scale, band, f".bands[{i}]")

    def _band(self, scale: FeeScale, band: Band, key: str) -> None:
        if band.last is not None and band.last < band.first:
            self.fail(scale, f"{key}.last", "上限小于下限")
        if band.price < 0 or (band.rise is not None and band.rise < 0):
            self.fail(scale, f"{key}.price", "价格不能为负数")
        if (band.step is None) != (band.rise is None) or (band.step is not None and band.step < 1):
            self.fail(scale, f"{key}.step", "step 与 rise 须同时写明，step 至少为1")

    def _channels(self) -> None:
        self.unique(self.law.channels, "id")
        for channel in self.law.channels:
            self.in_order(channel, channel.rules, ".rules")
            for i, rule in enumerate(channel.rules):
                self.grounded(channel, rule, f".rules[{i}]")

    def _documents(self) -> None:
        self.unique(self.law.documents, "id")
        ids = {document.id for document in self.law.documents}
        for document in self.law.documents:
            self.grounded(document, document, "")
            elements = self.names(document, ".elements", (element.id for element in document.elements))
            for i, element in enumerate(document.elements):
                self.basis(document, element.basis, f".elements[{i}].basis")
            if document.remedies and "remedies" not in elements:
                self.fail(document, ".elements", "须告知救济途径的文书没有列出“救济途径和期限”")
        for outcome in self.law.outcomes:
            self.names(outcome, ".grounds", (ground.id for ground in outcome.grounds))
            if outcome.document is not None and outcome.document not in ids:
                self.fail(outcome, ".document", f"文书“{outcome.document}”不存在")

    def _remedies(self) -> None:
        ids = {deadline.id for deadline in self.law.deadlines}
        by_id: dict[str, list[Remedy]] = {}
        for remedy in self.law.remedies:
            self.grounded(remedy, remedy, "")
            for field in ("deadline", "deadline_silence"):
                name = getattr(remedy, field)
                if name is not None and name not in ids:
                    self.fail(remedy, f".{field}", f"期限“{name}”不存在")
            by_id.setdefault(remedy.id, []).append(remedy)
        for entries in by_id.values():
            for entry in entries:
                self.in_order(entry, entries, "")
