"""A group of commands whose modules are imported when they are called, so that ``--help`` costs nothing."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple

import click

from gongkai.cli.helptext import ChineseContext


class LazyCommand(NamedTuple):
    """Where a command is (``module:attribute``) and its line in the list of commands."""

    target: str
    summary: str


class LazyGroup(click.Group):
    """``lazy_commands`` maps names to commands that are not imported yet."""

    context_class = ChineseContext

    def __init__(self, *args: Any, lazy_commands: Mapping[str, LazyCommand], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lazy_commands = lazy_commands

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names, in the order in which they were declared."""
        return list(self.lazy_commands)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command."""
        lazy = self.lazy_commands.get(cmd_name)
        if lazy is None:
            return None
        module, _, attribute = lazy.target.partition(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)
        command.context_class = ChineseContext
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing them."""
        with formatter.section("命令"):
            formatter.write_dl([(name, lazy.summary) for name, lazy in self.lazy_commands.items()])
