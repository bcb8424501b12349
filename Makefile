# What one does with this checkout. `make` alone lists it.

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.stamp
JOBS ?= 2
# More for pytest, for example: make test ARGS="-k solver -x"
ARGS ?=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help setup demo test check wheel bench docs lock nightly mutants fuzz clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

setup: $(STAMP) ## Build .venv from the locked versions; the command is then .venv/bin/gongkai

$(STAMP): pyproject.toml requirements/dev.txt scripts/setup.sh
	@bash scripts/setup.sh $(VENV)
	@touch $@

demo: setup ## Read and check the sample reports, and show the result
	@$(BIN)/python scripts/demo.py

test: check wheel ## Everything that must hold before a change lands: check, the wheel, the tests
	@$(BIN)/pytest -n $(JOBS) --dist worksteal -m "not slow" $(ARGS)

check: setup ## Format, lint, types and layers, without running the program
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy src tests scripts $(wildcard bench)
	@$(BIN)/lint-imports --no-logo

wheel: setup ## Build the wheel and try it in a bare environment
	@bash scripts/check_wheel.sh $(VENV)

bench: setup ## Measure: reading and checking by layout and by format, terms and requests
	@$(BIN)/python bench/run.py
	@$(BIN)/python -m bench.formats
	@$(BIN)/python -m bench.peers
	@$(BIN)/python -m bench.procedure
	@$(BIN)/python -m bench.writing

docs: setup ## Generate docs/reference from the data
	@$(BIN)/python scripts/make_docs.py

lock: setup ## Write requirements/*.txt anew; UPGRADE=--upgrade takes newer versions
	@bash scripts/lock.sh $(VENV) $(UPGRADE)

nightly: check wheel ## The slow tests too, many more examples, and coverage
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
