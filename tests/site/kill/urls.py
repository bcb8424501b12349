"""The page that writes: a file, a row, an event and a task, in one transaction."""

import io

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body, Contact
from gongkai.site.project.health import healthz
from gongkai.site.web import clock, storage
from gongkai.site.web.models import Root
from gongkai.site.web.scope import system
from tests.site.kill.tasks import later


@csrf_exempt
def write(request: HttpRequest, number: int) -> HttpResponse:
    """Answers only when all of it stands."""
    body = Body.objects.get()
    with recorded() as log:
        blob = storage.store(io.BytesIO(request.body), root=Root.STAFF)
        Contact.objects.unscoped("a world of one body").update(phone=str(number))
        log(system(clock.today()), "body.contact", body=body.pk, target=body, number=number, blob=blob.pk)
        later.enqueue(number)
    return HttpResponse("ok")


urlpatterns = [path("healthz", healthz), path("write/<int:number>", write)]
