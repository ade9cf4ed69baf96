# make            makes .venv/ from the pinned versions in constraints.txt
# make rehearse   runs a whole meetup without Discord     make test    runs the tests
# make try        a page to walk through an evening in your browser, as moderator and as participant
# make check      everything: format, lint, types, imports, tests     make bench   the long bench, as one table
# make wheel      dist/*.whl, to install with pip where there is no checkout
# make release VERSION=0.2.0   looks whether it may be, builds the wheel, tries it out and tags; pushes nothing
# make hashes     deploy/requirements*.txt anew, after a change of constraints.txt
# make doors      docs/reference/who-may-do-what.md anew, by knocking on every door of the bot
# make audit      asks whether a hole is known in what an installation is made of, where that can be asked
PYTHON ?= python3
BIN := .venv/bin
# The tests start many processes: what Python compiled once is kept, wherever it was told not to.
export PYTHONDONTWRITEBYTECODE =

.PHONY: all printing axe rehearse try pictures test check bench wheel release hashes audit doors texts clean
all: .venv/made

.venv/made: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

# The plan of a school team as a page: an extra of 80 MB, which the developers' .venv has already.
printing: all
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[printing]'

# Looks in the tests whether everybody can use the #morgen page; without it these tests are left out.
axe: all
	npm install --silent --no-fund --no-audit --prefix .venv/axe axe-core@4.14.1

rehearse: all
	$(BIN)/python -m bot rehearse $(ARGS)

try: all
	$(BIN)/python -m bot try $(ARGS)

# The pictures of the README, of the real thing; Debian's chromium makes them.
pictures: all
	$(BIN)/python -m tests.pictures

test: all
	$(BIN)/python -m pytest --numprocesses=auto --maxschedchunk=1 $(ARGS)

check: all
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) --no-print-directory test

bench: all
	$(BIN)/python -m tests.bench $(ARGS)

# Anew: what a build before this one left behind would go along.
wheel: .venv/build/made
	rm -rf build dist
	.venv/build/bin/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist .

release: all
	$(BIN)/python deploy/release.py "$(VERSION)"

.venv/build/made: deploy/requirements-build.txt
	$(PYTHON) -m venv .venv/build
	.venv/build/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	touch $@

# Of every file that there is of a pinned version, for any machine: one of them is what pip fetches there.
COMPILE = .venv/tools/bin/uv pip compile --quiet --universal --python-version 3.11 --constraint constraints.txt \
	--generate-hashes --no-annotate --custom-compile-command 'make hashes'
hashes: .venv/tools/made
	$(COMPILE) pyproject.toml --output-file deploy/requirements.txt
	grep '^typst==' constraints.txt | $(COMPILE) - --output-file deploy/requirements-printing.txt
	grep --only-matching 'setuptools==[0-9.]*' pyproject.toml | $(COMPILE) - --output-file deploy/requirements-build.txt

doors: all
	$(BIN)/python -m tests.safety.table

audit: all .venv/tools/made
	$(BIN)/python -m tests.audit

.venv/tools/made: Makefile
	$(PYTHON) -m venv .venv/tools
	.venv/tools/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.9 pip-audit==2.10.1
	touch $@

# Takes the sentences out of the code and merges them into the catalogue; then translate what is new.
texts: all
	$(BIN)/pybabel --quiet extract --no-location --sort-output --omit-header \
		--keywords='_:1 ngettext:1,2 described:1 dutch:1' --output=.venv/messages.pot bot cogs
	$(BIN)/pybabel --quiet update --width=120 --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --omit-header \
		--input-file=.venv/messages.pot --locale=nl --output-file=data/locales/nl.po

clean:
	rm -rf .venv build dist
