"""The pages of ``--help`` speak Chinese."""

import re

import pytest
from click.testing import CliRunner

from gongkai.cli.main import COMMANDS, cli

ENGLISH = re.compile(r"Usage|Options|Commands|Show this|default|required|x>=|<=x")


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_no_word_of_click_is_left(name: str) -> None:
    result = CliRunner().invoke(cli, [*([name] if name else []), "--help"])
    assert result.exit_code == 0
    assert "用法：" in result.output
    assert "显示本说明。" in result.output
    assert ENGLISH.findall(result.output) == []
