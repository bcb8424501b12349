"""What is the same on every page, rendered once: ``{% fixed only=only %}…{% endfixed %}``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import template
from django.conf import settings
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.template.loader_tags import BlockNode
from django.urls import get_script_prefix, get_urlconf
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
# Of values that turn out to be many, no more than so many variants are kept.
_MOST: Final = 512


class FixedNode(template.Node):
    """Its content is kept for each language, each set of addresses and each of the values that it names.

    The content sees those values and nothing else, so that nothing of one reader's page can come into another's.
    """

    def __init__(self, content: NodeList, values: Mapping[str, FilterExpression]) -> None:
        self.nodelist, self._values = content, values
        self._kept: dict[Any, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """The content; the values must be hashable."""
        values = {name: value.resolve(context) for name, value in self._values.items()}
        key: tuple[object, ...] = (
            get_language(),
            get_urlconf(),
            settings.ROOT_URLCONF,
            get_script_prefix(),
            _app(context),
        )
        key += (context.autoescape, *values.values())
        found = self._kept.get(key)
        if found is None:
            inner = context.new(values)
            inner.template = context.template
            found = self.nodelist.render(inner)
            if len(self._kept) < _MOST:
                self._kept[key] = found
        return found


def _app(context: Context) -> str:
    """The instance of an application in which addresses are looked up: within a frame, another one."""
    match = getattr(getattr(context, "request", None), "resolver_match", None)
    return match.namespace if match else ""


@register.tag
def fixed(parser: Parser, token: Token) -> FixedNode:
    """Render the content once for each of the values given as ``name=value``."""
    bits = token.split_contents()[1:]
    values = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError(f"fixed takes name=value only, not {bits[0]}")
    content = parser.parse(("endfixed",))
    parser.delete_first_token()
    if content.get_nodes_by_type(BlockNode):
        raise template.TemplateSyntaxError("a block differs from page to page and cannot be fixed")
    return FixedNode(content, values)
