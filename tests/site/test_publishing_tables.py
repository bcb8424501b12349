"""Tables handed in line by line, lists given out, channels, and the standard catalogue."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai.errors import InputError, TooLargeError, UsageError
from gongkai.site.accounts.models import User
from gongkai.site.audit.models import Event
from gongkai.site.bodies.models import Body
from gongkai.site.publishing import exporting, selectors, services, standards
from gongkai.site.publishing.importing import parcel, rows, run, tables
from gongkai.site.publishing.models import Attribute, Entry, Item, Posting, TableImport
from gongkai.site.publishing.services import postings, standard
from gongkai.site.web import sheets
from tests.site.conftest import TODAY
from tests.site.test_publishing import PLAIN, changed, people, public  # noqa: F401

GOOD = {"标题": "石桥镇防汛预案", "信息类别": "应急管理", "成文日期": "2026/11/2", "正文": "第一条\n第二条"}
ROW = standard.Row(
    field="social_assistance", matter="最低生活保障审核确认", content="名单、金额", timing="20个工作日内"
)


def table(kind: tables.Kind, *lines: dict[str, str]) -> bytes:
    known = tables.table(kind)
    headings = {column.label: column.label for column in known.columns}
    return sheets.write([(known.name, headings, lines)], {})


class Unmarked(zipfile.ZipInfo):
    """A member whose name is not marked as UTF-8, as older Chinese programs write it."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.filename.encode("gbk"), self.flag_bits


def packed(files: dict[str, bytes], encoding: str = "utf-8") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name) if encoding == "utf-8" else Unmarked(name), data)
    return out.getvalue()


@pytest.fixture
def officer(people: SimpleNamespace, signed_in: Callable[[User], Client]) -> Client:  # noqa: F811
    return signed_in(User.objects.get(pk=people.handler.actor.id))


def items() -> list[Item]:
    return list(Item.objects.unscoped("test").order_by("pk"))


def test_lines_that_are_refused_leave_nothing_and_the_others_stand(people: SimpleNamespace) -> None:  # noqa: F811
    bad = [GOOD | {"成文日期": "去年"}, GOOD | {"文号": "石政发[2026]1号"}, GOOD | {"附件": "没有.pdf"}]
    data = table("items", GOOD, *bad, GOOD | {"标题": "第二件"})
    tried = run.trial(people.handler, body=people.body, kind="items", data=data)
    assert (tried.good, items()) == (2, [])
    assert [(one.line, one.column) for one in tried.problems] == [(3, "成文日期"), (4, ""), (5, "附件")]
    done = run.take_in(people.handler, body=people.body, kind="items", data=data, key="a")
    assert (done.good, done.done, [one["line"] for one in done.problems]) == (2, 5, [3, 4, 5])
    assert [item.title for item in items()] == ["石桥镇防汛预案", "第二件"]
    assert items()[0].html == "<p>第一条</p><p>第二条</p>"
    assert items()[0].formed_on == dt.date(2026, 11, 2)


def test_what_was_confirmed_twice_is_taken_in_once(people: SimpleNamespace) -> None:  # noqa: F811
    data = table("items", GOOD)
    for _ in range(2):
        run.take_in(people.handler, body=people.body, kind="items", data=data, key="a")
    assert len(items()) == 1


