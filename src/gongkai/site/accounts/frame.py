"""What the frame of every page shows of the person who is signed in."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import ngettext

from gongkai.site.accounts.models import Appointment
from gongkai.site.accounts.scopes import in_term
from gongkai.site.web import clock
from gongkai.site.web.shell import Person, address


def person(request: HttpRequest) -> Person:
    """The name, and the body in which the person holds office; of several the first, and how many more."""
    user = request.user
    held = Appointment.objects.unscoped("one's own offices").filter(
        in_term(clock.today()), user=user.pk, body__isnull=False
    )
    names = list(held.order_by("body__path").values_list("body__name", flat=True).distinct())
    body = names[0] if names else ""
    if len(names) > 1:
        more = len(names) - 1
        body = ngettext("%(body)s等%(count)d个机关", "%(body)s等%(count)d个机关", more) % {
            "body": body,
            "count": len(names),
        }
    return Person(str(user), body, address("accounts:profile"))
