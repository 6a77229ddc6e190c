# make run [PORT=8000] [DATA_DIR=var], make test; the rest is for those who change the project. See docs/operators.md.

PYTHON ?= python3
VENV_PYTHON := .venv/bin/python
PIP := $(VENV_PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps
export LOCAL ?= 1

.PHONY: run test exam bench bench-pages bench-parsing lighthouse messages lint types lock clean

run: .venv/installed
	@SERVED_BY=$$PPID exec $(VENV_PYTHON) manage.py serve

test: .venv/installed-dev
	@$(VENV_PYTHON) -m pytest -n auto --dist loadgroup

# How well the parser reads the annotated digests, beside the figures of exam/figures.json; fails where one fell by more
# than a point. make exam MISSES=1 lists every error; MODEL=1 reads with the optional model; KEEP=1 keeps the new figures.
exam: .venv/installed
	@$(VENV_PYTHON) -m exam $(if $(MISSES),--misses) $(if $(MODEL),--model) $(if $(KEEP),--keep)

# How fast a search is, on so many synthetic stories (make bench SIZE=1000000 JSON=bench.json: half an hour).
bench: .venv/installed
	@SIZE=$(SIZE) JSON=$(JSON) $(VENV_PYTHON) -m benchmarks.search

# How fast the reader's pages are on the same corpus (make bench-pages SIZE=1000000).
bench-pages: .venv/installed-dev
	@SIZE=$(SIZE) $(VENV_PYTHON) -m benchmarks.pages

# Lighthouse on a running archive (make lighthouse URL=http://127.0.0.1:8000); needs Node and a Chromium.
lighthouse: .venv/installed
	@$(VENV_PYTHON) -m benchmarks.lighthouse $(URL)

# How fast the parser is, and its seconds on 1 MB of each hostile text (minutes; KINDS="quotes capitals" some of them).
bench-parsing: .venv/installed
	@$(VENV_PYTHON) -m benchmarks.parsing $(KINDS)

# Takes new messages into locale/ and compiles it; needs the gettext tools. Then translate what stands empty, and again.
messages: .venv/installed-dev
	$(VENV_PYTHON) manage.py makemessages -l ru --no-location --no-wrap --no-obsolete --ignore=.venv --ignore=var --ignore=tests --ignore=exam --ignore=benchmarks
	$(VENV_PYTHON) manage.py compilemessages -l ru --ignore=.venv

lint: .venv/installed-dev
	$(VENV_PYTHON) -m ruff check
	$(VENV_PYTHON) -m ruff format --check
	$(VENV_PYTHON) -m djlint templates --lint --quiet

types: .venv/installed-dev
	$(VENV_PYTHON) -m mypy

# The two stamps say which lock .venv was made from; a changed lock is installed by the next `make`.
# uv installs in a fifth of pip's time; where it cannot (an index of your own in pip's configuration), pip does.
UV := .venv/bin/uv pip install --quiet --python $(VENV_PYTHON) --link-mode copy --require-hashes --no-deps
.venv/installed: requirements.txt | .venv/bin/pip
	@echo "Installing the requirements"
	@$(PIP) -r requirements-uv.txt && $(UV) -r requirements.txt || $(PIP) -r requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt | .venv/bin/pip
	@echo "Installing the requirements for development"
	@$(PIP) -r requirements-uv.txt && $(UV) -r requirements-dev.txt || $(PIP) -r requirements-dev.txt
	@touch $@ .venv/installed

.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=...")'
	@echo "Making .venv"
	@$(PYTHON) -m venv .venv

# New versions only of what is asked for: make lock UPGRADE='--upgrade-package django', or UPGRADE=--upgrade for all.
LOCK = .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate
lock: .venv/installed
	@$(PIP) -r requirements-uv.txt
	$(LOCK) $(UPGRADE) requirements.in -o requirements.txt
	$(LOCK) $(UPGRADE) -c requirements.txt requirements-dev.in -o requirements-dev.txt
	echo uv | $(LOCK) $(UPGRADE) - -o requirements-uv.txt

# Never the archive itself: DATA_DIR stays.
clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
