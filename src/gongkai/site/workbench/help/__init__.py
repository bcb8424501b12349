"""The words of help, read from the YAML files beside this module."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec
import yaml

from gongkai.site.web.help import Topic


def topic(view: str) -> Topic | None:
    """The help of a page by the name of its view; None where there is none."""
    return topics().get(view)


@cache
def topics() -> dict[str, Topic]:
    """All topics. Raises msgspec.ValidationError where a file is wrong."""
    folder = files("gongkai.site.workbench.help")
    found: dict[str, Topic] = {}
    for entry in folder.iterdir():
        if entry.name.endswith(".yaml"):
            found |= msgspec.convert(yaml.safe_load(entry.read_text("utf-8")), dict[str, Topic])
    return found
