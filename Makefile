# The whole handbook from a fresh copy: `make book`, then `make test`. Needs Python 3.11+ only.

PYTHON3 ?= python3
PYTHON := .venv/bin/python
INSTALLED := .venv/installed

# The tests open the site in two browsers and the workbooks in an office.
# Playwright's driver needs libatomic1.
DEBIAN_PACKAGES := chromium chromium-headless-shell firefox-esr libatomic1 libreoffice-calc \
  libreoffice-writer poppler-utils python3-uno

# The same source gives the same bytes: one date, one hash order, one thread.
# An unzipped download has no git history, so it takes the date of its lock file.
ifndef SOURCE_DATE_EPOCH
SOURCE_DATE_EPOCH := $(shell git log -1 --format=%ct 2>/dev/null || date -r requirements.txt +%s)
endif
export SOURCE_DATE_EPOCH
export PYTHONHASHSEED := 0
export OMP_NUM_THREADS := 1

.DEFAULT_GOAL := help
.PHONY: help book serve lab test lint notebooks lock clean debian-packages

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' Makefile

book: $(INSTALLED) ## build the website
	$(PYTHON) -m seti_ta.handbook.build

serve: book ## build the website and show it in a browser
	$(PYTHON) -m seti_ta.handbook.serve

lab: $(INSTALLED) ## open the chapters in JupyterLab, on your own machine
	$(PYTHON) -m jupyter lab book

# `tests` covers the code, the site and the workbooks; nbval runs every chapter again
# and compares what comes out with what is printed in the book.
test: debian-packages book lint ## build the website, then run every check
	$(PYTHON) -m pytest tests book -n auto --no-loadscope-reorder \
	  --nbval --nbval-current-env --nbval-cell-timeout 60

lint: $(INSTALLED) ## check the style of the code
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

notebooks: $(INSTALLED) ## run the chapters again and store what they print
	$(PYTHON) -m seti_ta.handbook.notebooks

lock: $(INSTALLED) ## write requirements.txt from pyproject.toml again
	$(PYTHON) -m pip install --quiet uv
	$(PYTHON) -m uv pip compile --quiet --universal --python-version 3.11 \
	  --extra book --extra test --extra lab \
	  --no-emit-package seti-ta \
	  --custom-compile-command "make lock" --output-file requirements.txt pyproject.toml

clean: ## delete what was built; the libraries in .venv stay
	rm -rf _build .pytest_cache .ruff_cache .hypothesis

$(INSTALLED): requirements.txt pyproject.toml
	@$(PYTHON3) -c 'import sys; sys.version_info >= (3, 11) or sys.exit( \
	  "The handbook needs Python 3.11 or newer; %s is %d.%d. Name another one: make PYTHON3=python3.12" \
	  % (sys.executable, *sys.version_info[:2]))'
	@$(PYTHON3) -c 'import ensurepip' 2>/dev/null || \
	  { echo "This Python cannot make a .venv. On Debian: sudo apt-get install python3-venv"; exit 1; }
	$(PYTHON3) -m venv .venv
	$(PYTHON) -m pip install --quiet -r requirements.txt
	$(PYTHON) -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

# Root on Debian gets what is missing; anybody else is told how, and pytest skips those tests.
debian-packages:
	@dpkg -s $(DEBIAN_PACKAGES) >/dev/null 2>&1 && exit 0; \
	if [ "$$(id -u)" = 0 ] && grep -q '^ID=debian' /etc/os-release; then \
	  apt-get update -q && DEBIAN_FRONTEND=noninteractive \
	  apt-get install -qy --no-install-recommends $(DEBIAN_PACKAGES); \
	else \
	  echo "The browser and workbook tests need, on Debian: sudo apt-get install $(DEBIAN_PACKAGES)"; \
	fi
