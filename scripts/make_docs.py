"""Writes ``docs/reference`` from the data; with ``--check`` only says whether what is there is still true."""

import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

# As a script this stands alone; the tests import it as part of the folder.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from gongkai.law import LawBook, LawView
from gongkai.law.model import Check
from gongkai.site.accounts.rights import matrix
from scripts import docs_figures, docs_lifecycle, docs_proceedings, docs_rights, docs_settings

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "reference" / "checks.md"

HEAD = """\
# 检查与读取提示

本页由 `make docs` 从 `src/gongkai/law/data` 生成，请修改数据，不要修改本页。

- **检查**针对报告本身：通过、不通过，或者无法判断（说明原因，不计入不通过）。级别分错误、警告、提示三级；只有“错误”使
  `gongkai check` 的退出状态为 1。
- **读取提示**针对读取过程：程序在何处拿不准、修补了什么、舍去了什么。
- 花括号中的内容由程序填写。命令行中可以用 `gongkai explain 代码` 查看同样的说明。
"""


def document(law: LawView) -> str:
    """The page: every check, why a check cannot be judged, every notice."""
    checks = law.checks.values()
    parts = [
        HEAD,
        "## 检查\n",
        table(("代码", "级别", "名称"), ((f"[{c.code}](#{c.code.lower()})", levels(c, law), c.title) for c in checks)),
        *(section(check, law) for check in checks),
        "## 无法判断的原因\n",
        table(("标识", "说明"), ((r.id, r.message) for r in law.reasons.values())),
        "## 读取提示\n",
        table(
            ("代码", "名称", "提示", "说明"),
            ((n.code, n.title, n.message, n.explanation) for n in law.notices.values()),
        ),
    ]
    return "\n".join(parts)


def section(check: Check, law: LawView) -> str:
    """One check in full."""
    return "\n".join(lines(check, law)) + "\n"


def lines(check: Check, law: LawView) -> Iterator[str]:
    """The lines of a check's section."""
    yield f"### {check.code}\n\n**{check.title}**（{levels(check, law)}）\n\n{check.explanation}\n"
    for case in check.cases:
        level = f"（{law.terms[case.level].zh}）" if case.level else ""
        yield f"- 情形{level}：{case.message}"
    if check.message:
        yield f"- 情形：{check.message}"
    yield f"- 处理：{check.remedy}"
    for basis in check.basis:
        yield f"- 依据：{law.cite(basis)}：{law.article(basis).summary}"
    if check.reading:
        yield f"- 理解：{check.reading}"
        yield f"- 理由：{check.because}"
    for role, words in check.words.items():
        yield f"- 用词（`{role}`）：{'、'.join(words)}"


def levels(check: Check, law: LawView) -> str:
    """The level of a check and, where some of its cases weigh less, theirs."""
    found = dict.fromkeys([check.level, *(case.level for case in check.cases if case.level)])
    return "、".join(law.terms[level].zh for level in found)


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A Markdown table."""
    drawn = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |" for row in drawn) + "\n"


def pages() -> dict[Path, str]:
    """Every page that is generated, by where it stands."""
    # The package's own data, whatever overlay this installation has; the pages hold for all days.
    law = LawBook.open().at(dt.date.max)
    return {
        TARGET: document(law),
        docs_lifecycle.TARGET: docs_lifecycle.page(law),
        docs_proceedings.TARGET: docs_proceedings.page(law),
        docs_figures.TARGET: docs_figures.page(law),
        docs_rights.TARGET: docs_rights.page(matrix()),
        docs_settings.TARGET: docs_settings.page(),
    }


def main() -> int:
    """Write the pages; with ``--check`` 1 where one is stale."""
    found = pages()
    if "--check" in sys.argv[1:]:
        return int(any(not path.exists() or path.read_text(encoding="utf-8") != text for path, text in found.items()))
    for path, text in found.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
