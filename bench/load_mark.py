"""``python -m bench.load_mark NUMBER``: where that page of the list of the largest body begins."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Print the mark."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.site.project.settings")
    django.setup()
    from gongkai.site.bodies.models import Body
    from gongkai.site.publishing import selectors
    from gongkai.site.web import paging

    body, place = Body.objects.order_by("path").first(), (int(sys.argv[1]) - 1) * paging.SIZE
    rows = selectors.public_items(body).order_by("-published_at", "-id")
    sys.stdout.write(paging.mark_of(rows[place - 1], ("-published_at", "-id")) if place else "")


if __name__ == "__main__":
    main()
