"""``gongkai serve``: the site, with everything that runs behind it."""

from __future__ import annotations

import click

from gongkai.cli.django_setup import choose, load_site

_HELP = """启动网站：公众网站、工作台、后台任务和定时任务。其中一个意外停止的，自动重新启动；按 Ctrl-C 全部停止。

启动时自动准备数据文件夹和数据库。设置由环境变量给出，见 docs/reference/settings.md；下面的选项优先于环境变量。
"""


@click.command(help=_HELP, options_metavar="[选项]")
@click.option("--only", type=click.Choice(["portal", "staff"]), help="只提供公众网站（portal）或者工作台（staff）。")
@click.option("--port", type=click.IntRange(min=1, max=65535), metavar="N", help="端口。默认 8000，或者环境变量 PORT。")
@click.option("--address", metavar="ADDRESS", help="监听的地址。默认 127.0.0.1，只有本机能够访问。")
@click.option("--workers", type=click.IntRange(min=1), metavar="N", help="网站的进程数。默认 2。")
def serve(only: str | None, port: int | None, address: str | None, workers: int | None) -> None:
    """Serve."""
    choose({"GONGKAI_ONLY": only, "PORT": port, "GONGKAI_ADDRESS": address, "GONGKAI_WORKERS": workers})
    load_site()
    from gongkai.site.project.serve import serve as run

    run(lambda line: click.echo(line, err=True))
