# Every habit of this repository as a target. Each one sets up .venv from the hashed lock by itself.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# Called from elsewhere, as in `make -f ../Makefile lint`: the same, where the repository is.
ifneq ($(dir $(firstword $(MAKEFILE_LIST))),./)
GOALS := $(or $(MAKECMDGOALS),help)
.PHONY: $(GOALS)
$(firstword $(GOALS)):
	@$(MAKE) --no-print-directory -C '$(dir $(firstword $(MAKEFILE_LIST)))' $(GOALS)
$(wordlist 2,$(words $(GOALS)),$(GOALS)): $(firstword $(GOALS)) ; @:
else

# A version manager's shim may exist for a Python that is not there: only one that runs is taken.
PYTHON ?= $(shell if python3.11 -c '' 2>/dev/null; then echo python3.11; else echo python3; fi)
PY := .venv/bin/python
SPEC ?= spec/openapi.yaml
OUT ?= generated
FACTS ?= spec/reference
FORMAT ?= text
PORT ?= 8000

.PHONY: help
help: ## Show this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# The environment is of a lock's content, whatever the times of the files say.
LOCK := requirements/development.txt
ifneq ($(shell cat .venv/.stamp 2>/dev/null),$(shell git hash-object $(LOCK)))
.PHONY: .venv/.stamp
endif
.venv/.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.11")'
	@test ! -L .venv || { echo 'error: .venv is a link; what it leads to would be emptied, so remove the link' >&2; exit 2; }
	@echo 'setting up .venv from $(LOCK)'
	@$(PYTHON) -m venv --clear .venv
	@$(PY) -m pip install --disable-pip-version-check --quiet --quiet --require-hashes --no-deps --requirement $(LOCK)
	@$(PY) -c 'import pathlib, sysconfig; pathlib.Path(sysconfig.get_path("purelib"), "checkout.pth").write_text(f"{pathlib.Path.cwd()}\n")'
	@git hash-object $(LOCK) > $@

.PHONY: regenerate
regenerate: .venv/.stamp ## Write generated/ from spec/ (SPEC=, OUT=)
	@$(PY) -m generator regenerate --spec '$(SPEC)' --out '$(OUT)'

.PHONY: check
check: .venv/.stamp ## Is generated/ in step with spec/? A diff and a reason for each file that is not
	@$(PY) -m generator check --spec '$(SPEC)' --out '$(OUT)'

.PHONY: lint
lint: .venv/.stamp ## Lint and type-check the code, lint the document, compare it with the reference
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check
	@$(PY) -m mypy
	@$(PY) -m mypy --platform win32 --cache-dir .mypy_cache/win32 generator templates/runtime
	@$(PY) -m generator lint --spec '$(SPEC)'
	@$(PY) -m generator reference compare --spec '$(SPEC)' --facts '$(FACTS)'

.PHONY: watch
watch: .venv/.stamp ## Lint the document at each save, and say what changed
	@$(PY) -m generator lint --watch --spec '$(SPEC)'

.PHONY: reference
reference: .venv/.stamp ## Capture pages of the reference, compare, and draft what is missing (PAGE='a.txt b.html')
	@$(PY) -m generator reference capture $(PAGE) --spec '$(SPEC)' --out '$(FACTS)'
	@$(PY) -m generator reference compare --spec '$(SPEC)' --facts '$(FACTS)' $(addprefix --page ,$(PAGE)) || true
	@$(PY) -m generator reference draft --spec '$(SPEC)' --facts '$(FACTS)'

.PHONY: review
review: .venv/.stamp ## What do the changes of the document mean? (BASE=, HEAD=, FORMAT=text|markdown|html|json|github)
	@$(PY) -m generator review $(BASE) $(HEAD) --spec '$(SPEC)' --format '$(FORMAT)'

.PHONY: test
test: .venv/.stamp ## Run every test: the generator's, the runtime's, the generated package's, the cross-check
	@temporary=$$(mktemp -d "$$($(PY) tests/room.py)/tests.XXXXXX"); trap 'rm -rf "$$temporary"' EXIT; \
		TMPDIR="$$temporary" $(PY) -m pytest --numprocesses auto --dist worksteal

.PHONY: fuzz
fuzz: .venv/.stamp ## Let the tests that draw what they try draw ten times as much, anew in each run (TIMES=, SEED= repeats one)
	@seed=$(or $(SEED),$$RANDOM); echo "SEED=$$seed"; \
		FUZZ_TIMES=$(or $(TIMES),10) TRUTH_SEED=$$seed TRUTH_PAIRS=2700 TRUTH_CELLS=200 ASSERTION_SEEDS=$$seed \
		COMBINATION_SEED=$$seed COMBINATION_ROUNDS=$(or $(TIMES),10) \
		$(PY) -m pytest --numprocesses auto --dist worksteal -m 'hypothesis or seeded' \
			--hypothesis-profile fuzz --hypothesis-seed $$seed

