"""``gongkai deadline`` and ``gongkai fee``."""

from __future__ import annotations

import pytest

from tests.cli.run import gongkai, parsed

SUPPLEMENTED = ("--event", "supplement-notice:2026-02-14", "--event", "supplement-received:2026-02-20")


def test_a_deadline_explains_itself() -> None:
    result = gongkai("deadline", "--received", "2024-09-12", "--today", "2024-09-30")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[:3] == [
        "答复期限届满：2024年10月16日（星期三）",
        "状态：办理中",
        "2024年9月30日（星期一）：还有8个工作日",
    ]
    for part in (
        "收到申请（当面提交），当日不计，自次日起算（条例第三十一条第（一）项）",
        "自2024年9月13日起计入20个工作日（条例第三十三条）",
        "2024年9月14日（星期六），因中秋节调休上班，计入",
        "中秋节放假3天，不计（国办发明电〔2023〕7号）",
        "国庆节放假7天，不计",
        "周末4天不计",
        "《中华人民共和国政府信息公开条例》（国务院令第711号）第33条：",
        "收到之日不计，自次日起算，只计工作日。",
    ):
        assert part in result.stdout


def test_a_deadline_as_json() -> None:
    found = parsed(gongkai("deadline", "--received", "2024-09-12", "--format", "json"))
    assert (found["due"], found["provisional"]) == ("2024-10-16", False)
    assert [step["kind"] for step in found["steps"]][:4] == ["event", "counted", "made_up", "holiday"]
    assert sum(step["days"] for step in found["steps"] if step["kind"] in ("counted", "made_up")) == 20


@pytest.mark.parametrize(
    ("arguments", "due"),
    [
        ((*SUPPLEMENTED, "--channel", "post"), "2026-03-20"),
        (tuple(reversed(SUPPLEMENTED[1::2])), "2026-03-20"),
        (("extended:2026-03-10",), "2026-04-16"),
        (("extended:2026-03-10,length=10",), "2026-04-01"),
        (("third-party-consulted:2026-03-02,reached=2026-03-05", "third-party-silent:2026-03-27"), "2026-04-14"),
        (("supplement-notice:2026-02-14,until=2026-03-06",), None),
        (("reasons-asked:2026-02-24", "deferred:2026-02-26,until=2026-06-30"), "2026-06-30"),
    ],
)
def test_deadlines_after_events(arguments: tuple[str, ...], due: str | None) -> None:
    options = arguments
    if "--event" not in arguments:
        options = tuple(part for event in arguments for part in ("--event", event))
    assert parsed(gongkai("deadline", "--received", "2026-02-12", *options, "--format", "json"))["due"] == due


def test_what_must_be_confirmed_has_no_deadline_before() -> None:
    result = gongkai("deadline", "--received", "2026-05-11", "--channel", "online")
    assert "答复期限没有在计算：待确认收到" in result.stdout
    assert "--event confirmed:" in result.stdout
    confirmed = gongkai(
        "deadline", "--received", "2026-05-11", "--channel", "ordinary-mail", "--event", "confirmed:2026-05-13"
    )
    assert confirmed.stdout.startswith("答复期限届满：2026年6月10日")


def test_whose_turn_it_is_is_told() -> None:
    result = gongkai(
        "deadline", "--received", "2026-05-11", "--event", "fee-notice:2026-05-12", "--today", "2026-06-11"
    )
    assert "待缴费，等待申请人，至2026年6月9日（星期二）" in result.stdout
    assert "2026年6月11日（星期四）：已逾期2个工作日" in result.stdout


