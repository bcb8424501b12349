"""``gongkai createadmin``: the first person who may sign in."""

from __future__ import annotations

import click

from gongkai.cli.django_setup import load_site

_HELP = """建立第一个系统管理员。没有用选项写明的内容，逐项询问。

系统管理员管理机关名录和账号，不接触业务内容。其他人员的账号由系统管理员登录后建立。
"""


@click.command(help=_HELP, options_metavar="[选项]")
@click.option("--username", metavar="NAME", prompt="登录名", help="登录名。")
@click.option("--name", metavar="NAME", prompt="姓名", help="姓名。")
@click.option("--email", metavar="ADDRESS", default="", help="电子邮箱，可以不写。")
@click.option(
    "--password",
    metavar="PASSWORD",
    prompt="口令（不显示）",
    prompt_required=True,
    hide_input=True,
    confirmation_prompt="再输入一次",
    envvar="GONGKAI_ADMIN_PASSWORD",
    help="口令。写在命令中会留在历史记录里，最好逐项询问，或者用环境变量 GONGKAI_ADMIN_PASSWORD。",
)
def createadmin(username: str, name: str, email: str, password: str) -> None:
    """Make the first administrator."""
    load_site()
    from gongkai.site.accounts.services import create_first_admin
    from gongkai.site.project.serve import prepare
    from gongkai.site.web import clock
    from gongkai.site.web.scope import system

    prepare()
    create_first_admin(system(clock.today()), username=username, name=name, email=email, password=password)
    click.echo(f"已建立系统管理员 {username}。现在可以运行 gongkai serve，在 /staff/ 登录。")
