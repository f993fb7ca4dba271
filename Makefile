# The two commands are `make run` and `make test`; `make help` lists the others.
PORT ?= 8000
ARGS ?=
PYTHON := .venv/bin/python
RUN_ENV := .venv/.made-to-run
DEV_ENV := .venv/.made-to-develop
BENCH_ENV := .venv/.made-to-measure
MUTANT_ENV := .venv/.made-to-mutate
STATIC_FILES := $(shell find static -type f 2>/dev/null)
LOCK := .venv/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-header --python-version 3.11 pyproject.toml

.PHONY: help run test lint types check bench fuzz mutants lock clients clean
.DEFAULT_GOAL := help

help:
	@echo "make run      start blendplan on 127.0.0.1:$(PORT) with the demonstration school (PORT= changes it)"
	@echo "make test     run the whole test suite (ARGS= goes to pytest)"
	@echo "make lint     style, and the order of the rooms"
	@echo "make types    check the types"
	@echo "make check    lint, types, missing migrations and test"
	@echo "make bench    measure the pages beside an empty one, judging beside reading, and fixing"
	@echo "make fuzz     throw many more strange files, plans and policies at the engine (EXAMPLES= says how many)"
	@echo "make mutants  change the engine in thousands of ways and see which the tests miss (ARGS= names some)"
	@echo "make lock     pin the dependencies anew"
	@echo "make clients  fetch the calendar client that the feed's tests read with (needs npm)"
	@echo "make clean    remove the environment and everything made (the demonstration too)"

$(RUN_ENV): requirements.lock
	@.ci/environment requirements.lock
	@touch $@

$(DEV_ENV): requirements-dev.lock
	@.ci/environment requirements-dev.lock
	@touch $@

# Where the other engines cannot be had, the table says so.
$(BENCH_ENV): requirements-bench.lock | $(DEV_ENV)
	@if .ci/environment requirements-bench.lock; then touch $@; else \
		echo "The other rule engines could not be installed; the bench does without them."; fi

$(MUTANT_ENV): requirements-mutants.lock | $(DEV_ENV)
	@.ci/environment requirements-mutants.lock
	@touch $@

# A secret for this machine's demonstration; a real installation brings its own.
var/demo.env: | $(RUN_ENV)
	@mkdir -p var
	@umask 077; printf 'BLENDPLAN_DEMO=1\nSECRET_KEY=%s\n' \
		"$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(48))')" > $@

DEMONSTRATION := set -a; . ./var/demo.env; set +a;

var/static/.collected: $(STATIC_FILES) requirements.lock | $(RUN_ENV) var/demo.env
	@echo "Collecting static files …"
	@$(DEMONSTRATION) $(PYTHON) manage.py collectstatic --no-input --clear --verbosity 0
	@touch $@

run: $(RUN_ENV) var/demo.env var/static/.collected
	@$(DEMONSTRATION) PORT=$(PORT) $(PYTHON) -m blendplan.start

test: $(DEV_ENV)
	@$(PYTHON) -m pytest $(ARGS)

lint: $(DEV_ENV)
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/lint-imports

types: $(DEV_ENV)
	@.venv/bin/mypy

check: lint types
	@DJANGO_SETTINGS_MODULE=tests.settings $(PYTHON) manage.py makemigrations --check --dry-run
	@$(MAKE) --no-print-directory test

bench: $(DEV_ENV) $(BENCH_ENV)
	@$(PYTHON) -m tests.bench $(ARGS)

fuzz: EXAMPLES ?= 3000
fuzz: $(DEV_ENV)
	@EXAMPLES=$(EXAMPLES) $(PYTHON) -m pytest $(addprefix tests/planner/cadence/test_,strangers.py properties.py) $(ARGS)

mutants: $(MUTANT_ENV)
	@$(PYTHON) -m tests.mutants $(ARGS)

lock: $(DEV_ENV)
	@$(LOCK) --extra dev -o requirements-dev.lock
	@$(LOCK) -c requirements-dev.lock -o requirements.lock
	@$(LOCK) --extra bench -c requirements-dev.lock -o requirements-bench.lock
	@$(LOCK) --extra mutants -c requirements-dev.lock -o requirements-mutants.lock

# Without a network the feed's tests do without this client, and say so.
clients:
	@if command -v npm >/dev/null; then \
		npm ci --prefix tests/clients --no-audit --no-fund --ignore-scripts --loglevel=error \
		|| { echo "The calendar client could not be fetched; its tests will be skipped."; test -z "$$CI"; }; \
	else echo "npm is missing; the calendar client's tests will be skipped."; fi

clean:
	rm -rf .venv var mutants .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage tests/clients/node_modules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