def test_a_year_without_its_notice() -> None:
    refused = gongkai("deadline", "--received", "2026-12-15")
    assert refused.exit_code == 2
    assert "2027年的放假安排没有收录" in refused.stderr
    assert "--provisional" in refused.stderr
    told = gongkai("deadline", "--received", "2026-12-15", "--provisional")
    assert told.exit_code == 0
    assert told.stdout.startswith("答复期限届满：2027年1月13日（星期三）（暂定）")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--received", "12.9.2024"), "日期“12.9.2024”不对"),
        (("--received", "2024-09-12", "--channel", "pigeon"), "收到申请的渠道“pigeon”不存在"),
        (("--received", "2024-09-12", "--event", "extended"), "应当写成 事项:日期"),
        (("--received", "2024-09-12", "--event", "lunch:2024-09-13"), "事项“lunch”不存在"),
        (("--received", "2024-09-12", "--event", "extended:2024-09-13,colour=red"), "不能写“colour=red”"),
        (("--received", "2024-09-12", "--event", "extended:2024-09-13,length=ten"), "工作日数“ten”不对"),
        (("--received", "2024-09-12", "--event", "extended:2024-09-13,length=21"), "1至20个工作日"),
        (("--received", "2024-09-12", "--event", "paid:2024-09-13"), "只能在“待缴费”时登记"),
        (
            ("--received", "2024-09-12", "--event", "extended:2024-09-13,until=2024-11-01"),
            "可以写 by、length、reached、",
        ),
        (("--received", "2024-09-12", "--event", "fee-notice:2024-09-13,reached=2024-09-12"), "不能在发出"),
        (("--received", "2024-09-12", "--event", f"set-aside:2024-09-13,length={'9' * 5000}"), "应当是1至999的整数"),
        (("--received", "2026-12-15", "--event", "fee-notice:2026-12-16"), "暂定日期用 --provisional"),
        (("--received", "2030-01-07", "--provisional"), "暂定日期只推算到2029年"),
        (("--received", "9999-12-31"), "2027年的放假安排没有收录"),
        (("--received", "2007-09-12"), "早于政府信息公开条例施行之日"),
    ],
)
def test_a_wrong_call_is_told_in_a_sentence(arguments: tuple[str, ...], says: str) -> None:
    result = gongkai("deadline", *arguments)
    assert result.exit_code == 2
    assert says in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("deadline",), "gongkai: 缺少 --received。用法见 gongkai deadline --help。"),
        (("deadline", "--received"), "gongkai: --received 后面应当写明内容，而且不能多写。用法见"),
        (("deadline", "--recieved", "2024-09-12"), "gongkai: 没有 --recieved 这一选项；是不是 --received？用法见"),
        (("deadline", "--received", "2024-09-12", "online"), "gongkai: 多了 online："),
        (("fee", "--items", "many"), "gongkai: --items 的内容不对，应当是整数。用法见 gongkai fee --help。"),
        (("fee", "--pages", "1", "--format", "pdf"), "gongkai: --format 的内容不对，可以是 text、json。"),
        (("check", "--jobs", "0", "x.txt"), "gongkai: --jobs 的内容不对，应当是整数，最小 1。"),
        (("read",), "gongkai: 缺少 FILE"),
        (("lunch",), "gongkai: 没有 lunch 这一命令。用法见 gongkai --help。"),
        (("law", "lunch"), "gongkai: 没有 lunch 这一命令。用法见 gongkai law --help。"),
    ],
)
def test_click_speaks_chinese(arguments: tuple[str, ...], says: str) -> None:
    result = gongkai(*arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith(says)
    assert result.stdout == ""


def test_a_day_far_away_hides_no_deadline() -> None:
    result = gongkai("deadline", "--received", "2024-09-12", "--today", "2035-01-01")
    assert result.exit_code == 0
    assert result.stdout.startswith("答复期限届满：2024年10月16日")
    assert "不能计算剩余的工作日" in result.stdout


def test_a_fee_with_its_lines() -> None:
    result = gongkai("fee", "--pages", "1500", "--day", "2024-06-03")
    assert result.exit_code == 0
    assert result.stdout.startswith("信息处理费：54700元\n")
    assert "第201页至第1500页，1300页×40元＝52000元" in result.stdout
    assert "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）第5条" in result.stdout


def test_a_fee_as_json() -> None:
    found = parsed(gongkai("fee", "--items", "35", "--format", "json"))
    assert (found["amount"], found["unit"]) == ("3000", "元")
    assert [line["amount"] for line in found["lines"]] == ["0", "2000", "1000"]
    rest = parsed(gongkai("fee", "--items", "5", "--earlier", "30", "--format", "json"))
    assert rest["amount"] == "1000"


def test_no_fee_before_the_measure() -> None:
    result = gongkai("fee", "--pages", "1500", "--day", "2020-12-31")
    assert result.stdout.startswith("信息处理费：0元\n2021年1月1日起才收取信息处理费")


@pytest.mark.parametrize(
    "arguments", [(), ("--pages", "3", "--items", "4"), ("--pages", "-1"), ("--items", "99999999999")]
)
def test_a_fee_that_makes_no_sense(arguments: tuple[str, ...]) -> None:
    result = gongkai("fee", *arguments)
    assert result.exit_code == 2
    assert result.stderr
