"""The numbers that a text states: metric, value, unit, and what they count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.report.checks import check_report
from gongkai.report.figures import extract_figures
from gongkai.report.prose import AllProse, Prose, prose_of
from gongkai.report.report import Figure, Scope
from gongkai.report.values import Place
from gongkai.text.normal import squeeze
from tests.layouts import the_law
from tests.report.build import a_report


def figures(text: str, year: int = 2023) -> tuple[Figure, ...]:
    return extract_figures(prose_of({"overview": text}, {}), the_law(), year)


@pytest.mark.parametrize(
    ("text", "metric", "value", "unit", "qualifier"),
    [
        ("我镇收到政府信息公开申请12件。", "requests_received", "12", "件", ""),
        ("新收政府信息公开申请12件。", "requests_new", "12", "件", ""),
        ("依申请公开方面，上年结转3件。", "requests_carried_in", "3", "件", ""),
        ("申请12件，其中3件结转下年度继续办理。", "requests_carried_out", "3", "件", ""),
        ("收到申请两件。", "requests_received", "2", "件", ""),
        ("主动公开政府信息18万余条。", "items_disclosed", "180000", "条", "余"),
        ("在县政府门户网站发布信息1,980条。", "items_by_site", "1980", "条", ""),
        ("在县政府网站发布198条政府信息。", "items_by_site", "198", "条", ""),
        ("微信公众号推送各类信息386条。", "items_by_wechat", "386", "条", ""),
        ("微博推送各类信息516条。", "items_by_microblog", "516", "条", ""),
        ("在镇公示栏张贴36份。", "items_by_bulletin", "36", "份", ""),
        ("共印发政府文件85件。", "documents_issued", "85", "件", ""),
        ("制发行政规范性文件6件。", "normative_issued", "6", "件", ""),
        ("答复热线7163件。", "hotline_cases", "7163", "件", ""),
        ("收到留言94条。", "citizen_messages", "94", "条", ""),
        ("按期办理热线，办结率92%。", "completion_rate", "92", "%", ""),
        ("组织政务公开培训2次。", "trainings", "2", "次", ""),
        ("培训120人次。", "trainees", "120", "人次", ""),
        ("收取信息处理费3940元。", "processing_fee", "3940", "元", ""),
        ("粉丝3.2万人。", "followers", "32000", "人", ""),
        ("张贴宣传页3000余份。", "posters", "3000", "份", "余"),
        ("制播新闻稿件129篇。", "news_items", "129", "篇", ""),
        ("因政府信息公开被申请行政复议5件。", "reconsiderations", "5", "件", ""),
        ("种植树木30株、修路2公里。", "other", "2", "公里", ""),
    ],
)
def test_a_figure(text: str, metric: str, value: str, unit: str, qualifier: str) -> None:
    found = figures(text)[-1]
    assert (found.metric, found.value, found.unit, found.qualifier) == (metric, value, unit, qualifier)


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("收到政府信息公开申请12件。", ""),
        ("2022年收到政府信息公开申请12件。", "other_year"),
        ("去年收到政府信息公开申请12件。", "other_year"),
        ("2023年收到政府信息公开申请12件。", ""),
        ("收到政府信息公开申请比上年增加12件。", "change"),
        ("收到政府信息公开申请20件，其中县政府办收到申请12件。", "part"),
        ("计划公开信息12条。", "plan"),
    ],
)
def test_what_is_not_the_number_of_the_year(text: str, context: str) -> None:
    assert figures(text)[-1].context == context


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("收到申请12件。", None),
        ("全县收到申请12件。", "aggregate"),
        ("我镇收到申请12件。", "own"),
        ("全市共有申请，市本级收到申请12件。", "own"),
    ],
)
def test_whose_it_is(text: str, scope: str | None) -> None:
    assert figures(text)[-1].scope == scope


def test_in_a_sentence_without_end_each_number_is_told_by_the_words_before_it() -> None:
    text = "2022年全县收到政府信息公开申请12件，2023年本机关收到政府信息公开申请3件；" * 300
    found = figures(text)
    assert [(f.scope, f.context) for f in found[:2]] == [("aggregate", "other_year"), ("own", "")]
    # What was stated once is stated for a part the next time.
    assert {(f.scope, f.context) for f in found[2::2]} == {("aggregate", "other_year")}
    assert {(f.scope, f.context) for f in found[3::2]} == {("own", "part")}
    assert len(found) == 600


def test_a_number_amid_a_word_leaves_no_word() -> None:
    assert figures("平台共有栏目本2个处室均已公开。")[0].scope is None
    assert figures("公开栏2个本处室均已公开。")[0].scope == "own"


def test_a_word_without_its_noun_means_the_noun_before() -> None:
    found = figures("政府信息公开行政复议5件，其中维持4件；行政诉讼3件，其中维持2件。")
    assert [f.metric for f in found] == ["reconsiderations", "reconsiderations_upheld", "suits", "suits_upheld"]


def test_a_rate_in_words_is_read_in_its_own_sentence() -> None:
    rate, meetings = figures("热线办结率达到百分之九十二。召开会议3次。")
    assert (rate.metric, rate.quote, meetings.metric) == ("completion_rate", "热线办结率达到百分之九十二", "meetings")


def test_numbers_in_words_that_only_introduce_a_thing() -> None:
    assert figures("坚持“一件事一次办”，包括六个部分，落实四个清单，办结一件申请、解决一个问题。") == ()


def test_a_sentence_broken_by_a_page_is_one_sentence() -> None:
    places = tuple(Place(line=line) for line in (7, 9, 11))
    text = "公开城乡低保、养老服务等信息 100\n- 3 -\n多条。"
    (found,) = extract_figures(prose_of({"overview": text}, {"overview": places}), the_law(), 2023)
    assert (found.value, found.unit, found.qualifier) == ("100", "条", "多")
    assert found.quote == "公开城乡低保、养老服务等信息 100多条"
    assert found.at == Place(line=7)


def test_a_quote_is_printed_and_its_offset_leads_back() -> None:
    text = "一是推进公开。全年 共印发 文件 85 件，\n均已公开。"
    (found,) = figures(text)
    assert found.quote == "全年 共印发 文件 85 件"
    prose = Prose("overview", text)
    assert found.offset is not None
    assert prose.text[found.offset :].startswith("85件")


def test_what_stands_in_which_section() -> None:
    parts = prose_of({"preface": "甲。", "overview": "", "other": "乙丙。"}, {})
    whole = AllProse(parts)
    located = {char: whole.locate(place) for place, char in enumerate(whole.text)}
    assert {char: (located[char][0].section, located[char][1]) for char in "甲乙丙"} == {
        "甲": ("preface", 0),
        "乙": ("other", 0),
        "丙": ("other", 1),
    }


@given(st.text(alphabet="公开信息申请收到件条12万，。；（）\n 　0%年", max_size=60))
def test_any_text(text: str) -> None:
    prose = Prose("overview", text)
    for start, end in prose.sentences:
        assert squeeze(prose.quote(start, end)) == squeeze(prose.text[start:end])
    for found in figures(text):
        assert found.offset is not None
        assert found.value.replace(".", "").isdigit()
        assert squeeze(found.quote) in squeeze(text)


WORDS = st.sampled_from(
    [
        *"我镇 全县 2022年， 2023年， 收到 未收到 政府信息公开申请 12件 ，其中 （含 ） 上年结转 结转下年度".split(),
        *"办结 全部 办结率 92% 行政复议 行政诉讼 维持 公开信息 100条 网站 保障 〔2020〕1号 [2020]1号".split(),
        *"13800000000 住址 3组 以公开为原则，不公开为例外 。 、 ；".split(),
        "\n",
    ]
)


@given(
    st.lists(WORDS, max_size=30).map("".join),
    st.sampled_from(["own", "aggregate", None]),
    st.sampled_from([2022, None]),
)
def test_any_sentence_can_be_checked(text: str, scope: Scope | None, year: int | None) -> None:
    report = a_report({"requests.new.total": 12}, sections={"overview": text}, scope=scope, year=year)
    result = check_report(report, the_law())
    for finding in result.findings:
        for language in ("zh", "en"):
            assert "{" not in finding.message(the_law(), language)
        assert "13800000000" not in finding.message(the_law())


def test_the_prose_made_last_is_that_of_the_same_sections_and_lines_alone() -> None:
    sections, lines = {"overview": "公开信息3条。"}, {"overview": (Place(line=7),)}
    made = prose_of(sections, lines)
    assert prose_of(sections, lines) is made
    assert prose_of({"overview": "公开信息4条。"}, lines)[0].text == "公开信息4条。\n"
    assert prose_of(sections, {"overview": (Place(line=9),)})[0].place(0) == Place(line=9)
