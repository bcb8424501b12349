"""The loader refuses what is not plain, whole and unambiguous, and says where."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from gongkai.errors import LawDataError
from gongkai.law import LawBook
from gongkai.law.load import PACKAGE_DATA, build, load, read_files
from tests.law.small import CHECKS, FORM, INSTRUMENTS, OUTCOMES, SMALL, files


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) >= 1
    return text.replace(old, new, 1)


def test_the_small_law_is_whole() -> None:
    law = build(files())
    assert [form.id for form in law.forms] == ["2021"]


@pytest.mark.parametrize(
    ("file", "text", "line", "key", "says"),
    [
        pytest.param(
            "checks", CHECKS + "  colour: red\n", 9, "$[0].colour", "unknown field `colour`", id="unknown key"
        ),
        pytest.param(
            "forms_2021",
            changed(FORM, "label: 甲,", "label: 甲, colour: red,"),
            19,
            "$.tables[0].blocks[0].columns[0].colour",
            "unknown field",
            id="unknown key, deep",
        ),
        pytest.param("checks", CHECKS + "  remedy: 再改。\n", 9, "$[0].remedy", "重复出现", id="key twice"),
        pytest.param(
            "checks", changed(CHECKS, "title: 合计", "title: 1"), 2, "$[0].title", "got `int`", id="wrong type"
        ),
        pytest.param(
            "checks",
            changed(CHECKS, "  level: warning\n", ""),
            1,
            "$[0]",
            "missing required field `level`",
            id="key missing",
        ),
        pytest.param(
            "checks",
            changed(CHECKS, "level: warning", "level: fatal"),
            3,
            "$[0].level",
            "Invalid enum value",
            id="no such level",
        ),
        pytest.param(
            "checks",
            changed(CHECKS, "[act-2#2]", "[act-2#9]"),
            8,
            "$[0].basis[0]",
            "依据“act-2#9”不存在",
            id="dangling basis",
        ),
        pytest.param(
            "checks",
            changed(CHECKS, "  basis: [act-2#2]\n", ""),
            1,
            "$[0]",
            "须写明 reading 和 because",
            id="no basis, no reason",
        ),
        pytest.param(
            "forms_2021",
            changed(FORM, "{body}{year}年", "{body}年"),
            24,
            "$.report_title",
            "须写明一处“{year}”",
            id="title without year",
        ),
        pytest.param(
            "forms_2021",
            changed(FORM, "年报告", "年{report}"),
            24,
            "$.report_title",
            "没有“report”这个用语",
            id="title with an unknown term",
        ),
        pytest.param(
            "forms_2021",
            changed(FORM, "{year}年", "{year}年{"),
            24,
            "$.report_title",
            "花括号没有成对",
            id="title with a brace too many",
        ),
        pytest.param("checks", CHECKS + CHECKS, 9, "$[1].code", "“X-SUM”重复", id="code twice"),
        pytest.param(
            "checks",
            changed(CHECKS, "  message: 合计为{found}。\n", ""),
            1,
            "$[0]",
            "message 与 cases",
            id="no sentence",
        ),
        pytest.param(
            "checks",
            changed(
                CHECKS,
                "  message: 合计为{found}。\n",
                "  cases:\n    - {id: a, message: 一。, message_en: a., level: error}\n",
            ),
            5,
            "$[0].cases[0].level",
            "不能高于检查的级别",
            id="a case above its check",
        ),
        pytest.param(
            "instruments",
            changed(INSTRUMENTS, "2019-02-01", "2019-02-30"),
            5,
            "$[0].in_force",
            "Invalid",
            id="no such day",
        ),
        pytest.param(
            "instruments", changed(INSTRUMENTS, "2019-02-01", "1.5"), 5, "$[0].in_force", "请加引号", id="float"
        ),
        pytest.param(
            "instruments",
            changed(INSTRUMENTS, "ends: 2021-01-01", "ends: 2021-06-01"),
            14,
            "$[1].replaces",
            "重叠",
            id="overlap",
        ),
        pytest.param(
            "instruments",
            changed(INSTRUMENTS, "ends: 2021-01-01", "ends: 2019-02-01"),
            6,
            "$[0].ends",
            "不晚于",
            id="ends first",
        ),
        pytest.param(
            "instruments",
            changed(INSTRUMENTS, "replaces: act-1", "replaces: act-0"),
            14,
            "$[1].replaces",
            "“act-0”不存在",
            id="replaces nothing",
        ),
        pytest.param(
            "outcomes",
            OUTCOMES + "- {id: given, label: 又, basis: [act-2#2]}\n",
            3,
            "$[2].id",
            "重复",
            id="outcome twice",
        ),
        pytest.param(
            "outcomes",
            OUTCOMES + "- {id: lost, label: 无着落, basis: [act-2#2]}\n",
            8,
            "$.tables",
            "办理结果lost没有计入任何一行",
            id="an outcome in no row",
        ),
        pytest.param(
            "forms_2021",
            changed(FORM, "[refused]", "[given]"),
            23,
            "$.tables[0].blocks[0].rows[1].counts[0]",
            "已计入行“granted”",
            id="an outcome in two rows",
        ),
        pytest.param(
            "forms_2021",
            changed(FORM, "[refused]", "[gone]"),
            23,
            "$.tables[0].blocks[0].rows[1].counts[0]",
            "“gone”不存在",
            id="no such outcome",
        ),
        pytest.param(
            "forms_2021",
            changed(FORM, "left: [a]", "left: [c]"),
            12,
            "$.tables[0].identities[0]",
            "“c”不存在",
            id="identity of nothing",
        ),
        pytest.param(
            "forms_2021",
            changed(FORM, "code: X-SUM", "code: Y"),
            12,
            "$.tables[0].identities[0].code",
            "检查“Y”不存在",
            id="identity of no check",
        ),
        pytest.param(
            "forms_2021",
            changed(FORM, "this: a", "this: z"),
            14,
            "$.tables[0].yearly[0]",
            "“z”不存在",
            id="tie of nothing",
        ),
        pytest.param(
            "forms_2021",
            changed(FORM, "table: t}", "table: u}"),
            7,
            "$.chapters[0].table",
            "表“u”不存在",
            id="no such table",
        ),
        pytest.param(
            "forms_2021",
            changed(FORM, "counts: [given]", "counts: [given], within: top"),
            22,
            "$.tables[0].blocks[0].rows[0].within",
            "“top”不存在",
            id="no such row above",
        ),
        pytest.param(
            "forms_2021",
            changed(FORM, "counts: [given]", 'counts: [given], same_as: "2019:t.granted"'),
            22,
            "$.tables[0].blocks[0].rows[0].same_as",
            "不是更早的格式",
            id="same as nothing",
        ),
        pytest.param(
            "reporting",
            '- {kinds: [government], levels: [county], day: "02-29", basis: [act-2#2]}',
            1,
            "$[0].day",
            "没有“02-29”这一天",
            id="day that is not in every year",
        ),
        pytest.param(
            "reporting",
            '- {kinds: [government], levels: [village], day: "01-31", basis: [act-2#2]}',
            1,
            "$[0].levels[0]",
            "village",
            id="body of no such level",
        ),
        pytest.param("checks", "code: X\n", 1, "$", "列表", id="no list"),
        pytest.param("checks", "", 0, "$", "文件为空", id="empty"),
        pytest.param("checks", "- {code: [\n", 2, "$", "YAML", id="no YAML"),
        pytest.param("checks", changed(CHECKS, "title: 合计", "title: yes"), 2, "$[0].title", "请加引号", id="yes"),
        pytest.param(
            "checks", changed(CHECKS, "title: 合计", "title: 010"), 2, "$[0].title", "请加引号", id="leading zero"
        ),
        pytest.param("checks", changed(CHECKS, "title: 合计", "<<: {}"), 2, "$[0]", "普通文字", id="merge key"),
        pytest.param("laws", "[]", 0, "$", "不认识的数据种类", id="no such kind"),
    ],
)
def test_refused(file: str, text: str, line: int, key: str, says: str) -> None:
    with pytest.raises(LawDataError) as told:
        build(files(**{file: text}))
    error = told.value
    name = f"{file.replace('_', '/', 1)}.yaml"
    if file == "outcomes" and key == "$.tables":
        name = "forms/2021.yaml"
    assert (error.file, error.line, error.key) == (name, line, key)
    assert says in error.message
    assert error.message.startswith(f"{name}:{line}: {key}: ")


def test_two_forms_for_one_year() -> None:
    other = FORM.replace('id: "2021"', 'id: "2022"').replace("first_year: 2021", "first_year: 2022")
    with pytest.raises(LawDataError, match=r"forms/2022\.yaml:4: \$\.first_year: 与格式“2021”的适用年度重叠"):
        build(files(forms_2022=other))


def test_text_that_is_no_utf8() -> None:
    with pytest.raises(LawDataError, match="UTF-8"):
        build({**files(), "checks.yaml": CHECKS.encode("gb18030")})


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return _write(tmp_path / "package", SMALL)


def _write(folder: Path, texts: object) -> Path:
    assert isinstance(texts, dict)
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


class TestOverlay:
    def test_a_file_is_replaced_as_a_whole(self, package: Path, tmp_path: Path) -> None:
        overlay = _write(tmp_path / "law", {"checks.yaml": CHECKS.replace("title: 合计", "title: 总计")})
        assert [check.title for check in load([package, overlay]).checks] == ["总计"]

    def test_a_file_is_added(self, package: Path, tmp_path: Path) -> None:
        added = CHECKS.replace("X-SUM", "X-MORE")
        overlay = _write(tmp_path / "law", {"checks/more.yaml": added})
        assert {check.code for check in load([package, overlay]).checks} == {"X-SUM", "X-MORE"}

    def test_is_held_to_the_same_rules(self, package: Path, tmp_path: Path) -> None:
        overlay = _write(tmp_path / "law", {"checks.yaml": CHECKS.replace("act-2#2", "act-3#1")})
        with pytest.raises(LawDataError, match=r"checks\.yaml:8: \$\[0\]\.basis\[0\]"):
            load([package, overlay])

    def test_of_the_installed_law(self, tmp_path: Path) -> None:
        checks = (PACKAGE_DATA / "checks.yaml").read_text(encoding="utf-8")
        overlay = _write(tmp_path / "law", {"checks.yaml": checks.replace("title: 缺行", "title: 少行")})
        plain, changed_ = LawBook.open(), LawBook.open(overlay)
        assert changed_.at(dt.date(2025, 1, 1)).checks["TB-MISSING-ROW"].title == "少行"
        assert plain.digest != changed_.digest

    def test_that_is_not_there_changes_nothing(self, tmp_path: Path) -> None:
        assert LawBook.open(tmp_path / "none").digest == LawBook.open().digest


class TestCache:
    def test_is_filled_and_used(self, package: Path, tmp_path: Path) -> None:
        cache = tmp_path / "cache"
        first = load([package], cache)
        (kept,) = cache.iterdir()
        before = kept.stat().st_mtime_ns
        assert load([package], cache) == first
        assert kept.stat().st_mtime_ns == before

    def test_is_another_for_other_data(self, package: Path, tmp_path: Path) -> None:
        cache = tmp_path / "cache"
        load([package], cache)
        (package / "checks.yaml").write_text(CHECKS.replace("合计", "总计"), encoding="utf-8")
        assert load([package], cache).checks[0].title == "总计"
        assert len(list(cache.iterdir())) == 2

    def test_that_is_broken_is_written_anew(self, package: Path, tmp_path: Path) -> None:
        cache = tmp_path / "cache"
        first = load([package], cache)
        (kept,) = cache.iterdir()
        kept.write_bytes(b"\x00broken")
        assert load([package], cache) == first

    def test_that_cannot_be_written_costs_nothing_but_time(self, package: Path, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        assert load([package], tmp_path / "file").checks

    def test_names_what_it_holds(self, package: Path, tmp_path: Path) -> None:
        law = load([package], tmp_path / "cache")
        (kept,) = (tmp_path / "cache").iterdir()
        assert law.digest in kept.name
        assert len(law.digest) == 64


def test_files_are_read_in_order_and_by_relative_path(package: Path) -> None:
    assert list(read_files([package])) == sorted(SMALL)
