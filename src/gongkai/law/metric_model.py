"""The shape of what a report counts in its text: ``metrics.yaml``."""

from __future__ import annotations

from typing import Literal

from gongkai.law.entry import Entry

Binding = Literal["strict", "loose"]


class Metric(Entry, frozen=True):
    """Something that reports count in running text, and how to know it.

    ``words`` are phrases of which one must stand around the number (``#`` stands for it, ``…`` for a few characters,
    ``|`` for either); none of ``unless`` may stand there, none of ``unless_before`` anywhere before in the
    sentence.
    ``context``: one of these must stand before it in the sentence. ``following`` phrases are enough where the figure
    before in the sentence is of the same ``family``. ``units`` are those in which it is counted.

    ``sums`` are the cells that say the same: any one of these sums may be meant. A leading ``-`` subtracts, and a sum
    with a cell that the form does not have is left out. ``binding``: whether a difference is an error (``strict``)
    or the words are too loose to tell; ``nexus``: words without which they are too loose.

    ``single``: stated once in a report, for the whole year. ``parts`` are metrics that together make this one,
    ``within`` the metric that it cannot exceed. ``none`` are phrases that say that there was none of it.
    """

    id: str
    label: str
    units: tuple[str, ...]
    words: tuple[str, ...]
    family: str = ""
    unless: tuple[str, ...] = ()
    unless_before: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    following: tuple[str, ...] = ()
    sums: tuple[tuple[str, ...], ...] = ()
    binding: Binding = "loose"
    nexus: tuple[str, ...] = ()
    single: bool = False
    generic: bool = False
    parts: tuple[str, ...] = ()
    within: str | None = None
    none: tuple[str, ...] = ()
