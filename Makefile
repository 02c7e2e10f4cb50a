# Everything a developer runs. Plain `make` lists the targets.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUST_SOURCES := Cargo.toml Cargo.lock $(shell find rust -name '*.rs' -o -name Cargo.toml)
PEER_SOURCES := $(wildcard benchmarks/rust_hash_set/*.toml benchmarks/rust_hash_set/src/*.rs)
RECORD := benchmarks/record
SECONDS ?= 60
SANITIZED := target/sanitized
SANITIZED_HOST = $(shell rustc -vV | sed -n 's/^host: //p')
SANITIZED_CARGO := RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Zsanitizer=address RUSTDOCFLAGS=-Zsanitizer=address CARGO_PROFILE_DEV_OPT_LEVEL=1 ASAN_OPTIONS=allocator_may_return_null=1 cargo
SANITIZED_FLAGS := --locked --target $(SANITIZED_HOST) --target-dir $(SANITIZED)
CARGO_FUZZ := RUSTC_BOOTSTRAP=1 target/tools/bin/cargo-fuzz run --fuzz-dir rust/fuzz --target-dir target/fuzz --features libfuzzer --no-trace-compares

.DEFAULT_GOAL := help
.PHONY: help serve test test-python test-rust lint lint-deploy lint-workflows format bench bench-library bench-peers bench-http report fuzz sanitize mutants coverage growth soak dist image-test clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

# Set-up. Each stamp is newer than what it was made from, so that a second run does nothing.

$(VENV)/created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "two-list-sum needs Python 3.11 or newer; set PYTHON")'
	$(PYTHON) -m venv --upgrade-deps $(VENV)
	touch $@

$(VENV)/extension: $(VENV)/created pyproject.toml $(RUST_SOURCES)
	$(BIN)/pip install --quiet --group build
	$(BIN)/maturin develop --release --extras server,bench
	touch $@

$(VENV)/development: $(VENV)/created pyproject.toml
	$(BIN)/pip install --quiet --group dev
	touch $@

$(VENV)/deploy: $(VENV)/created pyproject.toml
	$(BIN)/pip install --quiet --group deploy
	touch $@

$(VENV)/peers: $(VENV)/extension $(PEER_SOURCES)
	$(BIN)/pip install --quiet --group bench
	$(BIN)/maturin develop --release --manifest-path benchmarks/rust_hash_set/Cargo.toml
	touch $@

target/tools/bin/cargo-%:
	cargo install --locked --root target/tools cargo-$*

# What there is to do.

serve: $(VENV)/extension ## Build, install and run the service on port 8080
	$(BIN)/two-list-sum serve

test: lint test-rust test-python ## Build, install and run every check and every test

test-rust:
	cargo test --locked --workspace
	cargo test --locked --package two-list-sum-kernel --package two-list-sum-json --benches --quiet
	cargo test --locked --manifest-path rust/fuzz/Cargo.toml --target-dir target/fuzz --quiet

test-python: $(VENV)/extension $(VENV)/development
	$(BIN)/python -m pytest --ignore tests/deploy # which lint-deploy runs

lint: $(VENV)/extension $(VENV)/development lint-deploy lint-workflows ## Check format, style and types, and what builds and deploys
	cargo fmt --check
	cargo fmt --check --manifest-path rust/fuzz/Cargo.toml
	cargo clippy --locked --workspace --all-targets -- --deny warnings
	cargo clippy --locked --manifest-path rust/fuzz/Cargo.toml --target-dir target/fuzz --all-targets -- --deny warnings
	RUSTDOCFLAGS='--deny warnings' cargo doc --locked --workspace --no-deps
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy python tests benchmarks rust/python/crate_licences.py
	MYPYPATH=python $(BIN)/stubtest two_list_sum._native
	$(BIN)/basedpyright --pythonpath $(BIN)/python
	$(BIN)/hadolint Dockerfile

lint-deploy: $(VENV)/extension $(VENV)/development $(VENV)/deploy ## Check what deploy/ tells Kubernetes, Flux and Terraform
	$(BIN)/python -m pytest tests/deploy

lint-workflows: $(VENV)/development ## Check what .github/ tells GitHub
	$(BIN)/actionlint
	$(BIN)/zizmor --offline --quiet .github
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml

format: $(VENV)/development ## Format the code and mend what the linter can
	cargo fmt
	cargo fmt --manifest-path rust/fuzz/Cargo.toml
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: bench-library bench-peers bench-http report ## Measure everything, keep the record and report it
	cargo bench --locked --package two-list-sum-kernel --package two-list-sum-json

bench-library: $(VENV)/extension $(VENV)/development ## Measure native code against Python
	mkdir -p $(RECORD)
	$(BIN)/two-list-sum bench --json > $(RECORD)/library.json
	$(BIN)/python -m pytest benchmarks/test_library.py --benchmark-enable --benchmark-json $(RECORD)/suite.json

bench-peers: $(VENV)/peers ## Measure the library beside numpy, pandas, Polars, DuckDB and others
	$(BIN)/python -m benchmarks.peers --record $(RECORD)

bench-http: $(VENV)/extension $(VENV)/development ## Measure the service beside FastAPI and bare uvicorn (needs wrk)
	$(BIN)/python -m benchmarks.http --record $(RECORD)

report: $(VENV)/extension ## Turn the record of measurements into the README's tables and charts
	$(BIN)/python -m benchmarks.report

# Stable Rust has what libFuzzer needs, but gives it to nobody without RUSTC_BOOTSTRAP. What reaches
# new code is kept in target/fuzz/corpus, and what fails in rust/fuzz/artifacts.
fuzz: target/tools/bin/cargo-fuzz $(VENV)/extension $(VENV)/development ## Fuzz the kernel, the decoder of bodies and the library, each for SECONDS=60
	mkdir -p target/fuzz/corpus/kernel target/fuzz/corpus/json
	$(CARGO_FUZZ) kernel target/fuzz/corpus/kernel rust/fuzz/corpus/kernel -- -max_total_time=$(SECONDS) -max_len=100 -entropic_scale_per_exec_time=1
	$(CARGO_FUZZ) json target/fuzz/corpus/json rust/fuzz/corpus/json -- -max_total_time=$(SECONDS) -dict=rust/fuzz/json.dict
	$(BIN)/python tests/fuzz $(SECONDS)

# Stable Rust has AddressSanitizer too, in the same way. The extension has no runtime of its own, so
# that the C compiler's is loaded first. What it says is in target/sanitized/report.*, where an
# allocation of 2^53 bytes that failed is numpy's. Left out are the Python version, and a test that
# limits the addresses, of which the sanitizer needs many.
sanitize: $(VENV)/extension $(VENV)/development ## Run the Rust code under AddressSanitizer: its tests, and the extension (Linux)
	$(SANITIZED_CARGO) test $(SANITIZED_FLAGS) --package two-list-sum-kernel --package two-list-sum-json
	$(SANITIZED_CARGO) test $(SANITIZED_FLAGS) --manifest-path rust/fuzz/Cargo.toml
	$(SANITIZED_CARGO) build $(SANITIZED_FLAGS) --package two-list-sum-python
	rm -rf $(SANITIZED)/python $(SANITIZED)/report.*
	mkdir $(SANITIZED)/python
	cp -r python/two_list_sum $(SANITIZED)/python
	cp $(SANITIZED)/$(SANITIZED_HOST)/debug/lib_native.so $(SANITIZED)/python/two_list_sum/_native.abi3.so
	LD_PRELOAD=$$(cc -print-file-name=libasan.so) PYTHONMALLOC=malloc PYTHONPATH=$(SANITIZED)/python \
		ASAN_OPTIONS=allocator_may_return_null=1:detect_leaks=0:log_path=$(SANITIZED)/report \
		$(BIN)/python -m pytest tests/library/test_arguments_*.py tests/library/test_native_*.py -k 'not python and not converted_to_64_bits'

# With SINCE=main only the Rust code that has changed since then.
mutants: target/tools/bin/cargo-mutants $(VENV)/extension $(VENV)/development ## Change the code in ways that a test must notice (hours; SINCE=main: changed Rust code)
	git diff $(SINCE) > target/mutants.diff
	PROPTEST_DISABLE_FAILURE_PERSISTENCE=1 $< mutants --package two-list-sum-kernel --package two-list-sum-body \
		--timeout 120 --output target $(if $(SINCE),--in-diff target/mutants.diff) -- --lib --tests

# The extension's own lines are not counted: the tests of the library run it as it is installed.
coverage: target/tools/bin/cargo-llvm-cov $(VENV)/extension $(VENV)/development ## Tell which lines of Python and Rust no test runs
	$(BIN)/pip install --quiet --group coverage
	rm -rf target/coverage && mkdir -p target/coverage
	$(BIN)/coverage run -m pytest --quiet tests/library tests/cli tests/server tests/soak tests/fuzz tests/test_bench.py
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report
	rustup component add llvm-tools
	$< llvm-cov --locked --package two-list-sum-kernel --package two-list-sum-json --show-missing-lines

growth: $(VENV)/extension ## Measure how time grows on lists that are chosen to be slow
	$(BIN)/python -m benchmarks.growth

soak: $(VENV)/extension $(VENV)/development ## Load the service with clients of all kinds for SECONDS=60 and balance the books
	PYTHONPATH=tests $(BIN)/python tests/soak/soak_service.py $(SECONDS)

# The wheel without the extension holds no crates: it is built while their licences are not there.
dist: $(VENV)/created ## Build the wheels, with and without the extension, and the sdist into dist/
	rm -rf dist LICENSE-CRATES.txt
	$(BIN)/pip install --quiet --group build
	$(BIN)/hatchling build --target wheel
	$(BIN)/python rust/python/crate_licences.py
	$(BIN)/maturin build --release --out dist
	$(BIN)/maturin sdist --out dist

# The second program has a network to itself: it takes no port, and nothing is reached from outside.
image-test: ## Build the container image without Docker, run it and post to it (as root on Debian)
	$(PYTHON) tests/image/build_image.py
	PYTHONPATH=tests unshare --net $(PYTHON) tests/image/check_image.py

clean: ## Delete everything that was built
	cargo clean
	rm -rf $(VENV) dist LICENSE-CRATES.txt .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find python tests benchmarks -name __pycache__ -prune -exec rm -rf {} +
	rm -f python/two_list_sum/_native.*.so python/two_list_sum/_native.*.pyd
