"""Bodies from files and back: read, told what is wrong, tried, confirmed, repeated, written."""

import csv
import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from gongkai.errors import ConflictError, InputError, NotFoundError
from gongkai.site.audit.models import Event
from gongkai.site.bodies import selectors, services
from gongkai.site.bodies.importing import drafts, export, files
from gongkai.site.bodies.importing.columns import words
from gongkai.site.bodies.importing.shapes import Preview
from gongkai.site.bodies.models import Body, ImportDraft, Name, Office, Relation
from gongkai.site.web.clock import ZONE
from gongkai.site.web.scope import Actor
from tests.site.bodies_world import TODAY, code_of, make, registrar, superior_of

SCOPE = registrar()
NOW = dt.datetime(2026, 11, 20, 9, 0, tzinfo=ZONE)
HEAD = ["名称", "统一社会信用代码", "行政区划代码", "简称", "层级", "类别", "上级机关代码", "成立日期"]
COUNTY = ["云岭县人民政府", code_of(1), "990100", "云岭县", "县级", "人民政府", "", ""]
TOWN = ["云岭县石桥镇人民政府", code_of(2), "990100101", "石桥镇", "乡级", "人民政府", code_of(1), "1998年7月1日"]
VILLAGE = ["上河村", "", "990100101201", "", "", "村", code_of(2), ""]
SMALL = [HEAD, TOWN, VILLAGE, COUNTY]  # superiors need not come first


def csv_of(rows: list[list[str]], encoding: str = "utf-8-sig", delimiter: str = ",") -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue().encode(encoding)


def xlsx_of(sheets: dict[str, list[list[Any]]], hidden: str = "") -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    day = book.add_format({"num_format": "yyyy/m/d"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                if isinstance(value, dt.date):
                    sheet.write_datetime(number, place, dt.datetime(value.year, value.month, value.day), day)
                elif value != "":
                    sheet.write(number, place, value)
        if name == hidden:
            sheet.hide()
    book.close()
    return file.getvalue()


def upload(data: bytes, name: str = "名录.csv") -> tuple[ImportDraft, Preview]:
    row = drafts.prepare(SCOPE, data, file_name=name, now=NOW)
    return drafts.draft(SCOPE, row.token, now=NOW)


def bring_in(data: bytes) -> Preview:
    row, preview = upload(data)
    assert preview.problems == []
    return drafts.confirm(SCOPE, row.token, now=NOW)


def counts(create: int, change: int, same: int) -> dict[str, int]:
    return {"create": create, "change": change, "same": same}


def told(rows: list[list[str]]) -> list[tuple[int, str, str]]:
    return [(each.line, each.column, each.message) for each in upload(csv_of(rows))[1].problems]


class TestReading:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_csv_as_spreadsheets_save_it(self, encoding: str, delimiter: str) -> None:
        lines = files.read(csv_of(SMALL, encoding, delimiter)).lines
        assert [(line.number, line.cells["name"]) for line in lines] == [(2, TOWN[0]), (3, VILLAGE[0]), (4, COUNTY[0])]

    def test_xlsx_with_a_title_a_gap_and_days(self) -> None:
        data = xlsx_of({"甲": [["云岭县机关名录"], HEAD, [], [*TOWN[:7], dt.date(1998, 7, 1)]]})
        (line,) = files.read(data).lines
        assert (line.sheet, line.number, line.cells["since"]) == ("甲", 4, "1998-07-01")

    def test_a_line_of_one_cell_is_not_lost(self) -> None:
        (line,) = files.read(xlsx_of({"甲": [HEAD, [], ["云岭县"]]})).lines
        assert (line.number, line.cells) == (3, {"name": "云岭县"})

    def test_other_headings_mean_the_same(self) -> None:
        (line,) = files.read(csv_of([["单位名称", "机构代码", "上级 机关", "备注"], ["甲", "乙", "丙", "丁"]])).lines
        assert line.cells == {"name": "甲", "code": "乙", "superior": "丙"}

    def test_what_is_not_read_is_told(self) -> None:
        data = xlsx_of(
            {"甲": [[*HEAD, "备注"], [*COUNTY, "老"]], "乙": [["随便"]], "丙": [HEAD, TOWN], "填写说明": [["列"]]},
            hidden="丙",
        )
        notes = "".join(files.read(data).notes)
        assert all(word in notes for word in ("备注", "工作表“乙”", "隐藏的工作表没有读取：丙"))
        assert "填写说明" not in notes

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b" ", "空的"),
            (b"\xd0\xcf\x11\xe0 old", "另存为 XLSX"),
            (b"PK\x03\x04 broken", "损坏"),
            ("只有一列\n甲".encode(), "没有可以导入的内容"),
            (csv_of([HEAD]), "没有可以导入的内容"),
            (b'a,b\n"open', "引号不配对"),
            (csv_of([["名称", "机关名称", "代码"], ["甲", "乙", "丙"]]), "重复的列：名称"),
            (csv_of([HEAD, *[COUNTY] * (files.MAX_LINES + 1)]), "请分成几个文件"),
            (b"x" * (files.MAX_BYTES + 1), "请分成几个文件"),
        ],
    )
    def test_a_file_that_cannot_be_used_says_why(self, data: bytes, words: str) -> None:
        with pytest.raises(InputError, match=words):
            files.read(data)

    def test_a_workbook_of_something_else_is_no_workbook(self) -> None:
        data = xlsx_of({"甲": [HEAD, COUNTY]}).replace(b"xl/workbook.xml", b"xl/workbonk.xml")
        with pytest.raises(InputError, match="另存为 XLSX"):
            files.read(data)

    def test_codes_that_lost_their_digits_are_suspected(self, db: None) -> None:  # noqa: ARG002
        data = xlsx_of({"甲": [HEAD, ["甲", 119900001234567890, "", "", "县级", "人民政府"]]})
        _row, preview = upload(data)
        assert any("末三位" in note for note in preview.notes)


