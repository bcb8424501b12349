"""Writing requests: each change one transaction with its event."""

from gongkai.site.accessrequests.services import (
    delivery,
    desk,
    fees,
    letters,
    parties,
    replies,
    setup,
    transfer,
)
from gongkai.site.accessrequests.services.papers import add_paper
from gongkai.site.accessrequests.services.register import Entry, Registered, enter, submit
from gongkai.site.accessrequests.services.steps import record

__all__ = [
    "Entry",
    "Registered",
    "add_paper",
    "delivery",
    "desk",
    "enter",
    "fees",
    "letters",
    "parties",
    "record",
    "replies",
    "setup",
    "submit",
    "transfer",
]
