"""A call that the command line could not take, told in Chinese: click itself speaks English."""

from __future__ import annotations

import re

import click

# Sentences for which click has no class of its own.
_ENGLISH = {
    re.compile(r"No such command '(.*)'"): "没有 {} 这一命令。",
    re.compile(r"Got unexpected extra arguments? \((.*)\)"): "多了 {}：选项的内容中有空格的，请用引号。",
    re.compile(r"Missing command"): "缺少命令。",
}


def told(error: click.ClickException) -> str:
    """What is wrong, and where the usage is told; one line, without the name of the program."""
    context: click.Context | None = getattr(error, "ctx", None)
    names: list[str] = []
    while context is not None and context.parent is not None:
        names.insert(0, context.info_name or "")
        context = context.parent
    # However it was started, people know the program by one name.
    return f"{_wrong(error)}用法见 {' '.join(['gongkai', *names])} --help。"


def _wrong(error: click.ClickException) -> str:
    if isinstance(error, click.MissingParameter):
        return f"缺少 {_name(error)}。"
    if isinstance(error, click.NoSuchOption):
        near = f"；是不是 {'、'.join(error.possibilities)}？" if error.possibilities else "。"
        return f"没有 {error.option_name} 这一选项{near}"
    if isinstance(error, click.BadOptionUsage):
        return f"{error.option_name} 后面应当写明内容，而且不能多写。"
    if isinstance(error, click.BadParameter) and error.param is not None:
        return f"{_name(error)} 的内容不对{_expected(error.param.type)}。"
    text = error.format_message()
    for pattern, sentence in _ENGLISH.items():
        if found := pattern.match(text):
            return sentence.format(*found.groups())
    return text if text.endswith(("。", "？")) else f"{text}。"


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return "参数"
    return error.param.opts[0] if isinstance(error.param, click.Option) else (error.param.human_readable_name)


def _expected(kind: object) -> str:
    if isinstance(kind, click.Choice):
        return f"，可以是 {'、'.join(map(str, kind.choices))}"
    if isinstance(kind, click.IntRange):
        lowest = "" if kind.min is None else f"，最小 {kind.min}"
        return f"，应当是整数{lowest}"
    if kind is click.INT:
        return "，应当是整数"
    return ""
