"""The page on rights: which role may do what, and how far. The site need not be installed for it."""

from pathlib import Path

from gongkai.site.accounts.rights import Action, Matrix

TARGET = Path(__file__).resolve().parent.parent / "docs" / "reference" / "rights.md"

HEAD = """\
# 角色和权限

本页由 `make docs` 从 `src/gongkai/site/accounts/data/roles.yaml` 生成，请修改数据，不要修改本页。
怎样办理账号，见[账号](../guide/accounts.md)。

权限只来自角色。角色在一个机关担任，有开始日期，可以有截止日期，期限以外没有任何权限。一个人可以在几个机关担任几个角色。

- **本机关**：只在任职的机关。
- **及下级**：任职的机关，以及机关树中在它以下的所有机关。
- **全站**：所有机关。全站角色不属于任何机关。
- 空白：没有这项权限。

不能查看一个机关的，打开它的任何页面都是“找不到”（404），与这个机关不存在没有区别；可以查看但没有所需权限的，是“没有权限”（403）。
系统没有不受这张表约束的账号。
"""

FAR = {"own": "本机关", "below": "及下级", "site": "全站"}
TERM = {"open": "可以没有期限", "required": "应当有截止日期"}


def page(matrix: Matrix) -> str:
    """The page: every role, then every action with how far each role may."""
    return "\n".join(
        [
            HEAD,
            "## 角色\n",
            _table(
                ("标识", "名称", "做什么", "在哪里", "期限"),
                [
                    (f"`{name}`", role.label, role.note, "全站" if role.site else "机关", TERM[role.term])
                    for name, role in matrix.roles.items()
                ],
            ),
            "## 权限\n",
            _table(
                ("标识", "事项", *(role.label for role in matrix.roles.values())),
                [_row(name, action, matrix) for name, action in matrix.actions.items()],
            ),
        ]
    )


def _row(name: str, action: Action, matrix: Matrix) -> tuple[str, ...]:
    reaches = (action.grants.get(role) for role in matrix.roles)
    return (f"`{name}`", action.label, *(FAR[far] if far else "" for far in reaches))


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    drawn = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in drawn) + "\n"
