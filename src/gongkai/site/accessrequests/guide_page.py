"""How to apply, told from the law data: the articles, what makes the day of receipt on each channel, the fees."""

from __future__ import annotations

import datetime as dt
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from gongkai.law.procedure_model import Band, FeeScale
from gongkai.site.accessrequests.tools import Reason
from gongkai.site.web.procedures import procedure

# What makes the day of receipt, in words for those who apply.
_RECEIPT = {"arrival": "送到之日", "signature": "签收之日", "confirmation": "双方确认之日"}


class Way(msgspec.Struct, frozen=True):
    """A channel: its name, the day that counts as that of receipt, and the article that says so."""

    label: str
    day: str
    cited: str


class Scale(msgspec.Struct, frozen=True):
    """A scale of the processing fee, band by band."""

    label: str
    counting: str
    lines: tuple[str, ...]


class _Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    articles: tuple[str, ...]


def context(today: dt.date) -> dict[str, Any]:
    """What the page shows on a day."""
    law = procedure().rules(today).law
    rules = procedure().rules(today)
    return {
        "articles": [Reason(law.cite_short(basis), law.article(basis).summary) for basis in _told().articles],
        "ways": [
            Way(law.channels[name].label, _RECEIPT[rules.receipt(name)], law.cite_short(rule.basis[0]))
            for name, rule in law.receipt_rules.items()
        ],
        "scales": [Scale(scale.label, scale.counting, _bands(scale)) for scale in law.fees.values()],
    }


def _bands(scale: FeeScale) -> tuple[str, ...]:
    return tuple(_band(band, scale.unit) for band in scale.bands)


def _band(band: Band, unit: str) -> str:
    span = f"第{band.first}{unit}起" if band.last is None else f"第{band.first}至{band.last}{unit}"
    price = f"每{unit}{band.price}元" if band.price else "不收费"
    rise = "" if band.step is None else f"，每增加{band.step}{unit}，每{unit}提高{band.rise}元"
    return f"{span}，{price}{rise}"


@cache
def _told() -> _Told:
    text = files("gongkai.site.accessrequests").joinpath("data/guide.yaml").read_text("utf-8")
    return msgspec.yaml.decode(text, type=_Told)
