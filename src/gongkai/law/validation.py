"""What every validation of law data needs: where an entry stands, and how to fail there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NoReturn

from gongkai.errors import LawDataError
from gongkai.law import model
from gongkai.law.entry import Basis
from gongkai.law.source import Lines, nearest_line

# id(entry) -> (file, key path of the entry, lines of its file)
Located = dict[int, tuple[str, str, Lines]]


class Validation:
    """A walk over law data that fails at the first thing that does not hold."""

    def __init__(self, law: model.Law, located: Located) -> None:
        self.law = law
        self.located = located
        self.articles = {f"{i.id}#{a.no}" for i in law.instruments for a in i.articles}
        self.codes = {check.code for check in law.checks}
        self.outcome_ids = {outcome.id for outcome in law.outcomes}

    def fail(self, entry: model.Entry, key: str, message: str) -> NoReturn:
        """Raise LawDataError at ``key`` (a path inside ``entry``, such as ``.rows[2].label``)."""
        file, root, lines = self.located.get(id(entry), ("?", "$", {}))
        path = root + key
        raise LawDataError(message, file=file, line=nearest_line(path, lines), key=path)

    def unique(self, entries: Sequence[model.Entry], field: str) -> None:
        """Fail where two entries have the same ``field``."""
        seen: set[str] = set()
        for entry in entries:
            value = getattr(entry, field)
            if value in seen:
                self.fail(entry, f".{field}", f"“{value}”重复")
            seen.add(value)

    def names(self, entry: model.Entry, key: str, names: Iterable[str]) -> set[str]:
        """The set of ``names``, each of which may stand once."""
        seen: set[str] = set()
        for i, name in enumerate(names):
            if name in seen:
                self.fail(entry, f"{key}[{i}]", f"“{name}”重复")
            seen.add(name)
        return seen

    def basis(self, entry: model.Entry, references: Basis, key: str = ".basis") -> None:
        """Fail where a reference leads to no stored article."""
        for i, reference in enumerate(references):
            if reference not in self.articles:
                self.fail(entry, f"{key}[{i}]", f"依据“{reference}”不存在：没有收录该文件或该条")
