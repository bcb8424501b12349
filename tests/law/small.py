"""A small law that is whole: what the tests of the loader change in one place at a time."""

from __future__ import annotations

from collections.abc import Mapping

INSTRUMENTS = """\
- id: act-1
  title: 第一号办法
  number: 第1号
  issued: 2019-01-01
  in_force: 2019-02-01
  ends: 2021-01-01
  articles:
    - {no: "1", summary: 一条。}
- id: act-2
  title: 第二号办法
  number: 第2号
  issued: 2020-12-01
  in_force: 2021-01-01
  replaces: act-1
  articles:
    - {no: "2", summary: 二条。}
"""

OUTCOMES = """\
- {id: given, label: 公开, basis: [act-2#2]}
- {id: refused, label: 不公开, basis: [act-2#2]}
"""

CHECKS = """\
- code: X-SUM
  title: 合计
  level: warning
  message: 合计为{found}。
  message_en: "sum {found}."
  explanation: 说明。
  remedy: 改正。
  basis: [act-2#2]
"""

FORM = """\
id: "2021"
title: 格式
basis: [act-2#2]
first_year: 2021
aspects: []
chapters:
  - {id: one, no: 一, title: 第一章, kind: table, table: t}
tables:
  - id: t
    chapter: one
    identities:
      - {id: sum, code: X-SUM, over: columns, left: [a], right: [b], basis: [act-2#2]}
    yearly:
      - {id: last, code: X-SUM, over: columns, this: a, last: b, basis: [act-2#2]}
    blocks:
      - id: b
        title: 块
        columns:
          - {id: a, label: 甲, type: count}
          - {id: b, label: 乙, type: count}
        rows:
          - {id: granted, label: 公开, counts: [given]}
          - {id: denied, label: 不公开, counts: [refused]}
report_title: "{body}{year}年报告"
"""

SMALL: Mapping[str, str] = {
    "instruments.yaml": INSTRUMENTS,
    "outcomes.yaml": OUTCOMES,
    "checks.yaml": CHECKS,
    "forms/2021.yaml": FORM,
}


def files(**changed: str) -> dict[str, bytes]:
    """The small law as bytes, with whole files changed (``forms_2021`` is ``forms/2021.yaml``)."""
    named = {f"{name.replace('_', '/', 1)}.yaml": text for name, text in changed.items()}
    return {file: text.encode() for file, text in {**SMALL, **named}.items()}
