"""What every command of the site does first: load Django, or say how to get it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib.util import find_spec

from gongkai.errors import UsageError

SETTINGS = "gongkai.site.project.settings"


def choose(values: Mapping[str, object]) -> None:
    """Let options of the command line stand above the environment; None is an option that was not given."""
    os.environ.update({name: str(value) for name, value in values.items() if value is not None})


def load_site() -> None:
    """Load the site with its settings. Raises UsageError where its libraries are missing or a setting is wrong."""
    if any(find_spec(name) is None for name in ("django", "granian", "allauth", "cryptography")):
        raise UsageError('网站的命令需要另外的程序库，请先安装：pip install "gongkai[site]"')
    from gongkai.site.project.options import Options

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    # The law data that were imported lie there too, and are looked for by the environment alone.
    os.environ.setdefault("GONGKAI_DATA", str(Options().data))
    import django

    django.setup()
