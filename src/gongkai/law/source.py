"""YAML with line numbers: bytes -> plain values and the line of every key.

Stricter than YAML: duplicate keys, anchors, floats and implicit types other than whole numbers, booleans and null
are refused, so that a value is what its author sees.
"""

from __future__ import annotations

from typing import Any

import yaml

from gongkai.errors import LawDataError

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_BOOLEANS = {"true": True, "false": False}

Lines = dict[str, int]


def parse(data: bytes, file: str) -> tuple[Any, Lines]:
    """Return the document's plain value and a map from key path (``$.rows[0].id``) to line (from 1).

    Raises LawDataError with file, line and key for anything that is not plain, unambiguous YAML.
    """
    try:
        root = yaml.compose(data.decode("utf-8"), Loader=_Loader)
    except UnicodeDecodeError as error:
        raise LawDataError("文件不是 UTF-8 编码", file=file) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise LawDataError(f"不是合法的 YAML：{error.problem}", file=file, line=line) from error
    if root is None:
        raise LawDataError("文件为空", file=file)
    lines: Lines = {}
    return _build(root, "$", file, lines), lines


def nearest_line(key: str, lines: Lines) -> int:
    """The line of ``key`` or, where it is not in the file, of what it would stand in; 0 for none."""
    while key not in lines and key != "$":
        key = key[: max(key.rfind("."), key.rfind("["))] or "$"
    return lines.get(key, 0)


def _build(node: Any, key: str, file: str, lines: Lines) -> Any:
    line = node.start_mark.line + 1
    lines.setdefault(key, line)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, key, file, lines)
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, f"{key}[{i}]", file, lines) for i, item in enumerate(node.value)]
    return _scalar(node, key, file, line)


def _mapping(node: yaml.MappingNode, key: str, file: str, lines: Lines) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for name_node, value_node in node.value:
        line = name_node.start_mark.line + 1
        name = name_node.value
        if not isinstance(name, str) or name == "<<":
            raise LawDataError("键必须是普通文字", file=file, line=line, key=key)
        path = f"{key}.{name}"
        if name in result:
            raise LawDataError(f"键“{name}”重复出现", file=file, line=line, key=path)
        lines[path] = line
        result[name] = _build(value_node, path, file, lines)
    return result


def _scalar(node: Any, key: str, file: str, line: int) -> Any:
    tag = node.tag.removeprefix(_TAG)
    text: str = node.value
    if tag in ("str", "timestamp"):
        return text
    if tag == "null":
        return None
    if tag == "bool" and text in _BOOLEANS:
        return _BOOLEANS[text]
    if tag == "int" and text.lstrip("-").isdigit() and (text == "0" or not text.lstrip("-").startswith("0")):
        return int(text)
    raise LawDataError(f"值 {text} 的类型不明确，请加引号", file=file, line=line, key=key)
