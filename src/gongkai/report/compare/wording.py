"""What of a report's text the form prescribes: it must be alike every year, and says nothing about copying."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from gongkai.law import LawView
from gongkai.report.form import Form, form_of
from gongkai.text.normal import bare, split_numbering

CODE = "RP-LAST-YEAR"
# A shorter end of an aspect's name is no name for it any more.
_SHORTEST_ASPECT = 4


class Rules(msgspec.Struct, frozen=True):
    """The numbers and words of the definition, from the law data.

    ``threshold`` and ``similarity`` are shares (0 to 1); ``least`` is the number of counted characters below which
    nothing is judged, ``shortest`` that from which a sentence may be matched by similarity.
    """

    threshold: float
    similarity: float
    least: int
    shortest: int
    endings: tuple[str, ...]
    nothing: frozenset[str]
    name: str


@lru_cache(maxsize=4)
def rules_of(law: LawView) -> Rules:
    """The definition of repetition as the law data has it."""
    words = law.checks[CODE].words
    return Rules(
        threshold=int(words["threshold"][0]) / 100,
        similarity=int(words["similarity"][0]) / 100,
        least=int(words["least"][0]),
        shortest=int(words["shortest"][0]),
        endings=words["heading_endings"],
        nothing=frozenset(map(bare, words["nothing"])),
        name=law.terms["annual_report"].zh,
    )


class Prescribed:
    """The headings and labels of one form, for telling them from a body's own sentences."""

    def __init__(self, form: Form, rules: Rules) -> None:
        self.rules = rules
        text = form.text
        self.aspects = tuple(map(bare, text.aspects))
        names: list[str] = []
        for chapter in text.chapters:
            names += [chapter.title, *chapter.variants]
        for table in text.tables:
            for block in table.blocks:
                names += [block.title, block.corner, *block.heads, *(column.label for column in block.columns)]
                for row in block.rows:
                    names += [row.label, *row.variants]
        self.names = {bare(split_numbering(name)[1]) for name in names} | {bare(name) for name in names}

    def __contains__(self, sentence: str) -> bool:
        """Whether ``sentence`` is a heading, a label, the title, or says that there is nothing to say."""
        text = bare(split_numbering(sentence)[1])
        if text in self.names or text in self.rules.nothing or text.endswith(bare(self.rules.name)):
            return True
        for ending in self.rules.endings:
            text = text.removesuffix(ending)
        return not text or self._aspect(text) or text in self.names

    def _aspect(self, text: str) -> bool:
        return any(text == a or (len(text) >= _SHORTEST_ASPECT and a.endswith(text)) for a in self.aspects)


@lru_cache(maxsize=8)
def prescribed(law: LawView, form_id: str) -> Prescribed:
    """What the form ``form_id`` prescribes."""
    return Prescribed(form_of(law, form_id), rules_of(law))
