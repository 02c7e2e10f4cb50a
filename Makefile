# Everything a developer runs. Plain `make` lists the targets.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUST_SOURCES := Cargo.toml Cargo.lock $(shell find rust -name '*.rs' -o -name Cargo.toml)
PEER_SOURCES := $(wildcard benchmarks/rust_hash_set/*.toml benchmarks/rust_hash_set/src/*.rs)
RECORD := benchmarks/record
SECONDS ?= 60
CARGO_FUZZ := RUSTC_BOOTSTRAP=1 target/tools/bin/cargo-fuzz run --fuzz-dir rust/fuzz --target-dir target/fuzz --features libfuzzer --no-trace-compares

.DEFAULT_GOAL := help
.PHONY: help serve test test-python test-rust lint lint-deploy lint-workflows format bench bench-library bench-peers bench-http report fuzz soak dist image-test clean

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

target/tools/bin/cargo-fuzz:
	cargo install --locked --root target/tools cargo-fuzz

# What there is to do.

serve: $(VENV)/extension ## Build, install and run the service on port 8080
	$(BIN)/two-list-sum serve

test: lint test-rust test-python ## Build, install and run every check and every test

test-rust:
	cargo test --locked --workspace
	cargo test --locked --package two-list-sum-kernel --package two-list-sum-body --benches --quiet
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
	cargo bench --locked --package two-list-sum-kernel --package two-list-sum-body

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
	mkdir -p target/fuzz/corpus/kernel target/fuzz/corpus/body
	$(CARGO_FUZZ) kernel target/fuzz/corpus/kernel rust/fuzz/corpus/kernel -- -max_total_time=$(SECONDS) -max_len=100 -entropic_scale_per_exec_time=1
	$(CARGO_FUZZ) body target/fuzz/corpus/body rust/fuzz/corpus/body -- -max_total_time=$(SECONDS) -dict=rust/fuzz/body.dict
	$(BIN)/python tests/fuzz $(SECONDS)

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