@pytest.mark.django_db
class TestProblems:
    @pytest.mark.parametrize(
        ("column", "value", "words"),
        [
            ("名称", "", "请填写名称"),
            ("名称", "=1+1", "不能使用的字符"),
            ("统一社会信用代码", "12345", "18 位，这里有 5 位"),
            ("统一社会信用代码", code_of(2)[:17] + "0", "校验位"),
            ("行政区划代码", "99", "6 位、9 位或者 12 位"),
            ("层级", "国家级", "省级、地市级、县级、乡级"),
            ("层级", "", "新建的机关应当填写"),
            ("类别", "公司", "人民政府、政府部门"),
            ("类别", "", "新建的机关应当填写"),
            ("上级机关代码", code_of(9), "没有这个上级机关"),
            ("上级机关代码", "云岭县", "18 位"),
            ("成立日期", "1998年", "2019-03-01"),
            ("成立日期", "1998-02-30", "2019-03-01"),
            ("成立日期", "0998-02-03", "2019-03-01"),
        ],
    )
    def test_each_is_told_with_its_place(self, column: str, value: str, words: str) -> None:
        bad = [value if head == column else text for head, text in zip(HEAD, TOWN, strict=True)]
        _row, preview = upload(csv_of([HEAD, COUNTY, bad]))
        (problem,) = preview.problems
        assert (problem.line, problem.column, problem.value) == (3, column, value)
        assert words in problem.message
        assert not preview.ready

    def test_all_are_told_at_once(self) -> None:
        rows = [HEAD, [*COUNTY[:7], "昨天"], [*TOWN[:4], "", *TOWN[5:]], [*VILLAGE[:6], "", ""]]
        assert [(line, column) for line, column, _message in told(rows)] == [
            (2, "成立日期"),
            (3, "层级"),
            (4, "上级机关代码"),
        ]

    def test_a_line_that_comes_twice(self) -> None:
        assert told([HEAD, COUNTY, COUNTY]) == [(3, "统一社会信用代码", "与第 2 行重复，请删去一行。")]
        assert told([HEAD, COUNTY, TOWN, VILLAGE, VILLAGE])[0][:2] == (5, "名称")

    def test_bodies_under_themselves(self) -> None:
        one, other = [*COUNTY[:6], code_of(2), ""], [*TOWN[:7], ""]
        assert {line for line, _column, message in told([HEAD, one, other]) if "回到了自己" in message} == {2, 3}

    def test_a_loop_with_what_is_there_already(self) -> None:
        make(2, make(1))
        ((line, _column, message),) = told([HEAD, [*COUNTY[:6], code_of(2), ""]])
        assert (line, "自己或者它的下级" in message) == (2, True)

    def test_what_a_service_refuses_is_told_by_the_trial(self) -> None:
        body = make(2, make(1))
        services.relate(SCOPE, body=body, superior=None, since=TODAY + dt.timedelta(days=5))
        rows = [[*HEAD, "变更日期"], [*TOWN[:6], code_of(3), "", ""], [*COUNTY[:1], code_of(3), *COUNTY[2:], ""]]
        ((line, _column, message),) = told(rows)
        assert (line, "尚未生效" in message) == (2, True)

    def test_of_many_offices_the_one_that_is_wrong_is_told(self) -> None:
        body = make(2, make(1))
        services.save_office(SCOPE, body=body, kind="village", name="上河村", until=dt.date(2020, 1, 1))
        others = [["下河村", *VILLAGE[1:]], VILLAGE, ["中河村", *VILLAGE[1:]]]
        assert told([HEAD, *others]) == [(3, "", "“上河村”已经登记过了。")]

    def test_a_closed_body_is_not_revived(self) -> None:
        services.close(SCOPE, body=make(1), until=TODAY)
        assert told([HEAD, COUNTY])[0][:2] == (2, "统一社会信用代码")


