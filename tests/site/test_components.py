"""The parts that pages are made of."""

import datetime as dt
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from selectolax.lexbor import LexborHTMLParser

from gongkai.site.web import components_page
from gongkai.site.web.clock import ZONE
from gongkai.site.web.forms import DayInput
from gongkai.site.web.paging import Page
from gongkai.site.web.templatetags.components import Column, Fact, Moment, Step, Tile


def drawn(source: str, address: str = "/x/", **context: Any) -> LexborHTMLParser:
    request = RequestFactory().get(address)
    return LexborHTMLParser(Template(source).render(Context(context | {"request": request})))


def attributes(tree: LexborHTMLParser, selector: str) -> dict[str, str]:
    """Those of the first that fits; one without a value has an empty one."""
    found = tree.css_first(selector)
    assert found is not None, selector
    return {name: value or "" for name, value in found.attributes.items()}


def words(tree: LexborHTMLParser, selector: str) -> list[str]:
    return [node.text(strip=True) for node in tree.css(selector)]


class Everything(forms.Form):
    title = forms.CharField(label="标题", help_text="写明<b>事由</b>。")
    method = forms.ChoiceField(label="方式", widget=forms.RadioSelect, choices=[("a", "邮寄"), ("b", "自取")])
    kind = forms.ChoiceField(label="类别", choices=[("", "请选择"), ("x", "甲")], required=False)
    agreed = forms.BooleanField(label="已核对", required=False)
    day = forms.DateField(label="日期", widget=DayInput, required=False)
    token = forms.CharField(widget=forms.HiddenInput)


class TestForms:
    def test_label_hint_and_field_are_tied(self) -> None:
        tree = drawn("{{ form.title.as_field_group }}", form=Everything())
        field = attributes(tree, "input")
        assert attributes(tree, "label")["for"] == field["id"]
        assert field["aria-describedby"] == "id_title_helptext"
        assert words(tree, "#id_title_helptext") == ["写明<b>事由</b>。"]
        assert field["class"] == "form-control"
        assert "required" in field
        assert words(tree, ".gk-required") == ["*"]

    def test_an_error_is_tied_to_its_field(self) -> None:
        tree = drawn("{{ form.title.as_field_group }}", form=Everything({}))
        field = attributes(tree, "input")
        assert field["aria-invalid"] == "true"
        assert field["aria-describedby"].split() == ["id_title_helptext", "id_title_error"]
        assert words(tree, "#id_title_error li") == ["请填写这一项。"]
        assert field["class"] == "form-control is-invalid"

    def test_choices_stand_in_a_group_with_its_legend(self) -> None:
        tree = drawn("{{ form.method.as_field_group }}", form=Everything({}))
        assert attributes(tree, "fieldset")["aria-describedby"] == "id_method_error"
        assert words(tree, "fieldset > legend") == ["方式*"]
        assert words(tree, "fieldset label") == ["邮寄", "自取"]

    @pytest.mark.parametrize(
        ("name", "selector"),
        [
            ("kind", "select.form-select"),
            ("agreed", ".form-check > input.form-check-input + label"),
            ("day", "input[type=date].form-control"),
        ],
    )
    def test_each_kind_of_field_is_dressed(self, name: str, selector: str) -> None:
        assert drawn("{{ form." + name + ".as_field_group }}", form=Everything()).css_first(selector)

    def test_a_day_keeps_its_value(self) -> None:
        tree = drawn("{{ form.day }}", form=Everything(initial={"day": dt.date(2026, 11, 3)}))
        assert attributes(tree, "input")["value"] == "2026-11-03"

    def test_a_placeholder_that_repeats_the_label_is_dropped(self) -> None:
        form = Everything()
        form.fields["title"].widget.attrs["placeholder"] = "标题"
        form.fields["day"].widget.attrs["placeholder"] = "例如 2026-11-20"
        tree = drawn("{{ form.title.as_field_group }}{{ form.day.as_field_group }}", form=form)
        assert [node.attributes.get("placeholder") for node in tree.css("input")] == [None, "例如 2026-11-20"]

    def test_the_summary_leads_to_every_error(self) -> None:
        form = Everything({"day": "2026-02-30"})
        form.add_error(None, "两处不一致。")
        tree = drawn("{% error_summary form %}", form=form)
        assert words(tree, "li") == [
            "两处不一致。",
            "请填写这一项。",  # of the hidden field: there is no place to lead to
            "标题：请填写这一项。",
            "方式：请填写这一项。",
            "日期：请填写有效的日期，例如 2026-11-20。",
        ]
        assert [node.attributes["href"] for node in tree.css("a")] == ["#id_title", "#id_method_0", "#id_day"]
        page = drawn("{% form_body form '保存' %}", form=form)
        assert [page.css_first(str(node.attributes["href"])) is None for node in tree.css("a")] == [False] * 3

    def test_a_form_without_errors_has_no_summary(self) -> None:
        assert drawn("{% error_summary form %}", form=Everything()).css("div") == []

    def test_a_form_has_its_token_and_one_primary_button(self) -> None:
        tree = drawn("{% form_body form '保存' '/back/' %}", form=Everything())
        assert tree.css_first("input[name=csrfmiddlewaretoken]")
        assert len(tree.css("input[name=token]")) == 1
        assert words(tree, ".btn-primary") == ["保存"]
        assert attributes(tree, "a")["href"] == "/back/"


