"""``gongkai explain``."""

from __future__ import annotations

import pytest

from tests.cli.run import gongkai
from tests.layouts import the_law

LAW = the_law()


@pytest.mark.parametrize("code", [*LAW.checks, *LAW.notices])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_code_is_explained(code: str, language: str) -> None:
    result = gongkai("explain", code, "--language", language)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{code} ")


def test_a_check() -> None:
    text = gongkai("explain", "xy-carried").stdout
    for part in (
        "XY-CARRIED 结转数与上年不衔接",
        "级别  警告",
        "依据  《",
        "表三：第三部分",
        "理解  作为警告",
        "理由  格式没有写明",
    ):
        assert part in text


def test_both_levels_of_a_check() -> None:
    assert "级别  错误、警告" in gongkai("explain", "ST-CHAPTER").stdout


def test_a_family() -> None:
    text = gongkai("explain", "T3").stdout
    assert [line.split()[0] for line in text.splitlines() if line.startswith("T3")] == [
        "T3-ROW-SUM",
        "T3-COLUMN-SUM",
        "T3-BALANCE",
    ]


def test_all_codes() -> None:
    listed = [line.split()[0] for line in gongkai("explain").stdout.splitlines() if line]
    assert listed == [*LAW.checks, *LAW.notices]


def test_an_unknown_code_names_near_ones() -> None:
    assert "T3-BALANCE" in gongkai("explain", "T3-BALANC").stderr