@pytest.mark.django_db
class TestImport:
    def test_looking_changes_nothing(self) -> None:
        _row, preview = upload(csv_of(SMALL))
        assert (preview.counts, preview.ready) == (counts(3, 0, 0), True)
        told = {row.name: {change.column: change.after for change in row.changes} for row in preview.shown}
        assert told[VILLAGE[0]]["superior"] == f"{TOWN[0]}（{TOWN[1]}）"
        assert (told[TOWN[0]]["level"], told[TOWN[0]]["since"]) == ("乡级", "1998-07-01")
        assert not Body.objects.exists()
        assert not Event.objects.exists()

    def test_confirming_does_what_was_shown(self) -> None:
        bring_in(csv_of(SMALL))
        county, town = Body.objects.get(code=code_of(1)), Body.objects.get(code=code_of(2))
        assert (town.name, town.since, superior_of(town)) == (TOWN[0], dt.date(1998, 7, 1), county.pk)
        assert (county.level, county.kind, county.short_name) == ("county", "government", "云岭县")
        assert [row.name for row in selectors.offices(SCOPE, town)] == ["上河村"]
        assert Event.objects.filter(action="body.import").count() == 1
        assert not ImportDraft.objects.exists()

    def test_a_second_time_it_changes_nothing(self) -> None:
        bring_in(csv_of(SMALL))
        _row, preview = upload(csv_of(SMALL))
        assert (preview.counts, preview.ready) == (counts(0, 0, 3), False)

    def test_what_is_blank_changes_nothing(self) -> None:
        bring_in(csv_of(SMALL))
        _row, preview = upload(csv_of([["名称", "代码"], [TOWN[0], TOWN[1]]]))
        assert preview.counts == counts(0, 0, 1)

    def test_changes_are_shown_and_made(self) -> None:
        bring_in(csv_of([HEAD, COUNTY, TOWN, [*COUNTY[:1], code_of(3), *COUNTY[2:]]]))
        changed = ["云岭县石桥街道办事处", TOWN[1], "", "", "", "派出机关", code_of(3), "", "2025-07-01"]
        _row, preview = upload(csv_of([[*HEAD, "变更日期"], changed]))
        (shown,) = preview.shown
        assert {change.column: (change.before, change.after) for change in shown.changes} == {
            "name": (TOWN[0], changed[0]),
            "kind": ("人民政府", "派出机关"),
            "superior": (f"{COUNTY[0]}（{code_of(1)}）", f"{COUNTY[0]}（{code_of(3)}）"),
        }
        bring_in(csv_of([[*HEAD, "变更日期"], changed]))
        body = Body.objects.get(code=code_of(2))
        before = selectors.on(SCOPE, body, dt.date(2025, 6, 30))
        assert (before.name, before.superior) == (TOWN[0], Body.objects.get(code=code_of(1)))
        assert (body.name, body.short_name, body.kind) == (changed[0], "石桥镇", "dispatched")

    def test_without_a_day_a_change_holds_from_today(self) -> None:
        bring_in(csv_of(SMALL))
        bring_in(csv_of([["名称", "代码"], ["新名", TOWN[1]]]))
        assert Name.objects.unscoped("test").get(name="新名").since == TODAY

    def test_two_that_change_places_find_theirs(self) -> None:
        upper = make(2, make(1))
        make(3, upper)
        swap = [
            ["名称", "代码", "上级机关代码"],
            *([f"云岭县第{n}局", code_of(n), code_of(m)] for n, m in ((2, 3), (3, 1))),
        ]
        bring_in(csv_of(swap))
        assert [superior_of(Body.objects.get(code=code_of(n))) for n in (2, 3)] == [
            Body.objects.get(code=code_of(m)).pk for m in (3, 1)
        ]

    def test_what_changed_meanwhile_stops_all_of_it(self) -> None:
        row, _preview = upload(csv_of(SMALL))
        make(1)
        with pytest.raises(ConflictError, match="有了变化"):
            drafts.confirm(SCOPE, row.token, now=NOW)
        assert Body.objects.count() == 1

    def test_what_can_no_longer_be_done_leaves_nothing_half(self) -> None:
        row, _preview = upload(csv_of(SMALL))
        only_view = type(SCOPE)(SCOPE.actor, TODAY, {key: SCOPE.grants[key] for key in ("body.view", "body.create")})
        with pytest.raises(ConflictError, match="什么也没有导入"):
            drafts.confirm(only_view, row.token, now=NOW)  # the village asks for body.edit
        assert not Body.objects.exists()
        assert not Relation.objects.unscoped("test").exists()
        assert not Event.objects.exists()

    def test_what_is_wrong_cannot_be_confirmed(self) -> None:
        row, _preview = upload(csv_of([HEAD, [*COUNTY[:7], "昨天"]]))
        with pytest.raises(ConflictError):
            drafts.confirm(SCOPE, row.token, now=NOW)

    def test_a_draft_is_its_owners_for_an_hour(self) -> None:
        row, _preview = upload(csv_of(SMALL))
        stranger = type(SCOPE)(Actor("staff", 2, "别人"), TODAY, SCOPE.grants)
        with pytest.raises(NotFoundError):
            drafts.draft(stranger, row.token, now=NOW)
        with pytest.raises(NotFoundError):
            drafts.confirm(SCOPE, row.token, now=NOW + drafts.KEPT)
        assert drafts.forget(NOW + drafts.KEPT) == 1


