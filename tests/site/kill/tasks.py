"""What a write leaves for later."""

from django_tasks import task

from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.web import clock
from gongkai.site.web.scope import system


@task()
def later(number: int) -> None:
    """One service, one transaction."""
    body = Body.objects.get()
    with recorded() as log:
        log(system(clock.today()), "body.rename", body=body.pk, target=body, number=number)
