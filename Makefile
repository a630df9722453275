# `make` alone lists what there is to run.
SHELL := /bin/sh
BIN := .venv/bin
# All tests run in one pytest, its workers side by side; PARALLEL= runs them one after the other.
PARALLEL ?= -n 2 --dist loadfile
PYTEST := $(BIN)/pytest $(PARALLEL)
# An empty CHROMIUM skips the browser tests, visibly; under CI=true that is a failure.
WITH_CHROMIUM = CHROMIUM="$$(sh .ci/chromium)" || [ "$${CI:-}" != true ] || exit 1; export CHROMIUM;
TRANSLATIONS := facilitator/translations
# Besides English, in which the words are written in the code.
LANGUAGES := es
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup run demo test browser check bench screenshots format translations lock \
	runtime development formatting lint types layers templates assets

help:
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-14s%s\n", $$1, $$2 }' Makefile

setup: development  ## make .venv and install everything, tools included

run: runtime  ## serve, on the host and port of config.toml
	@$(BIN)/python run.py

demo: runtime  ## a call of 70 invented people, in a throw-away database
	@$(BIN)/python run.py demo

test: development  ## all tests, the browser's included
	@$(WITH_CHROMIUM) $(PYTEST)

browser: development  ## only the tests in a real Chromium
	@$(WITH_CHROMIUM) $(PYTEST) tests/browser

check: formatting lint types layers templates assets test  ## what continuous integration runs

bench: development  ## the benchmarks, side by side with their peers
	@$(BIN)/python -m benchmarks

screenshots: development  ## every screen, in three sizes and two themes, into docs/
	@$(WITH_CHROMIUM) $(BIN)/python -m tests.browser.screenshots

format: development  ## lay out Python, JavaScript and CSS
	@$(BIN)/ruff check --fix --exit-zero --quiet
	@$(BIN)/ruff format
	@if command -v npm >/dev/null 2>&1; then \
		$(MAKE) --no-print-directory node_modules/.package-lock.json && \
		npx --no-install biome check --write --reporter=summary; \
	else echo "biome: SKIPPED, node and npm are not installed"; fi

translations: development  ## gather the words, update each language, compile
	@$(BIN)/pybabel --quiet extract --mapping-file $(TRANSLATIONS)/babel.cfg \
		--keyword lazy_gettext --keyword lazy_ngettext:1,2 --keyword lazy_pgettext:1c,2 \
		--add-comments Translators: --add-location file --sort-by-file --no-wrap \
		--project Facilitator --copyright-holder "the makers of Facilitator" \
		--output-file $(TRANSLATIONS)/messages.pot facilitator templates
	@for language in $(LANGUAGES); do \
		$(BIN)/pybabel --quiet update --init-missing --locale $$language \
			--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap \
			--input-file $(TRANSLATIONS)/messages.pot --output-dir $(TRANSLATIONS) || exit 1; \
	done
	@$(BIN)/pybabel --quiet compile --statistics --directory $(TRANSLATIONS)

lock:  ## compile requirements*.in and package.json into the lock files (needs uv and npm)
	$(LOCK) requirements.in -o requirements.txt
	$(LOCK) requirements-dev.in -c requirements.txt -o requirements-dev.txt
	npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved

runtime:
	@sh .ci/setup

development:
	@sh .ci/setup dev

formatting: development
	@echo "ruff format" && $(BIN)/ruff format --check

lint: development
	@echo "ruff check" && $(BIN)/ruff check

types: development
	@echo "mypy" && $(BIN)/mypy

layers: development
	@echo "import-linter" && $(BIN)/lint-imports --no-logo

templates: development
	@echo "djlint" && $(BIN)/djlint templates --lint --quiet

# Biome is the one tool that needs node; everything else is Python.
assets:
	@if command -v npm >/dev/null 2>&1; then \
		$(MAKE) --no-print-directory node_modules/.package-lock.json && \
		echo "biome" && npx --no-install biome ci --error-on-warnings; \
	elif [ "$${CI:-}" = true ]; then echo "biome: node and npm are missing" >&2; exit 1; \
	else echo "biome: SKIPPED, node and npm are not installed"; fi

node_modules/.package-lock.json: package-lock.json
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
