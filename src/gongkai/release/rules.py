"""The rules of release, read from ``data/rules.yaml`` and from a body's own lists of words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec
import yaml

Level = Literal["stop", "look"]


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that is looked for; ``message`` has the slots ``found`` and, for wrong words, ``expected``."""

    code: str
    title: str
    level: Level
    message: str
    remedy: str
    basis: tuple[str, ...]
    words: dict[str, tuple[str, ...]] = {}


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All rules; ``wrong`` maps wrong words to right ones, ``sensitive`` are words to ask about."""

    rules: tuple[Rule, ...]
    wrong: dict[str, str] = {}
    sensitive: tuple[str, ...] = ()

    def of(self, code: str) -> Rule:
        """The rule with that code; KeyError where there is none."""
        for rule in self.rules:
            if rule.code == code:
                return rule
        raise KeyError(code)

    def with_words(self, wrong: Mapping[str, str], sensitive: tuple[str, ...]) -> Rules:
        """These rules with a body's own words added."""
        return msgspec.structs.replace(
            self, wrong={**self.wrong, **wrong}, sensitive=tuple(dict.fromkeys(self.sensitive + sensitive))
        )


@cache
def default_rules() -> Rules:
    """The rules that come with the program."""
    text = files("gongkai.release").joinpath("data/rules.yaml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), Rules)
