"""What is sealed in the rows of a case."""

from __future__ import annotations

import msgspec

from gongkai.site.accessrequests.values import Person


class Matter(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who turned to whom against what: the persons, what they ask for, and why the case belongs here.

    ``reason`` says, for a case that no request led to, what of the body's information work it is about.
    """

    persons: tuple[Person, ...] = ()
    claim: str = ""
    reason: str = ""
