#!/usr/bin/env bash
# Usage: check_migrations.sh VENV
# Fails where a model has changed and its migration has not.
set -euo pipefail

venv=${1:?usage: check_migrations.sh VENV}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
env -u DATABASE_URL GONGKAI_DATA="$folder" DJANGO_SETTINGS_MODULE=gongkai.site.project.settings \
    "$venv/bin/django-admin" makemigrations --check --dry-run --verbosity 1
