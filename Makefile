# The commands of this project. `make` alone lists them.
#
# Set-up is done by tools/set_up.py with Python's standard library; what is there is not installed again.
# The environment lives in .venv, generated files in build/ and dist/.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv/bin/python
BUILDER := build/installer-venv/bin/python
SET_UP = $(or $(PYTHON),$(error Python 3.11 or newer is needed and was not found)) tools/set_up.py
LOCK = $(VENV) -m uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet
PYTEST_OPTIONS ?= -n 2

# Without a screen Qt draws into memory; the windows and what they do are the same.
NO_SCREEN = $(if $(DISPLAY)$(WAYLAND_DISPLAY)$(QT_QPA_PLATFORM),,QT_QPA_PLATFORM=offscreen)

.DEFAULT_GOAL := help
.PHONY: help demo test check run bench lock wheel installer deb deb-test windows windows-trial clean

help: ## List these commands
	@echo "WorkWell Desktop. Commands:"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1 \2/p' $(MAKEFILE_LIST) | \
	while read -r make name words; do printf '  make %-13s  %s\n' "$$name" "$$words"; done

demo: ## Set up, then play a coach's meeting through the real windows into build/demo/
	@$(SET_UP) run
	@$(NO_SCREEN) $(VENV) -m workwell_desktop.demo

test: ## Set up, then run every check and every test
	@$(SET_UP) test
	@$(run_checks)
	@echo "tests"
	@QT_QPA_PLATFORM=offscreen $(VENV) -m pytest $(PYTEST_OPTIONS)

check: ## Format, lint, types, import contracts and how easy our words are to read
	@$(SET_UP) check
	@$(run_checks)

define run_checks
echo "format" && $(VENV) -m ruff format --check --quiet . && \
echo "lint" && $(VENV) -m ruff check --quiet . && \
echo "types" && $(VENV) -m mypy --no-error-summary && \
echo "import contracts" && .venv/bin/lint-imports --no-logo --no-cache && \
echo "words" && $(VENV) -m tools.check_words
endef

run: ## Open the application
	@$(SET_UP) run
	@$(VENV) -m workwell_desktop

bench: ## Our figures beside their floors, as a table and in build/bench/bench.json
	@$(SET_UP) run
	@$(NO_SCREEN) $(VENV) -m workwell_desktop.bench

lock: ## Renew requirements/*.txt from pyproject.toml
	@$(SET_UP) lock
	@echo "locking what runs" && $(LOCK) pyproject.toml --output-file requirements/run.txt
	@echo "locking what tests" && $(LOCK) pyproject.toml --group dev --constraint requirements/run.txt --output-file requirements/test.txt
	@echo "locking what makes installers" && $(LOCK) pyproject.toml --group installer --constraint requirements/run.txt --output-file requirements/installer.txt
	@echo "locking what locks" && $(LOCK) --group lock --output-file requirements/lock.txt

wheel: ## Build the wheel into dist/
	@$(SET_UP) check
	@$(VENV) -m hatchling build --target wheel --directory dist

installer: ## Make all that this machine can into dist/, with sums, licences and a record; RUNTIME=FILE for Windows
	@$(SET_UP) installer
	@$(if $(RUNTIME),$(SET_UP) windows)
	@$(BUILDER) -m installers.build $(if $(RUNTIME),--runtime "$(RUNTIME)") $(if $(UPDATE_KEY),--update-key "$(UPDATE_KEY)")

deb: ## Set up, then make the Debian package into dist/
	@$(SET_UP) installer
	@$(BUILDER) -m installers.linux.build_deb

deb-test: ## Set up, make the Debian package, and install, upgrade and remove it in a bare Debian 12; needs root
	@$(SET_UP) installer
	@$(BUILDER) -m installers.linux.build_deb
	@$(BUILDER) -m installers.linux.deb_trial

windows: ## Make both Windows setups into dist/; RUNTIME=FILE is Python's own archive for Windows
	@$(SET_UP) windows
	@$(BUILDER) installers/windows/build_windows.py $(if $(RUNTIME),--runtime "$(RUNTIME)") $(if $(UPDATE_KEY),--update-key "$(UPDATE_KEY)")

windows-trial: ## Make Windows setups that say TEST-ONLY, then install, upgrade and remove them under Wine
	@$(SET_UP) windows-trial
	@$(BUILDER) -m installers.windows.wine_trial

clean: ## Remove what was generated; .venv stays
	@echo "removing build/, dist/ and caches"
	@rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +
