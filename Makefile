# Each target alone is enough on a fresh machine with Python 3.11+ and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check --quiet
LOCKED := $(PIP) --require-hashes --only-binary :all:
ITSELF := $(PIP) --no-index --no-build-isolation --no-deps -e .
# Only releases that have stood for a week: import-linter 2.17 was locked on the day it came and gone an hour later.
UV_COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-annotate --only-binary :all: --exclude-newer "7 days" --custom-compile-command "make lock"

.PHONY: help graph test check unit bench docs wheel lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

graph: $(VENV)/run.stamp ## read seeds/, write exports/
	$(BIN)/kg build seeds -o exports --no-store

test: check ## the checks, then the tests that need no browser, no server and no patience
	$(BIN)/python -m pytest

check: $(VENV)/dev.stamp ## style, types and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: $(VENV)/dev.stamp ## the tests without a language model: under a minute
	$(BIN)/python -m pytest -q tests/unit -m "not model and not gold and not browser and not server and not slow"

bench: $(VENV)/dev.stamp ## the figures, measured beside the bare library
	for script in $(sort $(wildcard tests/bench/bench_*.py)); do $(BIN)/python $$script || exit 1; done

docs: $(VENV)/dev.stamp ## write docs/reference/cli.md from the commands themselves
	$(BIN)/python docs/reference/make_cli.py > docs/reference/cli.md

wheel: $(VENV)/dev.stamp ## build the wheel and the source archive into dist/
	$(BIN)/python -m build --no-isolation

lock: ## make both lock files anew from pyproject.toml (needs uv)
	$(UV_COMPILE) --upgrade pyproject.toml --group install -o requirements.txt
	$(UV_COMPILE) -c requirements.txt pyproject.toml --group install --group dev -o requirements-dev.txt

clean: ## remove what the other targets made, the environment too
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "$(PYTHON) is older than 3.11: run make PYTHON=python3.11 (or newer)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.txt pyproject.toml | $(BIN)/python
	$(LOCKED) -r requirements.txt
	$(ITSELF)
	@touch $@

# The development lock holds all that the other one holds, so either target may come first.
$(VENV)/dev.stamp: requirements-dev.txt pyproject.toml | $(BIN)/python
	$(LOCKED) -r requirements-dev.txt
	$(ITSELF)
	@touch $@ $(VENV)/run.stamp
