"""What is sealed in the rows of a request, as values; and how it is sealed."""

from __future__ import annotations

from typing import Final, Literal, TypeVar

import msgspec

from gongkai.procedure.events import Event, ItemResult
from gongkai.site.web import crypto
from gongkai.writing.letters import Item

T = TypeVar("T")

# What a paper is.
PAPERS: Final = {
    "application": "申请材料",
    "identity": "身份证明",
    "mandate": "授权委托书",
    "envelope": "信封和邮戳",
    "evidence": "其他材料",
    "opinion": "征求意见的答复",
    "disclosed": "提供给申请人的信息",
    "reply": "盖章的答复",
    "receipt": "送达回证",
    "internal": "内部材料",
}


class Person(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody who asks, or acts for those who do.

    ``id_kind``: resident, passport, hong_kong_macao, taiwan, foreigner, credit_code, other. For an organisation
    ``name`` is its own and ``representative`` who signs for it.
    """

    name: str
    id_kind: str = ""
    id_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""
    representative: str = ""


class Particulars(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a request says (article 29): who asks (several jointly), who acts for them, what for, how to provide it."""

    applicants: tuple[Person, ...]
    content: str
    title: str = ""
    number: str = ""
    feature: str = ""
    agent: Person | None = None
    form: str = ""
    way: str = ""
    note: str = ""


class Contact(msgspec.Struct, frozen=True, omit_defaults=True):
    """A party whose opinion is asked, and what it said."""

    name: str
    phone: str = ""
    email: str = ""
    address: str = ""
    opinion: Literal["", "agree", "disagree", "silent"] = ""
    reason: str = ""


class ItemReply(msgspec.Struct, frozen=True, omit_defaults=True):
    """The proposed answer to one item that was asked; ``published``: the ids of items that are public already."""

    answer: Item
    published: tuple[int, ...] = ()


class Proposal(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an officer proposes as reply: a result per item, which one counts and why; ``note`` is for the reviewers."""

    items: tuple[ItemReply, ...] = ()
    principal: str = ""
    reason: str = ""
    note: str = ""

    def results(self) -> tuple[ItemResult, ...]:
        """The results as the procedure takes them: items by their numbers."""
        answers = [item.answer for item in self.items]
        return tuple(ItemResult(str(no), found.outcome, found.grounds) for no, found in enumerate(answers, 1))


class RecordAsked(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who asks that a record about themselves be corrected, what is wrong and how it is proved; what came of it."""

    name: str
    contact: str
    wrong: str
    evidence: str
    result: str = ""


def seal(value: object) -> str:
    """A value as sealed text."""
    return crypto.encrypt(msgspec.json.encode(value).decode())


def unseal(sealed: str, kind: type[T]) -> T:
    """The value that ``seal`` sealed. Raises StorageError where no key fits."""
    return msgspec.json.decode(crypto.decrypt(sealed), type=kind)


def event_of(sealed: str) -> Event:
    """A sealed event."""
    return unseal(sealed, Event)
