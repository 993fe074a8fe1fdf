# Each target sets up what it needs in .venv; nothing has to be installed by hand but python3, python3-venv, git, make.

PYTHON ?= python3
SAMPLE ?= sample_data/degerfors-karlskoga-2025.yaml

.PHONY: check test test-deep lint wheel-test docs findings pictures golden bench clean

# The sample has mistakes: exit code 1 is the right answer, 2 would be a failure of the program.
check: .venv/ready
	.venv/bin/finsam-audit check $(SAMPLE) || test $$? -eq 1

# The tests are compiled once for all workers, also where the shell says that nothing compiled is kept.
test: .venv/dev
	PYTHONDONTWRITEBYTECODE= .venv/bin/python -m pytest -n auto --dist worksteal

# Many more examples and mutated files, and others each time; the seed that is printed gives them again: make test-deep SEED=…
SEED := $(or $(SEED),$(shell date +%s))
FUZZ ?= 20000
test-deep: .venv/dev
	@echo "SEED=$(SEED) FUZZ=$(FUZZ)"
	HYPOTHESIS_PROFILE=deep FUZZ=$(FUZZ) .venv/bin/python -m pytest -n auto --dist worksteal --hypothesis-seed=$(SEED)

lint: .venv/dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

wheel-test: .venv/dev
	sh tests/wheel.sh .venv/bin/python

docs: .venv/dev
	.venv/bin/python -m finsam_audit.render.rule_pages docs/rules docs/sv/regler.md

findings: .venv/dev
	.venv/bin/python -m bench.findings

# Takes Chromium and LibreOffice.
pictures: .venv/dev
	.venv/bin/python -m bench.pictures

golden: .venv/dev
	.venv/bin/python -m pytest --refresh-golden

bench: .venv/dev
	.venv/bin/python bench/start.py

clean:
	rm -rf .venv dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/ready: .venv/bin/python pyproject.toml
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --editable .
	.venv/bin/python -m compileall -q finsam_audit
	touch $@

.venv/dev: .venv/ready
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@
