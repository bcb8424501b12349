"""The matrix of rights, read from ``data/roles.yaml`` and checked: role x action x how far."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec
import yaml

Far = Literal["own", "below", "site"]


class Role(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A role. ``site`` roles belong to no body; ``term: required`` roles end on a day."""

    label: str
    note: str
    site: bool = False
    term: Literal["open", "required"] = "open"


class Action(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that one may do, and how far each role may."""

    label: str
    grants: dict[str, Far]


class Matrix(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All roles and all actions."""

    roles: dict[str, Role]
    actions: dict[str, Action]

    def __post_init__(self) -> None:
        for name, action in self.actions.items():
            for role, far in action.grants.items():
                if role not in self.roles:
                    raise ValueError(f"roles.yaml: {name}: no role {role}")
                if (far == "site") != self.roles[role].site:
                    raise ValueError(f"roles.yaml: {name}: {role} is granted {far}")

    def label(self, role: str) -> str:
        """What a role is called; one of an earlier version shows as its id."""
        return self.roles[role].label if role in self.roles else role

    def of_role(self, role: str) -> dict[str, Far]:
        """What a role may do: action -> how far."""
        return {name: action.grants[role] for name, action in self.actions.items() if role in action.grants}


def role_action(role: str) -> str:
    """The name under which a scope holds a role itself: ``scope.may(role_action("reviewer"), body.path)``.

    A role is held at the body of the appointment and nowhere else.
    """
    return f"role:{role}"


@cache
def matrix() -> Matrix:
    """The matrix of this version. Raises ValueError or msgspec.ValidationError where the file is wrong."""
    text = files("gongkai.site.accounts").joinpath("data/roles.yaml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), Matrix)