def test_what_was_interrupted_goes_on_where_it_stopped(
    people: SimpleNamespace,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = table("items", *[GOOD | {"标题": f"第{number}件"} for number in range(4)])
    do, seen = rows.DO["items"], []

    def dies(*args: Any) -> None:
        do(*args)
        seen.append(args)
        if len(seen) == 3:
            raise KeyboardInterrupt

    monkeypatch.setitem(rows.DO, "items", dies)
    with pytest.raises(KeyboardInterrupt):
        run.take_in(people.handler, body=people.body, kind="items", data=data, key="a")
    assert len(items()) == 2
    row = run.take_in(people.handler, body=people.body, kind="items", data=data, key="a")
    assert (row.done, row.good) == (4, 4)
    assert [item.title for item in items()] == ["第0件", "第1件", "第2件", "第3件"]


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_files_come_with_the_table(people: SimpleNamespace, encoding: str) -> None:  # noqa: F811
    line = GOOD | {"附件": "名录.txt；图/甲.txt"}
    files = {"导入/信息.xlsx": table("items", line), "导入/名录.txt": "公路".encode(), "导入/图/甲.txt": "甲".encode()}
    done = run.take_in(people.handler, body=people.body, kind="items", data=packed(files, encoding), key="a")
    assert done.problems == []
    assert [file.name for file in selectors.attachments(items()[0])] == ["名录.txt", "甲.txt"]


def test_a_cell_merged_over_lines_is_said_of_each_and_repeated_headings_are_none() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for number in (0, 3):
        sheet.write_row(number, 0, ["试点领域", "公开事项", "公开内容"])
    sheet.merge_range(1, 0, 2, 0, "社会救助")
    sheet.write_row(1, 1, ["甲", "一"])
    sheet.write_row(2, 1, ["乙", "二"])
    book.close()
    lines = sheets.read(out.getvalue(), tables.columns("entries")).lines
    assert [tuple(line.cells[name] for name in ("field", "matter", "content")) for line in lines] == [
        ("社会救助", "甲", "一"),
        ("社会救助", "乙", "二"),
    ]


def test_a_parcel_holds_one_table() -> None:
    with pytest.raises(InputError, match="一个信息表"):
        parcel.unpack(packed({"甲.txt": b"a"}))
    with pytest.raises(InputError, match="一个信息表"):
        parcel.unpack(packed({"甲.csv": b"a", "乙.csv": b"b"}))


def test_every_column_of_the_tables_is_read(people: SimpleNamespace) -> None:  # noqa: F811
    withheld = GOOD | {
        "公开属性": "不予公开",
        "不主动公开的依据": "属于三类内部事务信息",
        "不主动公开的理由": "内部分工",
    }
    run.take_in(people.handler, body=people.body, kind="items", data=table("items", withheld), key="a")
    (item,) = items()
    assert (item.attribute, item.ground, item.ground_reason) == (Attribute.WITHHELD, "internal_affairs", "内部分工")


def test_an_officer_uploads_looks_and_confirms(people: SimpleNamespace, officer: Client) -> None:  # noqa: F811
    page = reverse("publishing:upload", args=[people.body.code, "items"])
    data = table("items", GOOD, GOOD | {"信息类别": "别的"})
    answer = officer.post(page, {"file": SimpleUploadedFile("信息.xlsx", data)})
    preview = answer["Location"]
    text = officer.get(preview).content.decode()
    assert "1 行可以导入" in text
    assert "应当是以下之一" in text
    assert items() == []
    assert "已经导入 1 行" in officer.post(preview).content.decode()
    assert len(items()) == 1
    assert officer.get(preview[:-3] + "/").status_code == 404


def test_a_preview_is_for_who_uploaded(
    people: SimpleNamespace,  # noqa: F811
    officer: Client,
    person: Callable[..., User],
    signed_in: Callable[[User], Client],
) -> None:
    page = reverse("publishing:upload", args=[people.body.code, "items"])
    preview = officer.post(page, {"file": SimpleUploadedFile("信息.xlsx", table("items", GOOD))})["Location"]
    assert signed_in(person("handler", people.body)).get(preview).status_code == 404


def test_an_example_can_be_read_again(people: SimpleNamespace, officer: Client) -> None:  # noqa: F811
    for kind in tables.KINDS:
        data = officer.get(reverse("publishing:table_example", args=[people.body.code, kind])).content
        with pytest.raises(InputError, match="没有可以导入的内容"):
            sheets.read(data, tables.columns(kind))


def test_postings_in_bulk_name_items_or_total_a_month(people: SimpleNamespace) -> None:  # noqa: F811
    item = public(people)
    data = table(
        "postings",
        {"渠道": "政务微信", "日期": "2026-11-19", "索引号": item.index_number},
        {"渠道": "政务微博", "日期": "2026年11月1日", "条数": "12", "说明": "后台统计"},
        {"渠道": "政务微博", "日期": "2026-11-01"},
        {"渠道": "传真", "日期": "2026-11-01", "条数": "1"},
        {"渠道": "政务微信", "日期": "2026-11-19", "索引号": item.index_number},
    )
    done = run.take_in(people.handler, body=people.body, kind="postings", data=data, key="a")
    assert [(one["line"], one["column"]) for one in done.problems] == [(4, "条数"), (5, "渠道"), (6, "")]
    totals = selectors.posted(people.handler, people.body, 2026)
    assert (totals.by_outlet, totals.distinct) == ({"wechat": 1, "weibo": 12}, 13)


def test_an_item_on_three_channels_counts_once(people: SimpleNamespace, officer: Client) -> None:  # noqa: F811
    item = public(people)
    page = reverse("publishing:post", args=[people.body.code, item.pk])
    values = {"outlets": ["website", "wechat", "notice_board"], "on": TODAY.isoformat()}
    assert "已经登记 3 个渠道" in officer.post(page, values, follow=True).content.decode()
    totals = selectors.posted(people.handler, people.body, TODAY.year)
    assert (totals.all, totals.distinct) == (3, 1)
    with pytest.raises(UsageError, match="已经登记过"):
        postings.post(people.handler, body=people.body, outlet="wechat", on=TODAY, item_id=item.pk)


def test_the_total_of_a_month_has_its_evidence(people: SimpleNamespace, officer: Client) -> None:  # noqa: F811
    page = reverse("publishing:postings", args=[people.body.code])
    file = SimpleUploadedFile("后台.txt", "十二条".encode())
    answer = officer.post(page, {"outlet": "wechat", "on": TODAY.isoformat(), "count": "12", "file": file})
    assert answer.status_code == 302
    row = Posting.objects.unscoped("test").get()
    assert (row.count, row.monthly, row.evidence.size) == (12, True, 9)
    given = officer.get(reverse("publishing:evidence", args=[people.body.code, row.pk]))
    assert b"".join(given.streaming_content).decode() == "十二条"  # type: ignore[attr-defined]
    assert Event.objects.filter(action="posting.evidence").count() == 1


class TestExport:
    def test_a_workbook_can_be_handed_in_again(
        self,
        people: SimpleNamespace,  # noqa: F811
        officer: Client,
    ) -> None:
        public(people, changed(PLAIN, summary="概述"))
        data = officer.get(reverse("publishing:export", args=[people.body.code, "xlsx"])).content
        tried = run.trial(people.handler, body=people.body, kind="items", data=data)
        assert (tried.good, tried.problems) == (1, [])

    def test_a_zip_has_the_digest_of_every_file(self, people: SimpleNamespace, officer: Client) -> None:  # noqa: F811
        item = services.create(people.handler, body=people.body, draft=PLAIN)
        services.attach(people.handler, item_id=item.pk, name="名录.txt", stream=io.BytesIO("公路".encode()))
        data = officer.get(reverse("publishing:export", args=[people.body.code, "zip"])).content
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            manifest = json.loads(archive.read("manifest.json"))
            found = {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}
        del found["manifest.json"]
        assert {one["path"]: one["sha256"] for one in manifest["files"]} == found
        assert f"files/{item.pk}/01-名录.txt" in found

    def test_the_filters_of_the_list_hold(self, people: SimpleNamespace, officer: Client) -> None:  # noqa: F811
        services.create(people.handler, body=people.body, draft=PLAIN)
        services.create(people.handler, body=people.body, draft=changed(PLAIN, title="别的", subject="news"))
        page = reverse("publishing:export", args=[people.body.code, "json"])
        assert [row["title"] for row in officer.get(page, {"subject": "news"}).json()["items"]] == ["别的"]
        assert Event.objects.filter(action="item.export").count() == 1

    def test_nothing_is_left_out_in_silence(
        self,
        people: SimpleNamespace,  # noqa: F811
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setitem(exporting.MOST, "json", 1)
        for _ in range(2):
            services.create(people.handler, body=people.body, draft=PLAIN)
        rows_of_body = selectors.items(people.handler).filter(body=people.body)
        with pytest.raises(TooLargeError, match="超过 1 条"):
            exporting.export(people.handler, body=people.body, rows=rows_of_body, form="json")


class TestStandard:
    def test_a_table_is_taken_in_and_again_without_doubling(self, people: SimpleNamespace) -> None:  # noqa: F811
        line = {"公开事项": ROW.matter, "试点领域": "社会救助", "公开内容（要素）": "名单", "公开依据": "《条例》"}
        again = line | {"公开内容（要素）": "名单和金额"}
        for number, each in enumerate((line, again)):
            done = run.take_in(
                people.handler, body=people.body, kind="entries", data=table("entries", each), key=str(number)
            )
            assert done.problems == []
        (entry,) = standards.entries(people.body)
        assert (entry.field, entry.content, entry.basis) == ("social_assistance", "名单和金额", "《条例》")

    def test_a_row_leads_to_its_items_on_the_portal(
        self,
        people: SimpleNamespace,  # noqa: F811
        client: Client,
        officer: Client,
    ) -> None:
        item = public(people)
        entry = standard.write(people.handler, body=people.body, row=ROW, position=1)
        change = reverse("publishing:change_entry", args=[people.body.code, entry.pk, "link"])
        assert "没有这个索引号" in officer.post(change, {"index_number": "x"}, follow=True).content.decode()
        officer.post(change, {"index_number": item.index_number})
        page = client.get(f"/b/{people.body.code}/standard/").content.decode()
        assert PLAIN.title in page
        assert "20个工作日内" in page
        assert ROW.matter not in client.get(f"/b/{people.body.code}/standard/?q=教育").content.decode()
        assert f"/b/{people.body.code}/standard/" in client.get(f"/b/{people.body.code}/proactive/").content.decode()
        officer.post(reverse("publishing:change_entry", args=[people.body.code, entry.pk, "unlink"]), {"item": item.pk})
        assert PLAIN.title not in client.get(f"/b/{people.body.code}/standard/").content.decode()
        officer.post(reverse("publishing:change_entry", args=[people.body.code, entry.pk, "drop"]))
        assert not standards.entries(people.body).exists()
        assert Entry.objects.unscoped("test").get().dropped

    def test_a_list_costs_the_same_however_long(self, people: SimpleNamespace, client: Client) -> None:  # noqa: F811
        item = public(people)

        def queries() -> int:
            with CaptureQueriesContext(connection) as seen:
                client.get(f"/b/{people.body.code}/standard/")
            return len(seen)

        def add(number: int) -> None:
            row = standard.Row(field="health", matter=f"事项{number}", content="内容")
            entry = standard.write(people.handler, body=people.body, row=row, position=number)
            standard.link(people.handler, entry_id=entry.pk, index_number=item.index_number)

        add(0)
        few = queries()
        for number in range(1, 6):
            add(number)
        assert queries() == few

    def test_strangers_see_nothing_of_the_staff(
        self,
        people: SimpleNamespace,  # noqa: F811
        other_township: Body,
        person: Callable[..., User],
        signed_in: Callable[[User], Client],
    ) -> None:
        stranger = signed_in(person("handler", other_township))
        reader = signed_in(person("secrecy_reviewer", people.body))
        for name in ("entries", "documents", "rechecks"):
            page = reverse(f"publishing:{name}", args=[people.body.code])
            assert (stranger.get(page).status_code, reader.get(page).status_code) == (404, 200)
        page = reverse("publishing:upload", args=[people.body.code, "items"])
        assert (stranger.get(page).status_code, reader.get(page).status_code) == (404, 403)
        assert not TableImport.objects.unscoped("test").exists()
