"""``--select`` and ``--ignore``."""

from __future__ import annotations

import click
import pytest

from gongkai.cli.codes import chosen, family, near

KNOWN = ("T3-ROW-SUM", "T3-BALANCE", "TB-BLANK", "TB-MISSING-ROW", "TB-MISSING-BLOCK", "ST-TITLE")


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        ((), (), set(KNOWN)),
        (("T3",), (), {"T3-ROW-SUM", "T3-BALANCE"}),
        (("TB-MISSING",), (), {"TB-MISSING-ROW", "TB-MISSING-BLOCK"}),
        (("tb-blank",), (), {"TB-BLANK"}),
        (("T3,TB-BLANK", "ST"), (), {"T3-ROW-SUM", "T3-BALANCE", "TB-BLANK", "ST-TITLE"}),
        (("T3", ","), ("T3-BALANCE",), {"T3-ROW-SUM"}),
        ((), ("T3", "TB", "ST"), set()),
    ],
)
def test_chosen(select: tuple[str, ...], ignore: tuple[str, ...], expected: set[str]) -> None:
    assert chosen(select, ignore, KNOWN) == expected


@pytest.mark.parametrize(("code", "suggested"), [("T3-BALANC", "T3-BALANCE"), ("T9", "T3"), ("TB-BLNK", "TB-BLANK")])
def test_an_unknown_code_names_near_ones(code: str, suggested: str) -> None:
    with pytest.raises(click.UsageError, match=suggested):
        chosen((code,), (), KNOWN)


def test_a_prefix_ends_at_a_hyphen() -> None:
    assert family("T", KNOWN) == []
    assert near("ZZZZ", KNOWN) == []
