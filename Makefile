PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: setup demo test check bench
.DEFAULT_GOAL := check

# Every package at the version and hash of constraints.txt; made anew only when what it depends on changed.
$(VENV)/.ready: constraints.txt pyproject.toml deploy/build
	@PYTHON=$(PYTHON) sh deploy/build develop $(VENV) constraints.txt
	@touch $@

setup: $(VENV)/.ready

demo: setup
	$(BIN)/sheets-sync demo $(DEMO)

# Idle workers steal tests: some take a minute, most a millisecond.
test check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist worksteal

# What is measured beside ours stands in a virtual environment of its own.
.venv-bench/.ready: benchmarks/constraints.txt pyproject.toml deploy/build
	@PYTHON=$(PYTHON) sh deploy/build develop .venv-bench benchmarks/constraints.txt
	@touch $@

bench: .venv-bench/.ready
	.venv-bench/bin/python -m benchmarks $(ROWS)
