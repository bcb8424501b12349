"""``--select`` and ``--ignore``: codes and their families -> the checks to run."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Sequence

import click


def near(code: str, known: Iterable[str]) -> list[str]:
    """The known codes and families that look most like ``code``, the nearest first."""
    names = dict.fromkeys(name for one in known for name in (one, one.partition("-")[0]))
    return difflib.get_close_matches(code.upper(), names, n=3, cutoff=0.5)


def family(prefix: str, known: Iterable[str]) -> list[str]:
    """The codes that ``prefix`` names: itself, or all that continue it behind a hyphen (``T3``, ``TB-MISSING``)."""
    wanted = prefix.upper()
    return [code for code in known if code == wanted or code.startswith(f"{wanted}-")]


def unknown(code: str, known: Iterable[str]) -> click.UsageError:
    """The error for a code that is none, naming near ones."""
    close = near(code, known)
    hint = f"；相近的有 {'、'.join(close)}" if close else ""
    return click.UsageError(f"没有代码“{code}”{hint}。全部代码见 gongkai explain。")


def chosen(select: Sequence[str], ignore: Sequence[str], known: Collection[str]) -> frozenset[str]:
    """The codes to check: those selected (all, where none is), less those ignored.

    Every argument is a list of codes or prefixes with commas. Raises click.UsageError for one that names nothing.
    """
    wanted = _codes(select, known) if select else set(known)
    return frozenset(wanted - _codes(ignore, known))


def _codes(arguments: Sequence[str], known: Collection[str]) -> set[str]:
    found: set[str] = set()
    for part in (part.strip() for argument in arguments for part in argument.split(",")):
        if not part:
            continue
        named = family(part, known)
        if not named:
            raise unknown(part, known)
        found.update(named)
    return found
