"""Slots to words: facts, articles and terms; what is missing is gathered, so that it can be told all at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from gongkai.errors import UsageError
from gongkai.law import LawView
from gongkai.law.citation import article_words
from gongkai.procedure.explain import say_date
from gongkai.procedure.lengths import length_of, say
from gongkai.writing.letters.texts import Paragraph, wording

_SLOT: Final = re.compile(r"\{([^{}]*)\}")
_SUFFIX: Final = re.compile(r"（[^（）]*）$")
# Around the id of an instrument that is cited: two code points that no text may hold.
_OPEN, _SHUT = "\ufdd0", "\ufdd1"
_CITED: Final = re.compile(f"{_OPEN}([^{_SHUT}]*){_SHUT}")
_ENDS: Final = "。；;，,、.： \t\r\n\u3000"


class Filling:
    """Fills paragraphs under the law of one day.

    ``values`` maps slots to words, ``labels`` to what people call them; ``missing`` gathers the labels of those that
    are empty. A ``blank`` has their labels in their place and misses nothing.
    """

    def __init__(self, law: LawView, values: Mapping[str, str], labels: Mapping[str, str], blank: bool = False) -> None:
        self.law = law
        self.values = dict(values)
        self.labels = labels
        self.blank = blank
        self.missing: dict[str, None] = {}

    def paragraphs(
        self, texts: Sequence[Paragraph], more: Mapping[str, str] | None = None, where: str = ""
    ) -> list[str]:
        """The paragraphs with their slots filled; ``more`` goes before ``values``, ``where`` stands before a label."""
        found: list[str] = []
        for text in texts:
            if isinstance(text, str):
                found += self.fill(text, more, where).split("\n")
            elif self.value(text.when, more):
                found += self.fill(text.text, more, where).split("\n")
        return found

    def fill(self, text: str, more: Mapping[str, str] | None = None, where: str = "") -> str:
        """One text with its slots filled."""
        return _SLOT.sub(lambda match: self._slot(match[1], more, where), text)

    def value(self, name: str, more: Mapping[str, str] | None = None) -> str:
        """The words for a slot, empty where there are none."""
        return more[name] if more is not None and name in more else self.values.get(name, "")

    def with_basis(self, basis: Sequence[str]) -> Filling:
        """The same, with ``{basis}`` standing for other articles; what it misses is missing here."""
        found = Filling(self.law, {**self.values, "basis": " ".join(basis)}, self.labels, self.blank)
        found.missing = self.missing
        return found

    def lack(self, label: str, where: str = "") -> str:
        """Note that something is missing; what stands in its place in a blank."""
        self.missing[f"{where}{label}"] = None
        return wording().blank.format(label=label)

    def finish(self, title: str) -> None:
        """Raise UsageError with all that is missing, unless this is a blank."""
        if self.missing and not self.blank:
            raise UsageError(f"不能写成《{title}》，缺少以下内容：{'；'.join(self.missing)}。")

    def _slot(self, name: str, more: Mapping[str, str] | None, where: str) -> str:
        parts = name.split("+")
        if "#" in name or "+" in name:
            articles = [article for part in parts for article in self._articles(part)]
            return cite(self.law, articles)
        if name == "basis":
            return cite(self.law, self._articles(name))
        if name.startswith("@"):
            return term(self.law, name[1:])
        return self.value(name, more) or self.lack(self.labels.get(name, name), where)

    def _articles(self, part: str) -> list[str]:
        return self.values.get("basis", "").split() if part == "basis" else [part]


def term(law: LawView, deadline: str) -> str:
    """The length of a term in words, UsageError where the law of the day sets none."""
    length = law.lengths.get(deadline)
    if length is None:
        raise UsageError(f"{say_date(law.day)}施行的规定中没有“{law.deadlines[deadline].label}”，不能写成这一文书。")
    return say(length_of(length))


def cite(law: LawView, articles: Sequence[str]) -> str:
    """Articles for a sentence, those of one instrument together; ``settle`` writes the names of the instruments.

    Raises UsageError for an instrument that is not in force on the day.
    """
    by_instrument: dict[str, dict[str, None]] = {}
    for basis in articles:
        instrument, _, number = basis.partition("#")
        if instrument not in law.instruments:
            raise UsageError(f"{say_date(law.day)}，文书所依据的规定（{law.cite(basis)}）没有施行，不能写成这一文书。")
        by_instrument.setdefault(instrument, {})[article_words(number, law.article(basis).part)] = None
    told = [f"{_OPEN}{name}{_SHUT}{'、'.join(numbers)}" for name, numbers in by_instrument.items()]
    return "和".join(told)


def settle(law: LawView, paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The names of cited instruments: in full at first, and by the short name later where there is one."""
    counts: dict[str, int] = {}
    for paragraph in paragraphs:
        for name in _CITED.findall(paragraph):
            counts[name] = counts.get(name, 0) + 1
    seen: set[str] = set()

    def named(match: re.Match[str]) -> str:
        instrument = law.instruments[match[1]]
        title = _SUFFIX.sub("", instrument.title)
        # A short name that holds brackets is a number, and no name to go by.
        short = instrument.short if instrument.short.isalpha() else ""
        if match[1] in seen:
            return f"《{short or title}》"
        seen.add(match[1])
        return f"《{title}》（以下简称《{short}》）" if short and counts[match[1]] > 1 else f"《{title}》"

    return tuple(_CITED.sub(named, paragraph) for paragraph in paragraphs)


def trimmed(text: str) -> str:
    """A fact as it stands inside a sentence: without the stop at its end, lines without space around them."""
    return "\n".join(line.strip() for line in text.splitlines()).strip(" \t\r\n\u3000").rstrip(_ENDS)