class TestParts:
    def test_facts_tell_what_is_not_filled_in(self) -> None:
        tree = drawn("{% facts rows %}", rows=[Fact("电话", "", "/edit/"), Fact("份数", 0)])
        assert words(tree, "dd") == ["未填写", "修改电话", "0"]

    def test_tiles_do_not_take_nothing_for_zero(self) -> None:
        tiles = [Tile("逾期", 1234, "/late/"), Tile("上月", None), Tile("占比", "3.5%")]
        tree = drawn("{% tiles items %}", items=tiles)
        assert words(tree, ".gk-tile-value") == ["1,234", "—", "3.5%"]

    def test_the_timeline_writes_days_and_moments(self) -> None:
        moments = [
            Moment(dt.datetime(2026, 11, 20, 9, 5, tzinfo=ZONE), "退回"),
            Moment(dt.date(2026, 11, 2), "登记"),
        ]
        tree = drawn("{% timeline moments %}", moments=moments)
        assert words(tree, "time") == ["2026年11月20日 09:05", "2026年11月2日"]
        assert [node.attributes["datetime"] for node in tree.css("time")] == ["2026-11-20T09:05:00+08:00", "2026-11-02"]

    def test_steps_say_their_state_in_words(self) -> None:
        items = [Step("登记", "done"), Step("审核", "current"), Step("送达", "ahead")]
        tree = drawn("{% steps items %}", items=items)
        assert words(tree, ".visually-hidden") == ["（已完成）", "（正在进行）", "（尚未开始）"]
        assert [node.attributes.get("aria-current") for node in tree.css("li")] == [None, "step", None]

    @pytest.mark.parametrize("kind", ["neutral", "info", "good", "warn", "danger"])
    def test_every_kind_of_notice_has_its_sign(self, kind: str) -> None:
        tree = drawn("{% notice kind=kind title='注意' %}内容{% endnotice %}", kind=kind)
        assert tree.css_first(f".gk-{kind} use")
        assert "内容" in words(tree, "body")[0]

    def test_what_one_typed_stays_text(self) -> None:
        tree = drawn(
            "{% badge x %}{% panel title=x %}{{ x }}{% endpanel %}{% facts rows %}", x="<i>", rows=[Fact("<i>", "<i>")]
        )
        assert tree.css("i") == []

    def test_the_pager_keeps_the_filters(self) -> None:
        tree = drawn("{% pager page %}", "/x/?state=open&before=old", page=Page[Any]([], after="next", before=""))
        assert [node.attributes["href"] for node in tree.css("a")] == ["?state=open&after=next"]

    def test_a_single_page_has_no_pager(self) -> None:
        assert drawn("{% pager page %}", page=Page[Any]([], after="", before="")).css("nav") == []

    def test_filters_can_be_cleared_once_there_are_any(self) -> None:
        form = components_page.Filters()
        assert drawn("{% filters form %}", form=form).css("a") == []
        assert attributes(drawn("{% filters form %}", "/x/?q=1", form=form), "a")["href"] == "/x/"

    def test_a_chart_stands_as_a_table(self) -> None:
        tree = drawn(
            "{% chart 'c' '题' options columns rows %}",
            options={"series": ["</script><i>"]},
            columns=[Column("年"), Column("数", number=True)],
            rows=[["2024", 1234], ["2025", None]],
        )
        assert words(tree, "td") == ["2024", "1,234", "2025", "—"]
        assert tree.css("i") == []
        assert attributes(tree, "#c-options")["type"] == "application/json"
        assert tree.css_first("[data-chart=c-options]")

    def test_a_row_that_does_not_fit_its_columns_is_a_mistake(self) -> None:
        with pytest.raises(ValueError, match="longer"):
            drawn("{% chart 'c' '题' options columns rows %}", options={}, columns=[Column("年")], rows=[["2024", 1]])

    def test_an_icon_is_silent_unless_it_has_a_title(self) -> None:
        assert attributes(drawn("{% icon 'bell' %}"), "svg")["aria-hidden"] == "true"
        assert attributes(drawn("{% icon 'bell' '通知' %}"), "svg")["aria-label"] == "通知"


@pytest.fixture
def page() -> LexborHTMLParser:
    return LexborHTMLParser(components_page.show(RequestFactory().get("/staff/components/")).content.decode())


def test_the_component_page_shows_every_part(page: LexborHTMLParser) -> None:
    for part in (
        "tiles",
        "badge",
        "notice",
        "facts",
        "timeline",
        "steps",
        "chart",
        "filters",
        "pager",
        "errors",
        "empty",
        "drawer",
    ):
        assert page.css_first(f".gk-{part}"), part
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
