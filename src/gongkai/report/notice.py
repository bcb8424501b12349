"""What the reader says of its own work: unsure, repaired, dropped, and where."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from gongkai.law import LawView
from gongkai.report.values import Place


class Notice(msgspec.Struct, frozen=True):
    """A notice: permanent code, the slots of its message, the cells it is about, the place."""

    code: str
    slots: Mapping[str, str | int] = {}
    cells: tuple[str, ...] = ()
    at: Place | None = None

    def message(self, law: LawView) -> str:
        """The sentence for the user, in Chinese, from the notice's template in the law data."""
        return law.notices[self.code].message.format_map(self.slots)
