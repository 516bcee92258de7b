PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: setup demo test check bench
.DEFAULT_GOAL := check

# Every package at the version and hash of constraints.txt; made again only when what it depends on changed.
$(VENV)/.ready: constraints.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "sheets-sync needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

setup: $(VENV)/.ready

demo: setup
	$(BIN)/sheets-sync demo $(DEMO)

# Idle workers steal tests: some take a minute, most a millisecond. No test measures time; half an hour for
# all of them is only a net.
test check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist worksteal --session-timeout=1800

# What is measured beside ours stands in a virtual environment of its own.
.venv-bench/.ready: benchmarks/constraints.txt pyproject.toml
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

bench: .venv-bench/.ready
	.venv-bench/bin/python -m benchmarks $(ROWS)
