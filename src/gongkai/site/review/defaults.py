"""The stages that there are, and the chains of bodies without one of their own, read from ``data/chains.yaml``."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import msgspec
import yaml

from gongkai.site.accounts.rights import matrix
from gongkai.site.bodies.models import Level


class DefaultStage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A stage: one label, or several that are merged, and the role that decides."""

    labels: tuple[str, ...]
    role: str


class DefaultChain(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The stages for bodies of some levels; ``kinds`` empty: for every kind of case."""

    levels: tuple[str, ...]
    stages: tuple[DefaultStage, ...]
    kinds: tuple[str, ...] = ()


class Required(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The label that every chain must have, and the article that says so."""

    label: str
    basis: str


class Defaults(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    labels: dict[str, str]
    required: Required
    chains: tuple[DefaultChain, ...]

    def __post_init__(self) -> None:
        for chain in self.chains:
            labels = [label for stage in chain.stages for label in stage.labels]
            roles = {stage.role for stage in chain.stages}
            if unknown := (set(labels) - self.labels.keys()) | (roles - deciding_roles().keys()):
                raise ValueError(f"chains.yaml: {sorted(unknown)}")
            if self.required.label not in labels or not set(chain.levels) <= set(Level.values):
                raise ValueError(f"chains.yaml: {chain.levels}")
        for level in Level.values:
            if not any(level in chain.levels and not chain.kinds for chain in self.chains):
                raise ValueError(f"chains.yaml: {level}")

    def stages(self, level: str, kind: str) -> tuple[DefaultStage, ...]:
        """The stages for a kind of case at a body of a level."""
        fitting = (chain for chain in self.chains if level in chain.levels and (not chain.kinds or kind in chain.kinds))
        return next(fitting).stages

    def words(self, labels: Iterable[str]) -> str:
        """What a stage is called: 复审、保密审查."""
        return "、".join(self.labels.get(label, label) for label in labels)


def deciding_roles() -> dict[str, str]:
    """The roles that a stage may ask for, with their words: those that may decide anything."""
    found = matrix()
    return {role: found.roles[role].label for role in found.actions["case.decide"].grants}


@cache
def defaults() -> Defaults:
    """The file of this version. Raises ValueError or msgspec.ValidationError where it is wrong."""
    text = files("gongkai.site.review").joinpath("data/chains.yaml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), Defaults)
