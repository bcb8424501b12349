"""The vocabulary of figures: what the loader refuses, and that the package's own words can be found."""

from __future__ import annotations

import pytest

from gongkai.errors import LawDataError
from gongkai.law.load import build
from gongkai.text.patterns import Finder, longest_words, phrases
from tests.law.small import files
from tests.layouts import the_law

METRIC = """\
- id: received
  label: 收到
  units: [件]
  words: ["收到…#"]
  family: requests
  sums: [[t.granted.a]]
  binding: strict
"""


def changed(old: str, new: str) -> str:
    assert old in METRIC
    return METRIC.replace(old, new)


def test_a_metric_that_is_whole() -> None:
    assert [metric.id for metric in build(files(metrics=METRIC)).metrics] == ["received"]


@pytest.mark.parametrize(
    ("text", "key", "says"),
    [
        pytest.param(METRIC + METRIC, "$[0].id", "重复", id="id twice"),
        pytest.param(changed("t.granted.a", "t.granted.c"), "$[0].sums[0][0]", "不在任何格式中", id="no such cell"),
        pytest.param(METRIC + "  parts: [sent]\n", "$[0].parts[0]", "不存在", id="no such part"),
        pytest.param(METRIC + "  within: sent\n", "$[0].within", "不存在", id="no such whole"),
        pytest.param(
            changed("  sums: [[t.granted.a]]\n", ""), "$[0].binding", "不能与表格核对", id="strict without cells"
        ),
        pytest.param(
            changed("  family: requests\n", "") + '  following: ["#"]\n', "$[0].following", "family", id="no family"
        ),
        pytest.param(METRIC + "  colour: red\n", "$[0].colour", "unknown field", id="unknown key"),
    ],
)
def test_refused(text: str, key: str, says: str) -> None:
    with pytest.raises(LawDataError) as raised:
        build(files(metrics=text))
    assert says in str(raised.value)
    assert f"metrics.yaml:{raised.value.line}: {key}" in str(raised.value) or key.endswith(".id")


@pytest.mark.parametrize("metric", the_law().metrics.values(), ids=lambda metric: metric.id)
def test_every_phrase_can_be_met(metric: object) -> None:
    """A phrase is found where its own first words stand side by side, and so is its anchor."""
    words = [*metric.words, *metric.following, *metric.none]  # type: ignore[attr-defined]
    for text in words:
        printed = "".join(piece.split("|")[0] for part in text.split("…") for piece in part.split("+"))
        assert phrases((text,)).search(printed), text
        assert any(anchor in printed for anchor in longest_words(text)), text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("收到申请", ["收到申请"]),
        ("未收到任何申请", ["收到任何申请"]),
        ("收到。申请", []),
        ("接到甲申请，收到乙申请", ["接到甲申请", "收到乙申请"]),
    ],
)
def test_a_finder_looks_for_the_end_first(text: str, found: list[str]) -> None:
    assert [match[0] for match in Finder(("收到|接到…申请",), 6).find(text)] == found
