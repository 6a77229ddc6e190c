# make run [PORT=8000] [DATA_DIR=var]; make test; see README.md and docs/operators.md

PYTHON ?= python3
PIP := .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes --no-deps
export LOCAL ?= 1

.PHONY: run test lint types lock clean

run: .venv/installed
	@exec .venv/bin/python manage.py serve

test: .venv/installed-dev
	@.venv/bin/pytest -n auto

lint: .venv/installed-dev
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/djlint templates --check --lint --quiet

types: .venv/installed-dev
	.venv/bin/mypy

# What .venv holds is remembered by a stamp; a changed lock installs again.
.venv/installed: requirements.txt
	@test -x .venv/bin/python || { echo "Making .venv"; $(PYTHON) -m venv .venv; }
	@echo "Installing the requirements"
	@$(PIP) -r requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt
	@test -x .venv/bin/python || { echo "Making .venv"; $(PYTHON) -m venv .venv; }
	@echo "Installing the requirements for development"
	@$(PIP) -r requirements-dev.txt
	@touch $@ .venv/installed

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
