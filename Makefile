# The course's commands. Each sets up what it needs in .venv first; `make help` lists them.

PYTHON   ?= python3
LAB_ARGS ?=
TEST_ARGS ?= -n auto --dist loadfile
BENCH_ARGS ?=

VENV := .venv
BIN  := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
UV   := $(shell command -v uv 2>/dev/null)

ifdef UV
CREATE  := uv venv --quiet --seed --allow-existing --python $(PYTHON) $(VENV)
INSTALL := uv pip install --quiet --python $(BIN)/python
else
CREATE  := $(PYTHON) -m venv $(VENV)
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
endif

# In a container everything runs as root, which JupyterLab refuses unless told.
AS_ROOT := $(if $(filter 0,$(shell id -u)),--allow-root)

.DEFAULT_GOAL := help
.PHONY: help lab test notebooks demo accuracy recognition bench pictures clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

lab: $(VENV)/.lab ## open JupyterLab on the learners' notebooks (LAB_ARGS="--no-browser --port 8899")
	@$(BIN)/python -m jupyterlab --ServerApp.root_dir="$(CURDIR)" \
	    --LabApp.default_url=/lab/tree/nbs $(AS_ROOT) $(LAB_ARGS)

test: $(VENV)/.dev ## run every check and test (STRICT=1: a missing tool is a failure)
	@$(BIN)/ruff check --quiet && $(BIN)/ruff format --check && $(BIN)/mypy; lint=$$?; \
	$(BIN)/python -m pytest --benchmark-disable $(TEST_ARGS); tests=$$?; \
	[ $$lint = 0 ] || echo "ruff or mypy found something: see above the tests."; \
	[ $$lint = 0 ] && [ $$tests = 0 ]

notebooks: $(VENV)/.dev ## build nbs/ from solutions/
	@$(BIN)/autograder notebooks

demo: $(VENV)/.dev ## grade the sample class into build/demo
	@$(BIN)/python -m tests.submissions build/class
	@$(BIN)/autograder grade build/class --out build/demo

accuracy: $(VENV)/.dev ## measure accuracy, beside PyTorch, JAX and scipy
	@$(BIN)/python -m tests.accuracy

recognition: $(VENV)/.dev ## count which wrong answers are rejected and recognised
	@$(BIN)/python -m tests.recognition

bench: $(VENV)/.dev ## measure speed, in five minutes (BENCH_ARGS=--quick: in seconds)
	@$(BIN)/python -m pytest tests/bench/test_check_speed.py --benchmark-only
	@$(BIN)/python -m tests.bench $(BENCH_ARGS)

pictures: $(VENV)/.dev ## draw the README's pictures
	@$(BIN)/python -m tests.pictures

clean: ## remove .venv and all that was built; notebooks stay
	@rm -rf $(VENV) build *.egg-info .pytest_cache .ruff_cache .mypy_cache .hypothesis .benchmarks
	@find course autograder solutions tests -name __pycache__ -prune -exec rm -rf {} +

# Stamps: nothing is installed again until pyproject.toml changes.
$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "The course needs Python 3.11 or newer; $(PYTHON) is not."; \
	    echo "Name another: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(CREATE)
	@touch $@

$(VENV)/.lab: $(VENV)/.python pyproject.toml
	@echo "Installing the course into $(VENV): about a minute the first time ..."
	@$(INSTALL) --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.lab
	@echo "Installing what tests and grading need into $(VENV) ..."
	@$(INSTALL) --editable '.[dev]'
	@touch $@
