PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

# Workers and commands would compile everything again, each for itself.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup demo lint test check bench pins
.DEFAULT_GOAL := check

# Every package at the version and hash of constraints.txt; made anew only when what it depends on changed.
$(VENV)/.ready: constraints.txt pyproject.toml deploy/build
	@PYTHON=$(PYTHON) sh deploy/build develop $(VENV) constraints.txt
	@touch $@

setup: $(VENV)/.ready

demo: setup
	$(BIN)/sheets-sync demo $(DEMO)

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Idle workers steal tests: some take a minute, most a millisecond. No test measures time; half an hour for
# all of them is only a net.
test check: lint
	$(BIN)/pytest -n auto --dist worksteal --session-timeout=1800

# What is measured beside ours stands in a virtual environment of its own.
.venv-bench/.ready: benchmarks/constraints.txt pyproject.toml deploy/build
	@PYTHON=$(PYTHON) sh deploy/build develop .venv-bench benchmarks/constraints.txt
	@touch $@

bench: .venv-bench/.ready
	.venv-bench/bin/python -m benchmarks $(ROWS)

# What stands in pyproject.toml and the *.in files, pinned; with PINS=--upgrade at the newest versions. Needs uv.
UV ?= uv
PIN := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	--no-emit-package sheets-sync
pins:
	$(PIN) $(PINS) constraints.in --output-file constraints.txt
	$(PIN) --constraints constraints.txt deploy/constraints.in --output-file deploy/constraints.txt
	$(PIN) $(PINS) benchmarks/constraints.in --output-file benchmarks/constraints.txt
	$(PIN) $(PINS) --no-deps tests/emulator/clients.in --output-file tests/emulator/clients.txt
