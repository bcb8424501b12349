"""The documents of a request: facts to a letter or form, and that to a file.

    facts = Facts(body=Body(name="青山县财政局", reconsideration="青山县人民政府", court="青山县人民法院"),
                  day=dt.date(2026, 3, 18), number="青财公复〔2026〕5号", addressee="李某某",
                  received=dt.date(2026, 2, 12),
                  items=(Item("provided", content="2025年部门预算", provision="随本答复书附送复印件1份"),))
    letter = compose(Procedure(current_book()), "reply_granted", facts)
    data = write_letter(letter, "pdf", red_head=True)

- ``compose`` takes the id of a document of the law data (``LawView.documents``; that of an outcome is
  ``Outcome.document``) and raises UsageError with everything that is missing. In a reply each ``Item`` has its outcome;
  under ``stated`` stands what the outcome's ``must_state`` demands, by its label.
- ``blank`` is the same document with labels in the place of facts.
- ``load_template`` reads a body's own words and refuses them where an element that the law wants is missing.
- ``write_letter`` writes one of ``LETTER_FORMATS``.
"""

from gongkai.writing.letters.compose import blank, compose
from gongkai.writing.letters.facts import Addressed, Body, Charge, Earlier, Entry, Facts, Item, Withheld
from gongkai.writing.letters.letter import Letter
from gongkai.writing.letters.template import load_template
from gongkai.writing.letters.texts import Template
from gongkai.writing.letters.write import LETTER_FORMATS, write_letter

__all__ = [
    "LETTER_FORMATS",
    "Addressed",
    "Body",
    "Charge",
    "Earlier",
    "Entry",
    "Facts",
    "Item",
    "Letter",
    "Template",
    "Withheld",
    "blank",
    "compose",
    "load_template",
    "write_letter",
]
