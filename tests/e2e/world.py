"""A small world in a data folder of its own: migrated, with assets collected, bodies, and people who may sign in.

Run as a program, in the environment of the server that will show it.
"""

import datetime as dt
import os
from typing import Final

COUNTY: Final = "11990000MB0000010K"
TOWNSHIP: Final = "11990001MB00000203"
PASSWORD: Final = "a long password"

# Who signs in as what, and where; the name is the role's.
PEOPLE: Final = {
    "handler": TOWNSHIP,
    "reviewer": TOWNSHIP,
    "secrecy_reviewer": TOWNSHIP,
    "approver": TOWNSHIP,
    "body_admin": TOWNSHIP,
    "county_office": COUNTY,
    "inspector": TOWNSHIP,
    "auditor": "",
    "system_admin": "",
}


def make() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.site.project.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    _bodies()
    _people()


def _bodies() -> None:
    from gongkai.site.bodies.models import Body, Contact

    county = Body.objects.add_root(
        instance=Body(code=COUNTY, name="云岭县人民政府", short_name="云岭县", level="county", kind="government")
    )
    finance = Body(code="11990000MB0000040T", name="云岭县财政局", level="county", kind="department")
    township = Body(
        code=TOWNSHIP, name="云岭县石桥镇人民政府", short_name="石桥镇", level="township", kind="government"
    )
    for body in (finance, township):
        Body.objects.add_child(Body.objects.get(pk=county.pk), instance=body)
    Contact.objects.create(
        body=township,
        office="石桥镇党政综合办公室",
        address="云岭县石桥镇兴桥路18号",
        postcode="999001",
        hours="工作日 8:30—12:00，14:30—18:00",
        phone="0999-5550123",
        email="gongkai@shiqiao.example",
    )


def _people() -> None:
    from gongkai.site.accounts.models import Appointment, User
    from gongkai.site.bodies.models import Body

    today = dt.date.today()
    for role, code in PEOPLE.items():
        user = User(username=role, name="张小禾")
        user.set_password(PASSWORD)
        user.save()
        body = Body.objects.get(code=code) if code else None
        until = today + dt.timedelta(days=30) if role == "inspector" else None
        Appointment.objects.create(user=user, role=role, body=body, since=dt.date(2026, 1, 1), until=until)


if __name__ == "__main__":
    make()
