"""``gongkai law import``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongkai.law import current_book
from tests.cli.run import gongkai

CALENDAR_2027 = """\
year: 2027
notices:
  - {title: 国务院办公厅关于2027年部分节假日安排的通知, number: 国办发明电〔2026〕0号, issued: 2026-11-30}
holidays:
  - {name: 元旦, first: 2027-01-01, last: 2027-01-03}
  - {name: 春节, first: 2027-02-05, last: 2027-02-11, workdays: [2027-02-14]}
  - {name: 清明节, first: 2027-04-05, last: 2027-04-05}
  - {name: 劳动节, first: 2027-05-01, last: 2027-05-05, workdays: [2027-05-08]}
  - {name: 端午节, first: 2027-06-09, last: 2027-06-09}
  - {name: 中秋节, first: 2027-09-15, last: 2027-09-15}
  - {name: 国庆节, first: 2027-10-01, last: 2027-10-07}
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GONGKAI_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("GONGKAI_CACHE", str(tmp_path / "cache"))
    current_book.cache_clear()
    return tmp_path


@pytest.fixture(autouse=True)
def fresh_law() -> object:
    yield
    current_book.cache_clear()


def file(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_new_year_can_be_counted_at_once(home: Path) -> None:
    assert gongkai("deadline", "--received", "2026-12-15").exit_code == 2
    result = gongkai("law", "import", file(home, "notice.yaml", CALENDAR_2027))
    assert result.exit_code == 0
    assert "2027年的工作日现在可以计算" in result.stdout
    assert (home / "data" / "law" / "calendar" / "2027.yaml").read_text(encoding="utf-8") == CALENDAR_2027
    current_book.cache_clear()
    assert gongkai("deadline", "--received", "2026-12-15").stdout.startswith("答复期限届满：2027年1月13日（星期三）\n")


def test_every_import_is_logged(home: Path) -> None:
    gongkai("law", "import", file(home, "notice.yaml", CALENDAR_2027))
    (line,) = (home / "data" / "law" / "imports.jsonl").read_text(encoding="utf-8").splitlines()
    entry = json.loads(line)
    assert entry["file"] == "calendar/2027.yaml"
    assert entry["source"] == "notice.yaml"
    assert entry["at"].endswith("+08:00")
    assert entry["law_before"] != entry["law_after"]
    assert len(entry["sha256"]) == 64
    assert entry["replaced"] is False


def test_the_same_again_changes_nothing(home: Path) -> None:
    notice = file(home, "notice.yaml", CALENDAR_2027)
    gongkai("law", "import", notice)
    again = gongkai("law", "import", notice)
    assert again.exit_code == 0
    assert "没有改动" in again.stdout
    assert len((home / "data" / "law" / "imports.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_other_contents_in_the_same_place_must_be_confirmed(home: Path) -> None:
    gongkai("law", "import", file(home, "notice.yaml", CALENDAR_2027))
    mended = file(home, "notice.yaml", CALENDAR_2027.replace("0号", "8号"))
    refused = gongkai("law", "import", mended)
    assert refused.exit_code == 2
    assert "--replace" in refused.stderr
    done = gongkai("law", "import", mended, "--replace")
    assert done.exit_code == 0
    assert "代替原有文件" in done.stdout
    assert "8号" in (home / "data" / "law" / "calendar" / "2027.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("notice.yaml", CALENDAR_2027.replace("last: 2027-01-03", "last: 2026-12-01"), "calendar/2027.yaml:5: "),
        ("notice.yaml", CALENDAR_2027.replace("2027", "2029"), "缺少年度"),
        ("notice.yaml", CALENDAR_2027.split("  - {name: 春节")[0], "劳动节（2027-05-01）没有放假，2027年的安排不完整"),
        ("notice.yaml", CALENDAR_2027.replace("name: 中秋节", "name: 秋节"), "没有写明中秋节，2027年的安排不完整"),
        ("notice.yaml", CALENDAR_2027.replace("last: 2027-10-07", "last: 2027-10-02"), "国庆节（2027-10-03）没有放假"),
        ("notice.yaml", "year: [", "不是合法的 YAML"),
        ("something.yaml", "[]\n", "看不出 something.yaml 是哪一种法律数据"),
    ],
)
def test_wrong_data_is_refused_whole(home: Path, name: str, text: str, says: str) -> None:
    result = gongkai("law", "import", file(home, name, text))
    assert result.exit_code == 2
    assert says in result.stderr
    assert not (home / "data").exists()


def test_a_file_may_be_told_its_place(home: Path) -> None:
    fees = Path(__file__).parents[2] / "src" / "gongkai" / "law" / "data" / "fees.yaml"
    dearer = file(home, "new.yaml", fees.read_text(encoding="utf-8").replace("price: 40", "price: 50"))
    assert "--replace" in gongkai("law", "import", dearer, "--as", "fees.yaml").stderr
    done = gongkai("law", "import", dearer, "--as", "fees.yaml", "--replace")
    assert done.exit_code == 0
    current_book.cache_clear()
    assert gongkai("fee", "--pages", "201", "--day", "2024-06-03").stdout.startswith("信息处理费：2750元")


@pytest.mark.parametrize(
    "place", ["../fees.yaml", "calendar/../../x.yaml", "lunch.yaml", "fees.json", "calendar//x.yaml"]
)
def test_no_place_leads_elsewhere(home: Path, place: str) -> None:
    result = gongkai("law", "import", file(home, "notice.yaml", CALENDAR_2027), "--as", place)
    assert result.exit_code == 2
    assert not (home / "data").exists()


def test_a_file_is_known_by_its_name_or_its_folder(home: Path) -> None:
    (home / "terms").mkdir()
    named = file(home / "terms", "local.yaml", "- {id: local_word, zh: 本地用语}\n")
    assert gongkai("law", "import", named).exit_code == 0
    assert (home / "data" / "law" / "terms" / "local.yaml").exists()


def test_what_cannot_be_read_or_written_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = gongkai("law", "import", str(home / "nothing.yaml"))
    assert (missing.exit_code, "无法读取" in missing.stderr) == (2, True)
    monkeypatch.delenv("GONGKAI_DATA")
    nowhere = gongkai("law", "import", file(home, "notice.yaml", CALENDAR_2027))
    assert (nowhere.exit_code, "GONGKAI_DATA" in nowhere.stderr) == (2, True)
    (home / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("GONGKAI_DATA", str(home / "file"))
    blocked = gongkai("law", "import", file(home, "notice.yaml", CALENDAR_2027))
    assert (blocked.exit_code, "无法写入" in blocked.stderr) == (2, True)
