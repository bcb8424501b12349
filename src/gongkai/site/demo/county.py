"""The invented county as data: read from ``data/*.yaml`` and checked."""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

import msgspec
import yaml

from gongkai.site.accounts.rights import matrix
from gongkai.site.demo import asked
from gongkai.text.identifiers import is_credit_code

_FILES: Final = ("bodies.yaml", "people.yaml", "items.yaml", "house.yaml", "requests.yaml")


class Office(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An inner office, a village or a community."""

    kind: str
    name: str


class Post(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who does disclosure work."""

    kind: str
    person: str
    title: str
    phone: str


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A body; ``under`` is the code of one that stands before it in the file."""

    code: str
    name: str
    short_name: str
    level: str
    kind: str
    division: str
    contact: dict[str, str]
    offices: list[Office]
    posts: list[Post]
    under: str = ""


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A login with its password, known to all; ``days``: how long the term is, 0 without end."""

    username: str
    name: str
    password: str
    role: str
    body: str = ""
    days: int = 0


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something published: formed so many days ago, and how far along it is; ``interprets`` is a title before it."""

    body: str
    subject: str
    title: str
    text: str
    formed: int
    end: Literal["draft", "review", "returned", "published", "repealed"]
    document_number: str = ""
    legality_review: str = ""
    summary: str = ""
    attribute: str = "proactive"
    ground: str = ""
    ground_reason: str = ""
    objection: int = 0
    objection_contact: str = ""
    interprets: str = ""
    words: str = ""


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An opinion in a consultation, and what became of it."""

    text: str
    name: str = ""
    contact: str = ""
    adoption: str = ""
    answer: str = ""


class Consultation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A consultation: opened so many days ago, its last day so many days ahead (below 0: ago)."""

    body: str
    title: str
    text: str
    opened: int
    until: int
    contact: str
    opinions: list[Said]
    subject: str = "consultation"
    feedback: bool = False


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of a standard catalogue, with the titles of the public items that fulfil it."""

    body: str
    field: str
    number: str
    matter: str
    content: str
    timing: str
    holder: str
    outlets: str
    items: list[str] = []


class County(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of it. Raises ValueError where the parts do not fit together."""

    since: dt.date
    bodies: list[Body]
    people: list[Person]
    items: list[Item]
    consultations: list[Consultation]
    standard: list[Entry]
    options: dict[str, dict[str, str]]
    applicants: dict[str, asked.Applicant]
    requests: list[asked.Request]

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for body in self.bodies:
            if not is_credit_code(body.code) or body.code in seen or (body.under and body.under not in seen):
                raise ValueError(f"bodies.yaml: {body.code}")
            seen.add(body.code)
        for person in self.people:
            role = matrix().roles.get(person.role)
            if role is None or bool(person.body) == role.site or (person.body and person.body not in seen):
                raise ValueError(f"people.yaml: {person.username}")

        for request in self.requests:
            if request.who not in self.applicants or request.body not in self.options:
                raise ValueError(f"requests.yaml: {request.content}")

    @property
    def of_the_site(self) -> list[Person]:
        """Those whose roles belong to no body."""
        return [person for person in self.people if not person.body]

    def name_of(self, code: str) -> str:
        """What a body is called in lists; nothing for no body."""
        return next((body.short_name for body in self.bodies if body.code == code), "")


@cache
def county() -> County:
    """The county. Raises ValueError or msgspec.ValidationError where a file is wrong."""
    return msgspec.convert({name: part for file in _FILES for name, part in _parts(file).items()}, County)


def digest() -> str:
    """The digest of the data: another one, another demonstration."""
    return hashlib.sha256(b"".join(_bytes(name) for name in _FILES)).hexdigest()


def _parts(name: str) -> dict[str, Any]:
    parts: dict[str, Any] = yaml.safe_load(_bytes(name))
    return parts


def _bytes(name: str) -> bytes:
    return files("gongkai.site.demo").joinpath(f"data/{name}").read_bytes()
