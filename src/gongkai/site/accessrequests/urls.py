"""Addresses of the desk, under /staff/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gongkai.site.accessrequests import (
    views,
    views_code,
    views_events,
    views_forums,
    views_house,
    views_letters,
    views_papers,
    views_redact,
    views_reply,
    views_words,
)

app_name = "accessrequests"
_BODY = "b/<str:code>/requests/"
_ONE = f"{_BODY}<int:pk>/"
_REPLY = f"{_ONE}reply/"
_LETTER = f"{_ONE}letters/<int:number>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("requests/", views.all_requests, name="all"),
    path("requests/calendar/", views_house.calendar, name="calendar"),
    path("requests/calendar/<str:token>.ics", views_house.ics, name="feed"),
    path(_BODY, views.requests, name="requests"),
    path(f"{_BODY}many/", views.many, name="many"),
    path(f"{_BODY}options/", views_house.options, name="options"),
    path(f"{_BODY}forums/", views_forums.forums, name="forums"),
    path(f"{_BODY}words/", views_words.wordings, name="wordings"),
    path(f"{_BODY}words/<slug:kind>/<slug:name>/", views_words.words, name="words"),
    path(f"{_BODY}records/", views_house.records, name="records"),
    path(f"{_BODY}records/new/", views_house.new_record, name="new_record"),
    path(f"{_BODY}records/<int:pk>/", views_house.record, name="record"),
    path(_ONE, views.one, name="request"),
    path(f"{_ONE}person/", views.person, name="person"),
    path(f"{_ONE}assign/", views.assign, name="assign"),
    path(f"{_ONE}code/", views_code.code, name="code"),
    path(f"{_ONE}decide/<int:motion>/", views.decide, name="decide"),
    path(f"{_ONE}event/<slug:kind>/", views_events.event, name="event"),
    path(_REPLY, views_reply.reply, name="reply"),
    path(f"{_REPLY}submit/", views_reply.submit, name="submit"),
    path(f"{_REPLY}new/", views_reply.item, name="new_item"),
    path(f"{_REPLY}<int:number>/", views_reply.item, name="item"),
    path(f"{_REPLY}<int:number>/part/", views_reply.part, name="part"),
    path(f"{_REPLY}<int:number>/drop/", views_reply.drop, name="drop_item"),
    path(f"{_REPLY}<int:number>/drop/<int:place>/", views_reply.drop, name="drop_part"),
    path(f"{_ONE}letters/", views_letters.choose, name="letters"),
    path(f"{_ONE}letters/new/<slug:document>/", views_letters.new, name="new_letter"),
    path(_LETTER, views_letters.letter, name="letter"),
    path(f"{_LETTER}issue/", views_letters.issue, name="issue"),
    path(f"{_LETTER}stamp/", views_letters.stamp, name="stamp"),
    path(f"{_LETTER}file/<slug:format>/", views_letters.file, name="letter_file"),
    path(f"{_ONE}papers/add/", views_papers.add, name="add_paper"),
    path(f"{_ONE}papers/<int:paper>/", views_papers.download, name="paper"),
    path(f"{_ONE}papers/<int:paper>/cover/", views_redact.cover, name="cover_paper"),
    path(f"{_ONE}papers/<int:paper>/cover/<int:number>/", views_redact.cover, name="cover"),
    path(f"{_ONE}papers/<int:paper>/cover/<int:number>/picture/", views_redact.picture, name="cover_picture"),
    path(f"{_ONE}papers/<int:paper>/do/<slug:name>/", views_papers.change, name="change_paper"),
    path(f"{_ONE}fees/<int:fee>/refund/", views_papers.refund, name="refund"),
    path(f"{_ONE}offices/", views_papers.office, name="office"),
    path(f"{_ONE}offices/<str:key>/", views_papers.office_answered, name="office_answered"),
    path(f"{_ONE}publish/", views_papers.publish, name="publish"),
]
