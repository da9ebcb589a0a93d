# `make` alone lists what there is. Every target sets up what it needs: no step has to be run before another.

PYTHON ?= python3
WORKERS ?= 2
ARGS ?=

export PYTHON
python := .venv/bin/python
setup := packaging/setup

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo run test check faults bench pictures package lock clean program tools

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: program ## build the sample book, write its half-year review to demo-output, open the window
	$(python) -m csmdesk demo --output demo-output

run: program ## open csmdesk
	$(python) -m csmdesk $(ARGS)

test: tools ## the tests; ARGS='tests/unit -k money' for some of them
	$(python) -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

check: tools ## style, types, import contracts
	$(python) -m ruff check .
	$(python) -m ruff format --check .
	$(python) -m mypy
	.venv/bin/lint-imports

faults: tools ## the long tests: kills, damage, thousands of random cases
	HYPOTHESIS_PROFILE=long $(python) -m pytest -m long -o faulthandler_timeout=0 $(ARGS)

bench: tools ## speeds, as ratios against a floor measured in the same run
	$(python) -m tests.bench $(ARGS)

pictures: program ## the demo without its window, on any machine: a picture of each pane in demo-output
	env -u DISPLAY -u WAYLAND_DISPLAY QT_QPA_PLATFORM=offscreen $(python) -m csmdesk demo --output demo-output

package: ## the program as a folder in dist/, on Debian also as a .deb
	@VENV=.venv-package $(setup)/environment.sh requirements-package.txt
	@VENV=.venv-package $(setup)/system-libraries.sh
	@$(setup)/packaging-tools.sh
	.venv-package/bin/python packaging/build.py $(ARGS)

lock: tools ## pin the newest versions that pyproject.toml allows
	$(setup)/lock.sh

clean: ## remove what the targets above made, the virtual environment included
	rm -rf .venv .venv-package demo-output build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

program:
	@$(setup)/environment.sh requirements.txt
	@$(setup)/system-libraries.sh

tools:
	@$(setup)/environment.sh requirements-dev.txt
	@$(setup)/system-libraries.sh
