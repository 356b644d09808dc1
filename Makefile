# The commands of the project. `make` alone lists them.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PORT ?= 8000
export PORT
export PYTHONDONTWRITEBYTECODE ?= 1

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test check bench soak screenshots messages lock format

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed (PYTHON=...)."; exit 1; }
	@$(PYTHON) -m venv $(VENV)

# Stamps carry the digest of the lock they were installed from: another lock, another install.
BASE_STAMP := $(VENV)/.base-$(firstword $(shell cksum requirements/base.txt))
DEV_STAMP := $(VENV)/.dev-$(firstword $(shell cksum requirements/dev.txt))

$(BASE_STAMP): | $(VENV)/bin/python
	@echo "Installing packages into $(VENV) ..."
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements/base.txt
	@touch $@

$(DEV_STAMP): | $(VENV)/bin/python
	@echo "Installing packages for development into $(VENV) ..."
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements/dev.txt
	@touch $@ $(BASE_STAMP)

demo: $(BASE_STAMP) ## build the demonstration if needed and serve it on 127.0.0.1 (PORT=8000)
	@$(PY) -m config.demo serve

demo-reset: $(BASE_STAMP) ## throw the demonstration away; the next `make demo` builds a new one
	@$(PY) -m config.demo reset

test: $(DEV_STAMP) ## the whole suite: on SQLite, on PostgreSQL, in Chromium
	@$(PY) -m tests.suite

check: $(DEV_STAMP) ## style, types, templates, migrations, deployment settings, translations
	@$(PY) -m tests.quality

bench: $(DEV_STAMP) ## measure speed and print one table (SIZE=20000)
	@$(PY) -m benchmarks

soak: $(DEV_STAMP) ## the long runs: many more examples and rounds than `make test`
	@$(PY) -m tests.suite --soak

screenshots: $(DEV_STAMP) ## pictures of the main screens, from the demonstration, into docs/screenshots
	@$(PY) -m tests.screenshots

messages: $(DEV_STAMP) ## bring the translation files up to date with the code
	@$(PY) -m config.translations extract

format: $(DEV_STAMP) ## let ruff format the code
	@$(PY) -m ruff check --fix -q . ; $(PY) -m ruff format -q .

lock: $(DEV_STAMP) ## pin requirements/*.in with hashes
	@for name in base dev; do \
	  $(VENV)/bin/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
	    requirements/$$name.in -o requirements/$$name.txt || exit 1; done
