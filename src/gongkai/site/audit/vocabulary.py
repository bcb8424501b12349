"""What can happen: every action that an event may name, with its words. Each app adds its own when it is loaded."""

from __future__ import annotations

from collections.abc import Mapping

_WORDS: dict[str, str] = {}


def add(words: Mapping[str, str]) -> None:
    """Make actions known: id such as ``body.create`` -> what an auditor reads."""
    for action, text in words.items():
        if _WORDS.get(action, text) != text:
            raise ValueError(f"{action} is taken: {_WORDS[action]}")
        _WORDS[action] = text


def known(action: str) -> bool:
    """Whether ``action`` was added."""
    return action in _WORDS


def words(action: str) -> str:
    """What an auditor reads; an action of a later version shows as its id."""
    return _WORDS.get(action, action)


def all_words() -> dict[str, str]:
    """All actions, by id."""
    return dict(sorted(_WORDS.items()))
