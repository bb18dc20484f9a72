# Everything a fresh machine needs: `make demo` runs the main job, `make test` passes the tests.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup python lint format build demo test fuzz flips example duckdb bench docs clean

SWIFT ?= swift
DOCC ?= docc
LIBRARIES := Dealtrail DealtrailModel DealtrailLog DealtrailEngine DealtrailSales DealtrailViews DealtrailPolicy \
  DealtrailReports DealtrailImport DealtrailSimulator DealtrailTesting DealtrailLMDB DealtrailProof
SOURCES := Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources docs/examples/QuoteService

help: ## Show what can be made.
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /|/' | awk -F'|' '{printf "  make %-8s %s\n", $$1, $$2}'

setup: ## Install the system package that the build needs.
	@command -v $(SWIFT) >/dev/null || { echo "dealtrail needs Swift 6.3 or newer: https://www.swift.org/install" >&2; exit 1; }
	@pkg-config --exists lmdb 2>/dev/null || { \
	  if [ "$$(id -u)" = 0 ]; then sudo=; elif command -v sudo >/dev/null; then sudo=sudo; \
	  else echo "liblmdb-dev is missing and this user may not install it: ask an administrator to run 'apt-get install liblmdb-dev pkg-config'" >&2; exit 1; fi; \
	  echo "installing liblmdb-dev"; \
	  { $$sudo apt-get update -qq && $$sudo apt-get install -y -qq liblmdb-dev pkg-config >/dev/null; } \
	  || { echo "liblmdb-dev could not be installed: run 'apt-get install liblmdb-dev pkg-config' by hand and see what it says" >&2; exit 1; }; }

python: ## Install the Python libraries that a few tests read the format with; without them those tests are skipped.
	@python3 -c 'import cbor2, cryptography, lmdb' 2>/dev/null || python3 -m pip install --quiet cbor2 cryptography lmdb 2>/dev/null \
	  || python3 -m pip install --quiet --break-system-packages cbor2 cryptography lmdb 2>/dev/null \
	  || echo "note: cbor2, cryptography and lmdb could not be installed; tests that read the log with Python will be skipped"

lint: ## Check the format of all sources, strictly.
	$(SWIFT) format lint --strict --parallel --recursive $(SOURCES)

format: ## Format all sources.
	$(SWIFT) format --in-place --parallel --recursive $(SOURCES)

build: setup ## Build for release.
	$(SWIFT) build -c release --product dealtrail
	$(SWIFT) build -c release --product dealtrail-check

demo: build ## Simulate a year of a distributor's sales and ask who changed the price.
	@bash docs/examples/demo.sh "$$($(SWIFT) build -c release --show-bin-path)/dealtrail"

# So many tests at once: all of them would hold thousands of files open together.
test: export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH ?= 16
test: setup python ## Run every test.
	$(SWIFT) test --parallel

fuzz: setup ## Alter a million notes, keys, policies, proofs and events (two minutes).
	DEALTRAIL_FUZZ=10 $(SWIFT) test --filter DealtrailAuditTests.FuzzTests

flips: setup ## Flip twelve thousand bits of a log, one after another (some minutes).
	DEALTRAIL_FLIPS=10000 $(SWIFT) test --filter 'DealtrailFaultTests.FlipTests/log'

example: setup ## Build and run the service that embeds the library, and compare what it prints with the README.
	@printed="$$($(SWIFT) run -q --package-path docs/examples/QuoteService QuoteService)" || exit 1; printf '%s\n' "$$printed"; \
	diff <(sed -n '/^<!-- output -->/,/^<!-- \/output -->/p' README.md | sed '1,2d' | sed '/^```$$/,$$d') <(printf '%s\n' "$$printed") \
	|| { echo "README.md shows another output than the example prints" >&2; exit 1; }

duckdb: ## Install DuckDB, which one benchmark compares with; without it that one is skipped.
	@python3 -c 'import duckdb' 2>/dev/null || python3 -m pip install --quiet duckdb 2>/dev/null \
	  || python3 -m pip install --quiet --break-system-packages duckdb 2>/dev/null \
	  || echo "note: duckdb could not be installed; the funnel will not be compared with it"

bench: setup duckdb ## Measure against plain LMDB in C and DuckDB, and print the table of docs/benchmarks.md.
	$(SWIFT) run -q -c release --package-path Benchmarks DealtrailBench

docs: setup ## Build the documentation of every library; a link that leads nowhere is an error.
	@$(SWIFT) package dump-symbol-graph --skip-synthesized-members --minimum-access-level public >/dev/null
	@graphs="$$(dirname "$$($(SWIFT) build --show-bin-path)")/symbolgraph"; mkdir -p .build/docs; \
	for library in $(LIBRARIES); do \
	  only=$$(mktemp -d); cp "$$graphs/$$library".symbols.json "$$graphs/$$library"@*.symbols.json "$$only" 2>/dev/null; \
	  catalogue=; [ -d "Sources/$$library/$$library.docc" ] && catalogue="Sources/$$library/$$library.docc"; \
	  $(DOCC) convert $$catalogue --warnings-as-errors --additional-symbol-graph-dir "$$only" \
	    --fallback-display-name "$$library" --fallback-bundle-identifier "$$library" \
	    --output-path ".build/docs/$$library.doccarchive" || { rm -rf "$$only"; exit 1; }; \
	  rm -rf "$$only"; \
	done; \
	echo "the archives are in .build/docs"

clean: ## Remove everything that was built.
	rm -rf .build Benchmarks/.build docs/examples/QuoteService/.build
