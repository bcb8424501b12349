"""What templates render once: kept by language and by the values named, and blind to everything else."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import Engine, RequestContext, TemplateSyntaxError
from django.template.loaders import locmem
from django.test import RequestFactory
from django.utils import translation


def template(source: str) -> Any:
    return Engine.get_default().from_string(source)


def shown(made: Any, **values: Any) -> str:
    return str(made.render(RequestContext(RequestFactory().get("/"), values)))


def test_each_value_has_its_own() -> None:
    made = template("{% fixed a=a b=c.d %}{{ a }}-{{ b }}{% endfixed %}")
    assert [shown(made, a=a, c={"d": 2}) for a in ("1", "<", "1")] == ["1-2", "&lt;-2", "1-2"]


def test_it_is_rendered_once() -> None:
    # What changes without being named is seen as it was the first time.
    made, names = template("{% fixed names=names.0 %}{% now 'u' %}{% endfixed %}"), ["a"]
    first = shown(made, names=names)
    assert (shown(made, names=["a"]), shown(made, names=["b"]) != first) == (first, True)


def test_what_is_not_named_is_not_seen() -> None:
    """Else one reader's page could be shown to another."""
    made = template("{% fixed a=1 %}{{ secret }}{{ request.path }}{{ user }}{{ csrf_token }}.{% endfixed %}")
    assert shown(made, secret="x", user="somebody") == "."


def test_each_language_has_its_own() -> None:
    made = template('{% fixed %}{% translate "退出登录" %}{% endfixed %}')
    chinese = shown(made)
    with translation.override("en"):
        english = shown(made)
    assert (chinese, shown(made)) == ("退出登录", "退出登录")
    assert english.isascii()


def test_many_values_do_not_fill_the_memory() -> None:
    made = template("{% fixed a=a %}{{ a }}{% endfixed %}")
    assert [shown(made, a=str(n)) for n in range(600)][-1] == "599"
    assert len(made.nodelist[0]._kept) == 512


def test_a_hole_is_rendered_each_time_and_sees_the_page() -> None:
    made = template("{% fixed a=a %}{{ a }}{% if a %}[{% hole %}{{ b }}{% endhole %}]{% endif %}{{ b }}{% endfixed %}")
    assert [shown(made, a=a, b=b) for a, b in ((1, "x"), (1, "<"), (0, "y"))] == ["1[x]", "1[&lt;]", "0"]


def test_a_hole_of_what_is_fixed_within_stays_one() -> None:
    made = template("{% fixed %}({% fixed a=1 %}{{ a }}{% hole %}{{ b }}{% endhole %}{% endfixed %}){% endfixed %}")
    assert [shown(made, b=b) for b in "xy"] == ["(1x)", "(1y)"]


def test_a_hole_without_anything_fixed_around_it_is_what_it_holds() -> None:
    assert shown(template("{% hole %}{{ b }}{% endhole %}"), b=1) == "1"


def test_nobody_can_write_a_hole_into_a_page() -> None:
    made = template("{% fixed a=a %}{{ a }}{% hole %}secret{% endhole %}{% endfixed %}")
    assert shown(made, a="\x000:0\x00") == "\x000:0\x00secret"


def test_a_block_in_a_hole_is_that_of_the_page() -> None:
    base = template("{% fixed %}<{% hole %}{% block b %}base{% endblock %}{% endhole %}>{% endfixed %}")
    page = template("{% extends base %}{% block b %}{{ c }}{{ block.super }}{% endblock %}")
    assert [shown(page, base=base, c=c) for c in "xy"] == ["<xbase>", "<ybase>"]
    assert shown(base) == "<base>"


BASE = (
    "{% fixed %}<{% hole %}{% block a %}{% endblock %}{% endhole %}"
    "|{% hole %}{% block b %}-{% endblock %}{% endhole %}>{% endfixed %}"
)


def pages(monkeypatch: pytest.MonkeyPatch, **sources: str) -> dict[str, Any]:
    """Templates that know one another by name."""
    loader = locmem.Loader(Engine.get_default(), sources)
    monkeypatch.setattr(Engine.get_default(), "template_loaders", [loader])
    return {name: loader.get_template(name) for name in sources}


def test_what_a_template_fills_holes_with_is_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    made = pages(
        monkeypatch,
        base=BASE,
        one='{% extends "base" %}{% block a %}one{% endblock %}',
        two='{% extends "base" %}{% block a %}{% fixed %}{% firstof "y" %}{% endfixed %}{% endblock %}'
        "{% block b %}{{ c }}{% endblock %}",
        three='{% extends "one" %}{% block b %}{% block c %}{% endblock %}3{% endblock %}',
        four='{% extends "three" %}{% block a %}4{% endblock %}{% block c %}{{ c }}{% endblock %}',
    )
    for c in "xy":
        assert [shown(made[name], c=c) for name in ("one", "two", "three", "four", "base")] == [
            "<one|->",
            f"<y|{c}>",
            "<one|3>",
            f"<4|{c}3>",
            "<|->",
        ]
    kept = made["one"].nodelist[0]._page.values()
    assert [list(each.values()) for each in kept] == [[("<one|->",)]]


def test_what_is_above_a_block_is_asked_for_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    made = pages(
        monkeypatch,
        base=BASE,
        middle='{% extends "base" %}{% block a %}m{{ block.super }}{% endblock %}',
        page='{% extends "middle" %}{% block a %}{{ c }}{{ block.super }}{% endblock %}'
        "{% block b %}{{ block.super }}!{% endblock %}",
    )
    assert [shown(made["page"], c=c) for c in "xy"] == ["<xm|-!>", "<ym|-!>"]
    assert shown(made["middle"]) == "<m|->"


def test_whom_a_page_extends_may_be_told_later(monkeypatch: pytest.MonkeyPatch) -> None:
    made = pages(
        monkeypatch,
        base=BASE,
        other='{% extends "base" %}{% block a %}other{% endblock %}',
        middle="{% extends above %}{% block b %}m{% endblock %}",
        page='{% extends "middle" %}',
    )
    for above, a in (("base", ""), ("other", "other"), ("base", "")):
        assert [shown(made[name], above=above) for name in ("middle", "page")] == [f"<{a}|m>"] * 2


def test_names_of_a_block_stay_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    b = "{% block b %}{% if 1 %}{% firstof 'y' as n %}{% endif %}{{ n }}{% endblock %}"
    base = "{% block a %}{% endblock %}{{ n }}" + b + "{{ n }}"
    made = pages(monkeypatch, base=base, page='{% extends "base" %}{% block a %}{% firstof "Y" as n %}{% endblock %}')
    assert shown(made["page"], n="-") == "-y-"


def test_words_and_addresses_are_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = template('{% translate "退出登录" %} {% url "portal:home" %}')
    assert shown(made) == "退出登录 /"
    monkeypatch.setattr("django.urls.reverse", None)
    assert shown(made) == "退出登录 /"
    with translation.override("en"):
        assert shown(template('{% translate "退出登录" %}')).isascii()


def test_words_and_addresses_that_differ_are_looked_up_each_time() -> None:
    made = template("{% translate a %}{% translate 'x' as b %}{{ b }}{% url c code=d %}")
    assert [shown(made, a=a, c="portal:body", d=a) for a in ("a", "b")] == ["ax/b/a/", "bx/b/b/"]


@pytest.mark.parametrize(
    "source",
    ["{% fixed a %}{% endfixed %}", "{% fixed %}{% if a %}{% block b %}{% endblock %}{% endif %}{% endfixed %}"],
)
def test_mistakes_are_told_when_the_template_is_read(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        template(source)
