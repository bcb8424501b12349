"""The page of all options of the site, from ``gongkai.site.project.options``."""

from pathlib import Path

from gongkai.site.project.options import OPTIONS

TARGET = Path(__file__).resolve().parent.parent / "docs" / "reference" / "settings.md"

HEAD = """\
# 网站的设置

本页由 `make docs` 从 `src/gongkai/site/project/options.py` 生成，请修改程序，不要修改本页。

设置由环境变量给出，修改之后重新启动 `gongkai serve` 才生效。没有设置的用默认值；默认值适合只在本机使用。设置是否妥当，
用 `gongkai doctor` 检查。类型是“开关”的写 1 或者 0。

| 环境变量 | 类型 | 默认值 | 说明 |
|---|---|---|---|
"""
KINDS = {"text": "文字", "path": "路径", "flag": "开关", "number": "整数", "list": "列表"}
FOOT = """
标注“保密”的，`gongkai doctor` 不显示其内容；请写在只有运行网站的用户能够读取的文件里，见 [部署](../guide/install.md)。

另有两个变量：`GONGKAI_CACHE` 是法律数据缓存的文件夹；
`GONGKAI_ADMIN_PASSWORD` 是 `gongkai createadmin` 建立的口令。
"""


def page() -> str:
    """The page."""
    rows = (
        f"| `{option.name}` | {KINDS[option.kind]} | {f'`{option.default}`' if option.default else '空'} "
        f"| {option.help}{'（保密）' if option.secret else ''} |\n"
        for option in OPTIONS
    )
    return HEAD + "".join(rows) + FOOT
