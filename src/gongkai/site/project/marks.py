"""Whose site the portal is, who may frame it, and its colour, as the options say it. Wrong values are told at once."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

import msgspec

from gongkai.errors import UsageError
from gongkai.site.project.options import Options

_COLOUR: Final = re.compile(r"#[0-9a-f]{6}")
_LEAST: Final = 7.0
_ICP: Final = "https://beian.miit.gov.cn/"
_POLICE: Final = "https://beian.mps.gov.cn/#/query/webSearch?code="


class Mark(msgspec.Struct, frozen=True):
    """A line of the footer, and where it leads."""

    text: str
    url: str = ""


def read(options: Options) -> list[Mark]:
    """The marks of the footer, in the usual order; those that are not set are left out. Raises UsageError."""
    code, icp, police, party = (
        options.text(f"GONGKAI_{name}") for name in ("SITE_CODE", "ICP", "POLICE", "PARTY_MARK")
    )
    if party and not _is_web(party):
        raise UsageError("环境变量 GONGKAI_PARTY_MARK 应当是 https 的网址。")
    digits = "".join(re.findall(r"\d", police))
    return [
        mark
        for there, mark in (
            (code, Mark(f"网站标识码：{code}")),
            (icp, Mark(icp, _ICP)),
            (police, Mark(police, _POLICE + digits if digits else "")),
            (party, Mark("党政机关网站标识", party)),
        )
        if there
    ]


def frames(options: Options) -> list[str]:
    """The sites that may hold the portal in a frame. Raises UsageError for what is no origin."""
    found = options.items("GONGKAI_FRAMES")
    if wrong := [each for each in found if not _is_web(each) or urlsplit(each).path.strip("/")]:
        raise UsageError(
            f"环境变量 GONGKAI_FRAMES：{'、'.join(wrong)} 不是网站的地址，应当像 https://www.example.gov.cn。"
        )
    return [each.rstrip("/") for each in found]


def accent(options: Options) -> str:
    """The colour of the portal, or nothing. Raises UsageError for one that is hard to read on white."""
    colour = options.text("GONGKAI_ACCENT").lower()
    if colour and not _COLOUR.fullmatch(colour):
        raise UsageError(f"环境变量 GONGKAI_ACCENT 应当像 #14498c，现在是“{colour}”。")
    if colour and (found := contrast_with_white(colour)) < _LEAST:
        raise UsageError(
            f"环境变量 GONGKAI_ACCENT：{colour} 与白色的对比度是 {found:.1f}，低于 {_LEAST:.0f}，请换深一些的颜色。"
        )
    return colour


def _is_web(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s;,'\"]", address)


def contrast_with_white(colour: str) -> float:
    """The contrast of ``#rrggbb`` with white as WCAG 2 defines it, 1 to 21."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
