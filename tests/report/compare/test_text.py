"""Text side by side, and repetition as docs/reference/repetition.md defines it."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.reading import read_report
from gongkai.report.compare.comparison import compare_reports
from gongkai.report.compare.prose import Change, align, segments
from gongkai.report.compare.repetition import Repetition, repetition
from gongkai.report.report import Report
from gongkai.text.normal import bare
from tests.layouts import the_law
from tests.report.build import a_report

LAW = the_law()
ONE, TWO = "全年在县政府网站公开信息一百二十六条。", "收到群众申请十七件，均已按期办结。"
OTHER = "今后将丰富解读形式，每季度检查一次。"
TEXTS = st.text("公开信息，。；\n（一）12", max_size=60)
SECTIONS = st.fixed_dictionaries({"preface": TEXTS, "overview": TEXTS, "problems": TEXTS, "other": TEXTS})


def with_text(year: int = 2023, **sections: str) -> Report:
    return msgspec.structs.replace(a_report(year=year), sections=sections)


def repeated(earlier: Report, later: Report, **options: float) -> tuple[int, int]:
    overall = repetition(earlier, later, LAW, options.get("similarity")).overall
    return overall.repeated, overall.characters


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        ("", "", (0, 0)),
        ("", ONE, (0, 18)),
        (ONE, "", (0, 0)),
        (ONE, ONE, (18, 18)),
        (ONE + TWO, ONE + OTHER, (18, 34)),
        # Width, white space, punctuation and quotes are set aside.
        (ONE, "全年在县政府网站，公开信息 “一百二十六”条；", (18, 18)),
        # One character of 18 is another: alike by 94 %.
        (ONE, ONE.replace("六条", "七条"), (18, 18)),
        # A sentence of fewer than 10 characters must be the same.
        ("培训干部2次。", "培训干部3次。", (0, 6)),
        ("培训干部2次。", "培训干部2次。", (6, 6)),
        # Said twice counts twice: the length of the later report is what is measured.
        (ONE, ONE + ONE, (36, 36)),
        # Headings, labels, the names of the aspects and 无 are left out.
        (ONE, "（一）主动公开情况。" + ONE, (18, 18)),
        ("（二）依申请公开方面\n" + TWO, "（二）依申请公开方面\n" + OTHER, (0, 16)),
        ("无。", "无。", (0, 0)),
        ("平台建设：\n本机关不掌握相关政府信息。", "平台建设：\n本机关不掌握相关政府信息。", (0, 0)),
    ],
)
def test_repetition(earlier: str, later: str, expected: tuple[int, int]) -> None:
    assert repeated(with_text(2022, overview=earlier), with_text(overview=later)) == expected


def test_the_similarity_can_be_set() -> None:
    reports = with_text(2022, overview=ONE), with_text(overview=ONE.replace("六条", "七条"))
    assert repeated(*reports, similarity=0.9) == (18, 18)
    assert repeated(*reports, similarity=0.99) == (0, 18)


def test_the_preface_does_not_count_but_is_searched() -> None:
    earlier, later = with_text(2022, preface=ONE), with_text(preface=TWO, overview=ONE, problems=OTHER)
    found = repetition(earlier, later, LAW)
    assert (found.overall.repeated, found.overall.characters) == (18, 34)
    assert [(p.section, p.earlier_section, p.text) for p in found.passages] == [("overview", "preface", ONE)]
    assert {name: share.share for name, share in found.sections.items()} == {"overview": 1.0, "problems": 0.0}


@given(SECTIONS, SECTIONS)
def test_a_share_lies_between_0_and_1(one: dict[str, str], other: dict[str, str]) -> None:
    found = repetition(with_text(2022, **one), with_text(2023, **other), LAW)
    for share in (found.overall, *found.sections.values()):
        assert 0 <= share.repeated <= share.characters
    assert sum(p.characters for p in found.passages) == found.overall.repeated


@given(SECTIONS)
def test_a_report_repeats_itself_wholly(sections: dict[str, str]) -> None:
    report = with_text(2023, **sections)
    found = repetition(report, report, LAW)
    assert found.overall.repeated == found.overall.characters
    assert found.overall.share in (1.0, None)


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        ("", "", []),
        (ONE, ONE, [("same", ONE, ONE)]),
        (ONE, "", [("deleted", ONE, "")]),
        ("", ONE, [("inserted", "", ONE)]),
        (ONE + TWO, TWO, [("deleted", ONE, ""), ("same", TWO, TWO)]),
        (ONE, ONE.replace("网站", "门户"), [("changed", ONE, ONE.replace("网站", "门户"))]),
        (ONE + TWO, OTHER + TWO, [("deleted", ONE, ""), ("inserted", "", OTHER), ("same", TWO, TWO)]),
        (
            ONE,
            OTHER + ONE.replace("网站", "门户"),
            [("inserted", "", OTHER), ("changed", ONE, ONE.replace("网站", "门户"))],
        ),
    ],
)
def test_align(earlier: str, later: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(c.kind, c.earlier, c.later) for c in align(earlier, later)] == expected


@given(TEXTS, TEXTS)
def test_both_texts_are_whole_in_the_alignment(one: str, other: str) -> None:
    changes = align(one, other)
    assert bare("".join(change.earlier for change in changes)) == bare(one)
    assert bare("".join(change.later for change in changes)) == bare(other)
    assert all(change.kind == "same" for change in align(one, one))


def test_segments() -> None:
    found = segments(Change("changed", "培训2次。", "培训13次。"))
    assert "".join(s.text for s in found if s.kind != "inserted") == "培训2次。"
    assert "".join(s.text for s in found if s.kind != "deleted") == "培训13次。"


@pytest.mark.parametrize(
    ("one", "other"),
    [("1191", "1431"), ("1,078", "941"), ("98.5", "98.25"), ("0.5", "5")],
)
def test_a_number_is_never_divided(one: str, other: str) -> None:
    found = segments(Change("changed", f"予以公开{one}件。", f"予以公开{other}件。"))
    told = [("same", "予以公开"), ("deleted", one), ("inserted", other), ("same", "件。")]
    assert [(segment.kind, segment.text) for segment in found] == told


def test_the_threshold_decides_and_the_two_findings_across_years_are_there() -> None:
    earlier, later = with_text(2022, overview=ONE * 6 + TWO), with_text(overview=ONE * 6 + OTHER)
    for threshold, codes in ((0.5, ["RP-LAST-YEAR"]), (0.99, [])):
        found = compare_reports(earlier, later, LAW, threshold=threshold)
        assert [finding.code for finding in found.result.findings] == codes
        assert (found.result.passed, found.result.failed) == (10 - len(codes), len(codes))


@pytest.fixture
def suqian(shared_reports: Path) -> Repetition:
    earlier, later = (
        read_report((shared_reports / name).read_bytes(), name, LAW)
        for name in ("suqian_city_2023.txt", "suqian_city_2024.txt")
    )
    return compare_reports(earlier, later, LAW, threshold=0.5).repetition


def test_a_city_that_wrote_its_report_anew(suqian: Repetition) -> None:
    assert 0 < (suqian.overall.share or 0) < 0.1
    texts = [passage.text for passage in suqian.passages]
    assert "针对上述问题，我市及时进行了针对性的改进。" in texts
    assert any(text.startswith("2024年，我市政府信息公开工作取得了一定成绩") for text in texts)
    assert {p.section for p in suqian.passages} == {"overview", "problems"}
