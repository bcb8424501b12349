"""``gongkai letter``."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from gongkai.law import current_book
from tests.cli.run import gongkai
from tests.writing.letters.facts_of import ALL, DAY, item_of

FACTS = """
body: {name: 青山县财政局, reconsideration: 青山县人民政府, court: 青山县人民法院}
day: 2026-03-18
number: 青财公复〔2026〕5号
addressee: 李某某
received: 2026-02-12
items:
  - outcome: does_not_exist
    content: 2019年评审台账
    stated: {检索的范围、方法和结果: 以“评审台账”检索档案系统，没有结果}
"""


def put(folder: Path, text: str, name: str = "facts.yaml") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_facts_in_yaml_or_json_give_a_letter(tmp_path: Path) -> None:
    result = gongkai("letter", "reply_unable", "--facts", put(tmp_path, FACTS), "-o", "-", "--format", "txt")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "现告知您该政府信息不存在。" in result.stdout
    item = item_of(current_book().at(DAY).outcomes["provided"])
    facts = msgspec.to_builtins(msgspec.structs.replace(ALL, items=(item,)))
    path = put(tmp_path, json.dumps(facts), "facts.json")
    target = tmp_path / "reply.docx"
    assert gongkai("letter", "reply_granted", "--facts", path, "-o", str(target), "--red-head").exit_code == 0
    assert target.read_bytes().startswith(b"PK")


def test_the_list_names_documents_and_outcomes() -> None:
    result = gongkai("letter", "--list")
    assert result.exit_code == 0
    assert "service_record　送达回证" in result.stdout
    assert "    state_secret　属于国家秘密\n        stated：国家秘密的密级和定密依据\n" in result.stdout
    assert "grounds：personnel（人事管理）、logistics（后勤管理）" in result.stdout


def test_a_blank_shows_where_to_write(tmp_path: Path) -> None:
    target = tmp_path / "blank.txt"
    assert gongkai("letter", "supplement_notice", "--blank", "-o", str(target)).exit_code == 0
    assert "【需要补正的事项】" in target.read_text(encoding="utf-8")


def test_own_words_are_taken(tmp_path: Path) -> None:
    own = put(tmp_path, "documents: [{id: reply_unable, title: 关于信息公开申请的答复}]", "own.yaml")
    result = gongkai(
        "letter", "reply_unable", "--facts", put(tmp_path, FACTS), "--template", own, "-o", "-", "--format", "txt"
    )
    assert "关于信息公开申请的答复" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "facts", "told"),
    [
        ((), FACTS, "请写明 DOCUMENT 和 -o"),
        (("reply_unable", "-o", "x.txt"), FACTS, "二者选择一种"),
        (("reply_unable", "-o", "x.doc", "--facts"), FACTS, "看不出要写成哪种格式"),
        (("reply_unable", "-o", "x.txt", "--facts"), "number: 甲", "请写明文书的日期"),
        (("reply_unable", "-o", "x.txt", "--facts"), "day: 2026-03-18", "缺少以下内容：答复的内容和办理结果"),
        (("reply_unable", "-o", "x.txt", "--facts"), "days: 1", "文件中不能写“days”"),
        (("reply_unable", "-o", "x.txt", "--facts"), "items: [{content: 甲}]", "“items[0]”中缺少“outcome”"),
        (("reply_unable", "-o", "x.txt", "--facts"), "day: 3月18日", "“day”的内容不对"),
        (("reply_unable", "-o", "x.txt", "--facts"), "{", "不是合法的 JSON"),
        (("reply_unable", "-o", "x.txt", "--facts"), "a: [", "不是合法的 YAML"),
        (("reply_unable", "--outcome", "petition", "-o", "x.txt", "--facts"), FACTS, "用于空白文书"),
    ],
)
def test_a_wrong_call_is_told(arguments: tuple[str, ...], facts: str, told: str, tmp_path: Path) -> None:
    more = (put(tmp_path, facts),) if arguments[-1:] == ("--facts",) else ()
    result = gongkai("letter", *arguments, *more)
    assert result.exit_code == 2
    assert told in result.stderr
    assert "Traceback" not in result.stderr


def test_a_file_that_is_not_there_is_told() -> None:
    result = gongkai("letter", "receipt", "--facts", "nowhere.yaml", "-o", "x.txt")
    assert result.exit_code == 2
    assert "无法读取 nowhere.yaml：没有这个文件或者文件夹" in result.stderr
