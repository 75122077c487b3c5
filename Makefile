# Queuewise. `make` alone lists what it can do.

PORT ?= 8501
BIN := .venv/bin

.PHONY: help
help: ## List what `make` can do
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

.PHONY: run
run: environment ## Start the app and print its address (PORT=8501)
	@$(BIN)/python -c 'import socket; socket.create_server(("127.0.0.1", $(PORT))).close()' 2>/dev/null \
	  || { echo "Port $(PORT) cannot be had. Name another one: make run PORT=8502" >&2; exit 1; }
	@exec $(BIN)/streamlit run app.py --server.port $(PORT)

.PHONY: brokers
brokers: ## Get RabbitMQ and Redis: images, or from Debian or Homebrew
	@setup/brokers.sh

.PHONY: node
node: ## Get Node.js, from Debian or Homebrew, and the packages of npm that demos need
	@setup/node.sh

.PHONY: test
test: for-tests lint ## Get what the tests need, then run every check and test
	@setup/tests.sh

.PHONY: lint
lint: dev ## Check style, types and the arrows between packages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: format
format: dev ## Rewrite the code in the one style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: unit
unit: dev ## Run the tests that need nothing but Python
	$(BIN)/python -m pytest tests/unit

.PHONY: pages
pages: dev ## Run the tests of every page
	$(BIN)/python -m pytest tests/pages

.PHONY: brokers-test
brokers-test: dev ## Run the tests on real brokers
	$(BIN)/python -m pytest tests/brokers

.PHONY: e2e
e2e: dev ## Run the journeys in Chromium, and the container image and compose file for real
	$(BIN)/python -m pytest tests/e2e

.PHONY: benchmarks
benchmarks: dev ## Print every speed that is promised, as measured here and now
	$(BIN)/python -m benchmarks

.PHONY: receipts
receipts: dev ## Perform each demo 20 times if its receipt is old or missing, and write what it has shown
	$(BIN)/python -m demos receipts --stale
	examples/refresh.sh

.PHONY: recordings
recordings: dev ## Keep a run of each demo whose recording is old or missing
	$(BIN)/python -m demos record --missing

.PHONY: nightly
nightly: for-tests ## Run for hours: a million messages through killed brokers, a thousand killed apps
	$(BIN)/python -m benchmarks.soak
	$(BIN)/python -m benchmarks sigkill --times 1000

.PHONY: cases
cases: dev ## Make the generated cases of the rulebook anew, and say which of them must be read
	$(BIN)/python -m rules.teeth

.PHONY: freeze
freeze: dev ## Keep the shipped rulebook under its version, and write its schema
	$(BIN)/python -c 'from rules import history, shipped_rulebook as shipped; print(history.freeze(shipped()))'
	$(BIN)/python -c 'from rules.schema import write_schemas; write_schemas()'
	examples/refresh.sh

.PHONY: images
images: ## Get the container images: pull them, or build look-alikes on Debian
	@images/get.sh

.PHONY: lock
lock: dev ## Lock requirements*.in into requirements*.txt (LOCK=--upgrade takes newer versions)
	setup/lock.sh $(LOCK)

.PHONY: for-tests
for-tests: ## Get what the tests need beside Python's packages
	@setup/for-tests.sh

.PHONY: environment
environment: ## Make .venv with what the app needs
	@setup/environment.sh requirements.txt

.PHONY: dev
dev: ## Make .venv with what the tests and checks need, too
	@setup/environment.sh requirements.txt requirements-dev.txt

.PHONY: clean
clean: ## Remove what `make` made here
	rm -rf .venv .cache .coverage .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find . \( -name __pycache__ -o -name node_modules \) -type d -prune -exec rm -rf {} +
