"""Addresses of the app, under /staff/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gongkai.site.publishing import (
    views,
    views_checks,
    views_consult,
    views_files,
    views_house,
    views_standard,
    views_tables,
    views_words,
)

app_name = "publishing"
_ITEM = "b/<str:code>/items/<int:pk>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("items/", views.all_items, name="all"),
    path("b/<str:code>/items/", views.items, name="items"),
    path("b/<str:code>/items/new/", views.new, name="new"),
    path("b/<str:code>/postings/", views_house.postings, name="postings"),
    path("b/<str:code>/postings/<int:pk>/amend/", views_house.amend, name="amend_posting"),
    path("b/<str:code>/postings/<int:pk>/evidence/", views_house.evidence, name="evidence"),
    path("b/<str:code>/items/export.<slug:form>", views_tables.export, name="export"),
    path("b/<str:code>/import/<slug:kind>/", views_tables.upload, name="upload"),
    path("b/<str:code>/import/<slug:kind>/example/", views_tables.example, name="table_example"),
    path("b/<str:code>/import/<slug:kind>/<str:token>/", views_tables.preview, name="preview"),
    path("b/<str:code>/documents/", views_checks.documents, name="documents"),
    path("b/<str:code>/documents/<int:year>.xlsx", views_checks.documents_file, name="documents_file"),
    path("b/<str:code>/rechecks/", views_checks.rechecks, name="rechecks"),
    path("b/<str:code>/rechecks/<int:pk>/", views_checks.recheck, name="recheck"),
    path("b/<str:code>/words/", views_words.words, name="words"),
    path("b/<str:code>/words/<int:pk>/remove/", views_words.remove_word, name="remove_word"),
    path("b/<str:code>/standard/", views_standard.entries, name="entries"),
    path("b/<str:code>/standard/<int:pk>/", views_standard.entry, name="entry"),
    path("b/<str:code>/standard/<int:pk>/do/<slug:name>/", views_standard.change, name="change_entry"),
    path("b/<str:code>/columns/", views_house.duties, name="duties"),
    path("b/<str:code>/columns/<int:pk>/remove/", views_house.remove_duty, name="remove_duty"),
    path("b/<str:code>/corrections/", views_house.corrections, name="corrections"),
    path("b/<str:code>/corrections/<int:pk>/", views_house.handle, name="handle"),
    path(_ITEM, views.item, name="item"),
    path(f"{_ITEM}opinions/", views_consult.opinions, name="opinions"),
    path(f"{_ITEM}opinions/<int:number>/", views_consult.opinion, name="opinion"),
    path(f"{_ITEM}edit/", views.edit, name="edit"),
    path(f"{_ITEM}attach/", views.attach, name="attach"),
    path(f"{_ITEM}post/", views_house.post, name="post"),
    path(f"{_ITEM}correct/", views.correct, name="correct"),
    path(f"{_ITEM}withdraw/", views.withdraw, name="withdraw"),
    path(f"{_ITEM}reassess/", views.reassess, name="reassess"),
    path(f"{_ITEM}repeal/", views.repeal, name="repeal"),
    path(f"{_ITEM}accept/<int:examination>/", views.accept, name="accept"),
    path(f"{_ITEM}files/<int:file>/original/", views_files.original, name="original"),
    path(f"{_ITEM}files/<int:file>/released/", views_files.released, name="released"),
    path(f"{_ITEM}files/<int:file>/do/<slug:name>/", views_files.change, name="change_file"),
    path(f"{_ITEM}do/<slug:name>/", views.step, name="step"),
]
