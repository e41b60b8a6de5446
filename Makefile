# convoca: nothing is needed beforehand but Python 3.11 (or newer) and make.
PYTHON ?= python3
UV_VERSION := 0.13.8
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup demo tour test soak check format bench gallery wheel clean

help: ## say what can be done
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

setup: .venv/.ready ## build the environment in .venv, from the lock file

.venv/.ready: pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "convoca needs Python 3.11 or newer: make PYTHON=/path/to/python3.11" >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@$(BIN)/uv sync --frozen --quiet --inexact --python $(BIN)/python
	@touch $@

demo: setup ## start everything on this machine, with nothing configured
	@$(BIN)/convoca demo

tour: setup ## play the whole life of a proposal and print it
	@$(BIN)/convoca tour

test: setup check ## run every test (says loudly what it skipped)
	@$(BIN)/python -m pytest -n 3 --dist loadgroup -m "not soak"

soak: setup ## run the long fault loads
	@$(BIN)/python -m pytest -m soak

check: setup ## style, types and the import law
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

format: setup ## put the code in shape
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .

bench: setup ## measure, as ratios in one run
	@$(BIN)/python -m benchmarks

gallery: setup ## draw every screen in every language on one page, dist/gallery.html
	@$(BIN)/python -m tests.gallery dist/gallery.html

wheel: setup ## build the wheel in dist/
	@$(BIN)/uv build --wheel --quiet --python $(BIN)/python

clean: ## remove what was built
	rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
