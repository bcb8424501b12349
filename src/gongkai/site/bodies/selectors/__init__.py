"""Reading bodies, within what a scope may see."""

from gongkai.site.bodies.selectors.belongings import contact, office, offices, post, posts
from gongkai.site.bodies.selectors.days import (
    History,
    Membership,
    OnDay,
    history,
    in_force,
    members_of_year,
    name_on,
    on,
)
from gongkai.site.bodies.selectors.search import hits
from gongkai.site.bodies.selectors.tree import (
    Row,
    children,
    get,
    in_being,
    pick,
    rows,
    state_of,
    superior,
    tree,
    visible,
)

__all__ = [
    "History",
    "Membership",
    "OnDay",
    "Row",
    "children",
    "contact",
    "get",
    "history",
    "hits",
    "in_being",
    "in_force",
    "members_of_year",
    "name_on",
    "office",
    "offices",
    "on",
    "pick",
    "post",
    "posts",
    "rows",
    "state_of",
    "superior",
    "tree",
    "visible",
]
