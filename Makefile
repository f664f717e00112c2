# Two commands: `make reports` and `make test`. Only Python 3.11 or later and make are needed; uv is
# used where it is found. Without make (Windows) see README.md, "Without make".
PYTHON ?= python3
RAW ?=
OUT ?=
JOBS ?=
SET ?=
SCHEDULER ?=
SWEEP ?=
STRICT ?=
KEEP ?=
BIN := .venv/bin
# Python finds no environment in a folder with a Chinese name where the locale's encoding is GBK.
export PYTHONUTF8 := 1
# What was installed for a Python that is gone, or too old, does not count.
OLD := import sys; sys.exit(sys.version_info < (3, 11))
GONE := $(shell [ ! -e .venv/ready ] || $(BIN)/python -c '$(OLD)' 2>/dev/null || rm -f .venv/ready)

BESIDE := -n 2 --dist loadfile --no-loadscope-reorder

.PHONY: reports verify manifest test slow lab bench lock check fuzz mutants sbom
reports: .venv/ready
	@$(BIN)/python -m helpers run $(if $(RAW),--raw "$(RAW)") $(if $(OUT),--out "$(OUT)") $(if $(JOBS),--jobs $(JOBS)) $(if $(filter-out 0,$(STRICT)),--strict) $(if $(filter-out 0,$(KEEP)),--keep-edited) $(if $(SET),--set $(SET)) $(if $(SCHEDULER),--scheduler $(SCHEDULER)) $(if $(SWEEP),--sweep $(SWEEP))

# Whether the published tables and pages follow from the texts: all is made anew and compared.
verify: .venv/ready
	@$(BIN)/python -m helpers verify $(if $(RAW),--raw "$(RAW)") $(if $(OUT),--out "$(OUT)") $(if $(JOBS),--jobs $(JOBS))

# A draft of documents.csv in the folder RAW, doubts first, to be put right by hand.
manifest: .venv/ready
	@$(BIN)/python -m helpers manifest --raw "$(or $(RAW),$(error Name the folder: make manifest RAW=folder))"

# Two processes, each with whole files, in their order. What takes minutes by itself is marked
# `slow`, and runs with `make slow` and in .ci/run.
test: .venv/tests
	@$(BIN)/python -m pytest -m "not slow" $(BESIDE)

slow: .venv/tests
	@$(BIN)/python -m pytest -m slow

lab: .venv/ready
	@$(BIN)/jupyter lab --LabApp.default_url=/lab/tree/notebooks

bench: .venv/tests
	@$(BIN)/python benchmarks

check: .venv/tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# Random input by the million, and changes of the code that a test must notice; each takes hours.
fuzz: .venv/ready
	@$(BIN)/python tests/fuzz.py $(FUZZ)

mutants: .venv/tests
	@$(BIN)/python tests/mutants.py $(MUTANTS)

# What a run stands on, with licences, as CycloneDX: build/sbom.json.
sbom: .venv/ready
	@$(BIN)/python -m venv build/sbom
	@build/sbom/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-sbom.txt
	@build/sbom/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible -o build/sbom.json $(BIN)/python
	@$(BIN)/python src/licences.py build/sbom.json

# The helpers are found through a path file, since pip refuses editable installs among hashes.
.venv/ready: requirements.txt
	@$(PYTHON) src/install.py
	@touch $@

.venv/tests: requirements-test.txt .venv/ready
	@$(PYTHON) src/install.py test
	@touch $@

# Each lock holds what the one before does not.
COMPILE := uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet
lock:
	$(COMPILE) $(UPGRADE) pyproject.toml -o requirements.txt
	$(COMPILE) $(UPGRADE) -c requirements.txt --extra test --extra cluster pyproject.toml -o requirements-test.txt \
		$$(sed -n 's/^\([a-z0-9_.-]*\)==.*/--no-emit-package \1/p' requirements.txt)
	$(COMPILE) $(UPGRADE) -c requirements.txt --group sbom -o requirements-sbom.txt
