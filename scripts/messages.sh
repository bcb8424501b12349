#!/usr/bin/env bash
# Usage: messages.sh VENV
# Collects the messages of the site into the English catalogue, and compiles both catalogues. What is new has an empty
# translation, which the tests will not let pass.
set -euo pipefail

venv=$(cd "${1:?usage: messages.sh VENV}" && pwd)
cd "$(dirname "$0")/../src/gongkai/site"
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
export GONGKAI_DATA=$data DJANGO_SETTINGS_MODULE=gongkai.site.project.settings

# Without places and dates, the file changes only where a message does.
"$venv/bin/django-admin" makemessages --locale en --no-location --no-obsolete --verbosity 0
sed -i '/^"POT-Creation-Date:/d' locale/en/LC_MESSAGES/django.po
for language in en zh_Hans; do
    msgfmt --check-format --output-file="locale/$language/LC_MESSAGES/django.mo" "locale/$language/LC_MESSAGES/django.po"
done
