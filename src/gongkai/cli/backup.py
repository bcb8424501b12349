"""``gongkai backup`` and ``gongkai restore``."""

from __future__ import annotations

from pathlib import Path

import click

from gongkai.cli.django_setup import load_site
from gongkai.cli.doctor import doctor

_FOLDER = click.Path(file_okay=False, path_type=Path)
_BACKUP = """备份到一个新的文件夹：数据库、文件、导入的法律数据，以及每个文件的校验值。网站不必停止。

密钥不在其中：同时得到备份和密钥的人，可以读取全部个人信息。用 --keys 备份到另一个文件夹，与备份分开存放。
"""
_RESTORE = """从备份恢复到 GONGKAI_DATA 和 DATABASE_URL 所指的地方，那里必须还没有数据。

先核对备份的每个文件，再恢复，然后核验审计记录、检查运行环境。退出状态：0 没有错误；1 恢复了，但检查有错误。
"""


@click.command(help=_BACKUP, options_metavar="[选项]")
@click.argument("folder", type=_FOLDER, metavar="文件夹")
@click.option("--keys", type=_FOLDER, metavar="文件夹", help="把密钥备份到这个文件夹，不得在备份之中。")
def backup(folder: Path, keys: Path | None) -> None:
    """Back up."""
    load_site()
    from gongkai.site.project import backup as work
    from gongkai.site.project import database

    database.demand()
    made = work.backup(folder, keys)
    click.echo(f"已备份到 {folder}：{made.files} 个文件，{made.size / 1e6:.1f} MB。")
    if keys is None:
        click.echo("密钥不在备份中。没有密钥，备份不能读取；请用 --keys 另外备份密钥，与备份分开存放。", err=True)
    else:
        click.echo(f"密钥已备份到 {keys}。同时得到备份和密钥的人可以读取全部个人信息，请分开存放。", err=True)


@click.command(help=_RESTORE, options_metavar="[选项]")
@click.argument("folder", type=_FOLDER, metavar="文件夹")
@click.option("--keys", type=_FOLDER, metavar="文件夹", help="密钥的备份。密钥已经放在密钥文件夹中的，不必写。")
def restore(folder: Path, keys: Path | None) -> int:
    """Restore."""
    load_site()
    from gongkai.site.project import restore as work

    result = work.restore(folder, keys)
    click.echo(f"已恢复 {result.files} 个文件。审计记录{result.chain}。")
    if result.lost:
        click.echo(f"数据库中登记的文件有 {len(result.lost)} 个不在备份中，例如 {result.lost[0]}。")
    doctor_status: int = doctor.callback() if doctor.callback else 0
    return int(bool(doctor_status or result.lost or not result.whole))