.PHONY: mutants
mutants: .venv/.stamp ## Would a case tell if the code were wrong? Changes the code bit by bit (MODULE='a.py b.py', SAMPLE=, SEED=)
	@$(PY) -m tests.mutants $(addprefix --module ,$(MODULE)) $(if $(SAMPLE),--sample $(SAMPLE)) $(if $(SEED),--seed $(SEED))

.PHONY: live
live: .venv/.stamp ## Run the emitted tests over TLS against the mock server, on every Python 3.11 to 3.14 that is here
	@$(PY) tests/live/run.py

.PHONY: crosscheck
crosscheck: .venv/.stamp ## Compare our requests on the wire, and our models, with those of independent generators
	@$(PY) -m pytest tests/crosscheck

.PHONY: bench
bench: .venv/.stamp ## Print the ratios of speed and size that this repository promises
	@$(PY) tests/bench/run.py

.PHONY: verify
verify: .venv/.stamp ## Does the live API answer as the document says? Reads only, with NP6_API_KEY (SET='start=… getContact.id=…')
	@$(PY) -m generator verify --spec '$(SPEC)' $(foreach each,$(SET),--set '$(each)')

.PHONY: coverage
coverage: .venv/.stamp ## Print how much of the reference is transcribed, section by section
	@$(PY) -m generator coverage --spec '$(SPEC)'

.PHONY: bundle
bundle: .venv/.stamp ## Write the document as one file, build/openapi.yaml
	@mkdir -p build
	@$(PY) -m generator bundle --spec '$(SPEC)' --out build/openapi.yaml

.PHONY: mock
mock: .venv/.stamp ## Serve the document's examples on this machine (PORT=, TLS=1, CA_FILE=)
	@$(PY) -m generator mock --spec '$(SPEC)' --port '$(PORT)' $(if $(TLS),--tls) $(if $(CA_FILE),--ca-file '$(CA_FILE)')

.PHONY: rehearse
rehearse: .venv/.stamp ## Serve a stand-in of NP6 on this machine (PORT=, TLS=1, CA_FILE=, FAULTS=0.1, DELAY=0.2, LIMIT=, SEED=)
	@$(PY) -m tests.rehearsal --spec '$(SPEC)' --port '$(PORT)' $(if $(TLS),--tls) $(if $(CA_FILE),--ca-file '$(CA_FILE)') \
		$(if $(FAULTS),--faults '$(FAULTS)') $(if $(DELAY),--delay '$(DELAY)') $(if $(LIMIT),--limit '$(LIMIT)') \
		$(if $(SEED),--seed '$(SEED)')

.PHONY: docs
docs: .venv/.stamp ## Write the pages of rules and the JSON Schemas in docs/ from the tables that they are of
	@mkdir -p docs
	@$(PY) -c 'from generator.api.rules import RULES; from generator.document.lint import ALL_RULES, rules_markdown; \
		print(rules_markdown((*ALL_RULES, *RULES)), end="")' > docs/rules.md
	@$(PY) -m tests.review.handbook > docs/review-rules.md
	@$(PY) -c 'import json; from generator.cli.configuration import schema; print(json.dumps(schema(), indent=2))' > docs/sdk.schema.json
	@$(PY) -c 'from generator.document.rules.extension_schema import rendered; print(rendered(), end="")' > docs/x-sdk.schema.json

.PHONY: release
release: .venv/.stamp ## Build and try what is published, and draft what is new, into build/release (SINCE=)
	@$(PY) -m tests.distribution.release $(if $(SINCE),--since '$(SINCE)')

.PHONY: format
format: .venv/.stamp ## Format the code
	@$(PY) -m ruff check --fix
	@$(PY) -m ruff format

.venv/.lock-stamp: .venv/.stamp requirements/lock.txt
	@$(PY) -m pip install --disable-pip-version-check --quiet --quiet --require-hashes --no-deps --requirement requirements/lock.txt
	@touch $@

.PHONY: lock
lock: .venv/.lock-stamp ## Resolve requirements/*.in into the hashed locks for Python 3.11 and later
	@cd requirements && for name in lock development; do \
		../.venv/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
			--no-emit-find-links --custom-compile-command 'make lock' $$name.in --output-file $$name.txt; \
	done

.PHONY: clean
clean: ## Remove the environment, the caches and what was built
	@rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

endif
