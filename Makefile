# Everything one does with Baken's source: `make` alone lists it.
# `make run` and `make test` are the whole set-up on a fresh Debian or Ubuntu with git, make and Python 3.11 or newer.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
COMPILED := $(VENV)/.compiled
OUTPUT := baken-output
CATALOGS := $(shell find translations/interface -name '*.po' 2>/dev/null)
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip

##@ Use it

.PHONY: help
help: ## List what can be made
	@awk 'BEGIN { FS = ":.*## " } \
		/^##@/ { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

.PHONY: run
run: system-run $(READY) $(COMPILED) ## Open Baken on a fictitious centre; without a display, do its main job headless
	@if [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then \
		$(BIN)/baken --demo; \
	else \
		echo "No display: Baken does its main job headless and leaves the results in ./$(OUTPUT)"; \
		$(BIN)/baken --demo --headless-tour $(OUTPUT); \
	fi

.PHONY: setup
setup: system-run $(READY) $(COMPILED) ## Install everything, run nothing

##@ Check it

.PHONY: test
test: system-test $(READY) $(COMPILED) lint types every-test ## Lint, types, and every test: what CI runs

# The windows' tests take a core of their own beside the others, and tell when those have told.
.PHONY: every-test
every-test: system-test $(READY) $(COMPILED) ## Every test, the windows' beside the others
	@told=$$(mktemp); trap 'rm -f "$$told"' EXIT; failed=0; \
	$(BIN)/python -m pytest tests/ui > "$$told" 2>&1 & windows=$$!; \
	$(BIN)/python -m pytest --ignore=tests/ui || failed=1; \
	wait $$windows || failed=1; \
	cat "$$told"; exit $$failed

.PHONY: pytest
pytest: system-test $(READY) $(COMPILED) ## Every test; some of them: make pytest ARGS="tests/unit -k settings"
	$(BIN)/python -m pytest $(ARGS)

.PHONY: quick
quick: $(READY) $(COMPILED) ## The tests that take no more than a moment each
	$(BIN)/python -m pytest -m "not slow" $(ARGS)

.PHONY: lint
lint: $(READY) ## Style and forbidden patterns
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

.PHONY: types
types: $(READY) ## Types, strictly
	$(BIN)/mypy

.PHONY: format
format: $(READY) ## Put the code in its usual form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: bench
bench: $(READY) $(COMPILED) ## Measure against a bare window and plain sqlite3
	$(BIN)/python -m benchmarks $(ARGS)

.PHONY: soak
soak: $(READY) $(COMPILED) ## 1,000 rounds of saving and killing; ROUNDS=n for another number
	$(BIN)/python -m tests.soak.kills --rounds $(or $(ROUNDS),1000)

.PHONY: residue
residue: system-test $(READY) $(COMPILED) ## 50 locks, each with a search of the memory afterwards (as root); CYCLES=n
	$(BIN)/python -m tests.e2e.lock_cycles $(or $(CYCLES),50)

##@ Change it

.PHONY: catalogs
catalogs: $(READY) ## Bring the translations up to the code, after adding or changing a text
	$(BIN)/python -m installer.catalogs update

.PHONY: compile
compile: $(READY) $(COMPILED) ## Compile the translations

.PHONY: screenshots
screenshots: system-run $(READY) $(COMPILED) ## Pictures of every page into docs/screenshots
	@rm -rf $(OUTPUT)
	$(BIN)/baken --demo --data-dir $(OUTPUT)/centre --headless-tour $(OUTPUT)
	@$(BIN)/python -m installer.small_pictures $(OUTPUT) docs/screenshots
	@rm -rf $(OUTPUT)/centre

.PHONY: lock
lock: $(READY) ## Pin the newest dependencies by hash, for all platforms
	installer/lock_dependencies.sh

.PHONY: wheel
wheel: $(READY) ## Build the wheel, with resources and compiled translations inside
	$(BIN)/python -m hatchling build --target wheel --directory dist

.PHONY: clean
clean: ## Remove what was built and installed here
	rm -rf $(VENV) $(OUTPUT) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find desktop installer tests benchmarks translations \( -name __pycache__ -o -name '*.mo' \) -prune -exec rm -rf {} +

# --- set-up, each step done once ---

.PHONY: system-run system-test
system-run system-test: system-%:
	@installer/system_packages.sh $*

$(BIN)/python:
	@python=$$(PYTHON="$(PYTHON)" installer/find_python.sh) && installer/create_environment.sh "$$python" $(VENV)

$(READY): requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "Installing the pinned Python packages..."
	@$(PIP) install --quiet --require-hashes --only-binary :all: -r requirements-dev.lock
	@$(PIP) install --quiet --no-build-isolation --no-deps --editable .
	@$(BIN)/python -m compileall -q desktop  # starts as fast for an account that may not write here
	@touch $@

$(COMPILED): $(CATALOGS) installer/catalogs.py | $(READY)
	@$(BIN)/python -m installer.catalogs compile
	@touch $@
