"""The pages that write: a file, a row, an event and a task in one transaction; an item in all its steps."""

import io

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body, Contact
from gongkai.site.project import urls
from gongkai.site.web import clock, storage
from gongkai.site.web.models import Root
from gongkai.site.web.scope import system
from tests.site.kill import items
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


@csrf_exempt
def release(request: HttpRequest, number: int) -> HttpResponse:
    """Answers when the item is public, or approved for its time."""
    items.release(number, request.body.decode())
    return HttpResponse("ok")


urlpatterns = [
    *urls.urlpatterns,
    path("write/<int:number>", write),
    path("release/<int:number>", release),
]
