# Two commands: `make reports` and `make test`. Only Python 3.11 or later and make are needed; uv is
# used where it is found. Without make (Windows) see README.md, "Without make".
PYTHON ?= python3
RAW ?=
OUT ?=
JOBS ?=
SET ?=
SCHEDULER ?=
SWEEP ?=
UV := $(shell command -v uv 2>/dev/null)
BIN := .venv/bin

.PHONY: reports manifest test lab bench lock check
reports: .venv/ready
	@$(BIN)/python -m helpers run $(if $(RAW),--raw "$(RAW)") $(if $(OUT),--out "$(OUT)") $(if $(JOBS),--jobs $(JOBS)) $(if $(SET),--set $(SET)) $(if $(SCHEDULER),--scheduler $(SCHEDULER)) $(if $(SWEEP),--sweep $(SWEEP))

# A draft of documents.csv in the folder RAW, doubts first, to be put right by hand.
manifest: .venv/ready
	@$(BIN)/python -m helpers manifest --raw "$(or $(RAW),$(error Name the folder: make manifest RAW=folder))"

test: .venv/ready
	@$(BIN)/python -m pytest

lab: .venv/ready
	@$(BIN)/jupyter lab --LabApp.default_url=/lab/tree/notebooks

bench: .venv/ready
	@$(BIN)/python benchmarks

check: .venv/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# The helpers are found through a path file, since pip refuses editable installs among hashes.
OLD := import sys; sys.exit(sys.version_info < (3, 11))
.venv/ready: requirements.txt
	@if [ -x $(BIN)/python ] && ! $(BIN)/python -c '$(OLD)'; then rm -rf .venv; fi
	@echo "Tifa: installing some 150 packages into .venv; the first time takes two to four minutes."
ifneq ($(UV),)
	uv venv --quiet --allow-existing --python '>=3.11' .venv
	UV_COMPILE_BYTECODE=1 uv pip install --quiet --python .venv --require-hashes -r requirements.txt
else
	@$(PYTHON) -c '$(OLD)' || { echo "Tifa needs Python 3.11 or later, and $(PYTHON) is older: name another, as PYTHON=python3.12."; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
endif
	$(BIN)/python src/link.py
	@touch $@

lock:
	uv pip compile --universal --python-version 3.11 --all-extras --generate-hashes --no-emit-index-url --no-header --upgrade --quiet pyproject.toml -o requirements.txt