@pytest.mark.django_db
class TestExport:
    @pytest.mark.parametrize("write", [export.to_csv, export.to_xlsx])
    def test_what_is_written_can_be_read_again(self, write: Any) -> None:
        bring_in(csv_of(SMALL))
        data = write(export.listing(SCOPE))
        _row, preview = upload(data)
        assert (preview.counts, preview.problems, preview.notes) == (counts(0, 0, 3), [], [])

    @pytest.mark.parametrize("write", [export.to_csv, export.to_xlsx])
    def test_what_is_written_makes_the_same_elsewhere(self, write: Any) -> None:
        bring_in(csv_of(SMALL))
        before = export.listing(SCOPE)
        data = write(before)
        for model in (Office, Relation, Name):
            model.objects.unscoped("test").delete()
        Body.objects.all().delete()
        bring_in(data)
        assert export.listing(SCOPE) == before

    def test_the_closed_are_left_out(self) -> None:
        services.close(SCOPE, body=make(2, make(1)), until=TODAY - dt.timedelta(days=1))
        assert [cells["code"] for cells in export.listing(SCOPE).bodies] == [code_of(1)]

    def test_the_example_can_be_imported(self) -> None:
        preview = bring_in(export.example_file())
        assert preview.notes == []
        assert preview.counts == counts(7, 0, 0)


texts = st.text(st.characters(codec="utf-8", categories=["Lo", "Nd", "Lu", "Po", "Ps"]), min_size=1, max_size=12)


@given(st.lists(st.fixed_dictionaries({"name": texts, "division": texts, "level": texts}), min_size=1, max_size=5))
def test_texts_come_back_as_they_were_written(rows: list[dict[str, str]]) -> None:
    content = export.Listing(rows, [])
    for data in (export.to_csv(content), export.to_xlsx(content)):
        assert [line.cells for line in files.read(data).lines] == rows


def test_every_value_has_its_words() -> None:
    from gongkai.site.bodies.models import Kind, Level, OfficeKind

    known = words()
    for choices, given_words in ((Level, known.levels), (Kind, known.kinds), (OfficeKind, known.offices)):
        assert dict(choices.choices) == {key: each[0] for key, each in given_words.items()}


def test_the_guide_names_every_column() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "guide" / "bodies.md").read_text(encoding="utf-8")
    assert [column.label for column in words().columns if f"| {column.label} |" not in guide] == []
