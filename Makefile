# What one does with this checkout. `make` alone lists it.

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.stamp
JOBS ?= 2
# More for pytest, for example: make test ARGS="-k solver -x"
ARGS ?=
# More for the demonstration: make demo DEMO_ARGS="--port 8080", DEMO_ARGS=--reset, DEMO_ARGS=--check
DEMO_ARGS ?=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help setup demo samples test check wheel bench docs lock messages nightly mutants fuzz clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

setup: $(STAMP) ## Build .venv from the locked versions; the command is then .venv/bin/gongkai

$(STAMP): pyproject.toml requirements/dev.txt scripts/setup.sh
	@bash scripts/setup.sh $(VENV)
	@touch $@

demo: setup ## Start the site with a fictional county on 127.0.0.1:8000 and print its logins
	@$(BIN)/gongkai demo --serve $(DEMO_ARGS)

samples: setup ## Read and check the sample reports, and show the result
	@$(BIN)/python scripts/show_samples.py

test: check wheel ## Everything that must hold before a change lands: check, the wheel, the tests on both databases
	@bash scripts/have.sh postgres chromium
	@bash scripts/test_postgres.sh $(VENV) -n $(JOBS) --dist worksteal -m "not slow" $(ARGS)
	@$(BIN)/pytest -n $(JOBS) --dist worksteal -m "not slow" $(ARGS)

check: setup ## Format, lint, types, layers and migrations, without running the program
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy src tests scripts $(wildcard bench)
	@$(BIN)/lint-imports --no-logo
	@bash scripts/check_migrations.sh $(VENV)

wheel: setup ## Build the wheel and try it in a bare environment
	@bash scripts/check_wheel.sh $(VENV)

bench: setup ## Measure: reading and checking by layout and by format, terms and requests, pages of the site
	@$(BIN)/python bench/run.py
	@$(BIN)/python -m bench.formats
	@$(BIN)/python -m bench.peers
	@$(BIN)/python -m bench.procedure
	@$(BIN)/python -m bench.chapters
	@$(BIN)/python -m bench.writing
	@bash scripts/have.sh wrk
	@$(BIN)/python -m bench.ledger
	@$(BIN)/python -m bench.annual
	@$(BIN)/python -m bench.site
	@$(BIN)/python -m bench.load
	@$(BIN)/python -m bench.requests

docs: setup ## Generate docs/reference from the data
	@$(BIN)/python scripts/make_docs.py

lock: setup ## Write requirements/*.txt anew; UPGRADE=--upgrade takes newer versions
	@bash scripts/lock.sh $(VENV) $(UPGRADE)

messages: setup ## Collect what pages say for the English catalogue, and compile it (needs gettext)
	@bash scripts/messages.sh $(VENV)

nightly: check wheel ## The slow tests too, many more examples, and coverage
	@bash scripts/have.sh postgres chromium
	@bash scripts/test_postgres.sh $(VENV) $(ARGS)
	@rm -f .coverage .coverage.*
	@HYPOTHESIS_PROFILE=nightly $(BIN)/coverage run -m pytest $(ARGS)
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

mutants: setup ## Change gongkai.procedure piece by piece; do the tests notice? ARGS="clock --jobs 4"
	@$(BIN)/python scripts/mutants.py $(ARGS)

fuzz: setup ## Damage the samples at random and read them, for ten minutes; ARGS="--minutes 1 --seed 2"
	@$(BIN)/python scripts/fuzz.py $(ARGS)

clean: ## Remove what was built, .venv included
	rm -rf $(VENV) build dist .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests scripts $(wildcard bench) -name __pycache__ -type d -prune -exec rm -rf {} +
