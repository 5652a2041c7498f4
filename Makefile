# Two commands are enough: `make site` builds the sample site, `make test` runs every test.
# Both install what they need into .venv (and, for the tests, Debian packages that are missing).

PYTHON ?= python3
JOBS ?= 2
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help site serve test check bench clean

help:  ## say what there is
	@sed -n 's/^\([a-z]*\):.*##/  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

site: .venv/.installed  ## build the sample site from the documents in seeds/
	@$(BIN)/briefing build
	@echo "(From here: make serve)"

serve: .venv/.installed  ## show the sample site in a browser, reload it while you edit
	@$(BIN)/briefing serve --open

test: .venv/.dev .venv/.tools node_modules/.installed  ## run every test
	@$(BIN)/python -m pytest -q -m timed  # alone: what else runs would be measured too
	@$(BIN)/python -m pytest -q -m 'not timed' -n $(JOBS)

check: .venv/.dev .venv/.tools node_modules/.installed  ## format, lint, types, imports, tests with coverage
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q -m timed
	$(BIN)/python -m pytest -q -m 'not timed' -n $(JOBS) --cov --cov-fail-under=95

bench: .venv/.bench  ## measure how long builds take, beside Hugo and Pelican
	@$(BIN)/python bench/build.py
	@$(BIN)/python bench/archive.py
	@$(BIN)/python bench/serving.py
	@$(BIN)/python bench/collecting.py

clean:  ## remove the built site and everything else that can be made again, except .venv
	rm -rf site .briefing dist build .coverage .hypothesis .mypy_cache .ruff_cache .pytest_cache
	rm -rf .import_linter_cache
	find briefing tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

# Stamps: each says that a step was done, so that a second `make` goes straight to work.

.venv/.made: scripts/venv
	@PYTHON="$(PYTHON)" scripts/venv .venv
	@touch $@

.venv/.installed: .venv/.made pyproject.toml
	@echo "Installing briefing into .venv …"
	@$(PIP) install --editable .
	@touch $@

.venv/.dev: .venv/.made pyproject.toml
	@echo "Installing briefing and its development tools into .venv …"
	@$(PIP) install --editable '.[dev]'
	@touch $@ .venv/.installed

.venv/.bench: .venv/.dev pyproject.toml
	@echo "Installing what builds are measured beside into .venv …"
	@$(PIP) install --editable '.[dev,bench]'
	@touch $@

.venv/.tools: .venv/.made scripts/tools
	@scripts/tools
	@touch $@

node_modules/.installed: .venv/.tools package.json $(wildcard package-lock.json)
	@echo "Installing the page checkers into node_modules …"
	@PUPPETEER_SKIP_DOWNLOAD=1 npm install --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
