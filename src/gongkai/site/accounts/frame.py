"""What the frame of every page shows of the person who is signed in."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import ngettext

from gongkai.site.accounts.middleware import posts_of
from gongkai.site.web.shell import Person, address


def person(request: HttpRequest) -> Person:
    """The name, and the body in which the person holds office; of several the first, and how many more."""
    user = request.user
    names = list(dict.fromkeys(post.name for post in posts_of(request) if post.user == user.pk and post.name))
    body = names[0] if names else ""
    if len(names) > 1:
        more = len(names) - 1
        body = ngettext("%(body)s等%(count)d个机关", "%(body)s等%(count)d个机关", more) % {
            "body": body,
            "count": len(names),
        }
    return Person(str(user), body, address("accounts:profile"))
