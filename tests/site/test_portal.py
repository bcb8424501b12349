"""What the public sees of bodies."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from gongkai.site.bodies.models import Body, Contact
from gongkai.site.bodies.selectors import public as selectors
from gongkai.site.publishing import columns


def shown(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_first_page_lists_bodies_by_level(client: Client, township: Body, other_township: Body) -> None:
    text = shown(client, "/")
    order = [text.index(word) for word in ("县级", "云岭县人民政府", "乡级", township.name, other_township.name)]
    assert order == sorted(order)


def test_the_first_page_says_so_where_there_is_no_body(client: Client, db: None) -> None:
    assert "还没有机关在这里公开信息" in shown(client, "/")


def test_too_many_bodies_are_not_all_listed_and_that_is_told(
    client: Client, township: Body, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "没有全部列出" not in shown(client, "/")
    monkeypatch.setattr(selectors, "MOST", 1)
    text = shown(client, "/")
    assert "没有全部列出" in text
    assert township.name not in text


def test_a_body_shows_how_to_reach_it(client: Client, township: Body) -> None:
    path = f"/b/{township.code}/"
    assert "还没有登记公开工作机构的联系方式" in shown(client, path)
    Contact.objects.create(body=township, office="党政综合办公室", phone="0999-5550123")
    text = shown(client, path)
    assert "党政综合办公室" in text
    assert "0999-5550123" in text
    assert "传真号码" not in text


@pytest.mark.parametrize("column", columns.every(), ids=lambda column: column.key)
def test_every_statutory_column_has_its_page(client: Client, township: Body, column: columns.Column) -> None:
    text = shown(client, f"/b/{township.code}/{column.key}/")
    assert f"<h1>{column.label}</h1>" in text
    assert "还没有内容" in text
    assert f'/{column.key}/" aria-current="page"' in text


@pytest.mark.parametrize("path", ["/b/nowhere/", "/b/nowhere/guide/", "/b/11990001MB00000203/nothing/"])
def test_what_is_not_there_is_not_found(client: Client, township: Body, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_body_that_is_no_more_says_so_and_leaves_the_list(client: Client, township: Body) -> None:
    township.until = dt.date(2020, 5, 1)
    township.save()
    assert "已于2020年5月1日撤销" in shown(client, f"/b/{township.code}/")
    assert township.name not in shown(client, "/")
    assert township.name not in shown(client, "/search/?q=石桥")


@pytest.mark.parametrize(
    ("words", "found"),
    [("石桥", True), ("桥镇", True), ("白沙", False), ("%", False), ("_", False), ("", False), ("x" * 500, False)],
)
def test_searching(client: Client, township: Body, words: str, found: bool) -> None:
    assert (township.name in shown(client, f"/search/?q={words.replace('%', '%25')}")) == found


def test_searching_takes_what_a_browser_never_sends(client: Client, township: Body) -> None:
    assert township.name in shown(client, "/search/?q=%00石桥%00")


@pytest.mark.parametrize(
    ("path", "queries"), [("/", 1), ("/search/?q=县", 1), ("/b/11990001MB00000203/", 3), ("/accessibility/", 0)]
)
def test_the_number_of_queries_does_not_grow(
    client: Client, township: Body, path: str, queries: int, django_assert_num_queries: Any
) -> None:
    Contact.objects.create(body=township, office="办公室")
    for number in range(12):
        Body.objects.add_child(
            Body.objects.get(code="11990000MB0000010K"),
            instance=Body(code=f"X{number}", name=f"云岭县第{number}局", level="county", kind="department"),
        )
    with django_assert_num_queries(queries):
        shown(client, path)


def test_reading_leaves_no_cookie(client: Client, township: Body) -> None:
    shown(client, f"/b/{township.code}/")
    assert dict(client.cookies) == {}
