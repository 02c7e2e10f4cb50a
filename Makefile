# Everything that a developer runs. Plain `make` lists the targets.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/uv pip install --quiet --python $(BIN)/python --requirements pyproject.toml
PYTEST := $(BIN)/python -m pytest
PARALLEL := --numprocesses auto --dist loadgroup
MAKE_PARALLEL = $(MAKE) --jobs=2 $(if $(filter output-sync,$(.FEATURES)),--output-sync)
CRATES := --package two-list-sum-kernel --package two-list-sum-json
RUST_SOURCES := Cargo.toml Cargo.lock rust/json/Cargo.toml rust/kernel/Cargo.toml rust/python/Cargo.toml \
	$(shell find rust/json/src rust/kernel/src rust/python/src -name '*.rs')
PEER_SOURCES := $(wildcard benchmarks/rust_hash_set/*.toml benchmarks/rust_hash_set/src/*.rs)
RECORD := benchmarks/record
SECONDS ?= 60
SANITIZED := target/sanitized
SANITIZED_HOST = $(shell rustc -vV | sed -n 's/^host: //p')
SANITIZED_CARGO := RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Zsanitizer=address RUSTDOCFLAGS=-Zsanitizer=address ASAN_OPTIONS=allocator_may_return_null=1 cargo
SANITIZED_FLAGS := --locked --target $(SANITIZED_HOST) --target-dir $(SANITIZED)
CARGO_FUZZ := RUSTC_BOOTSTRAP=1 target/tools/bin/cargo-fuzz run --fuzz-dir rust/fuzz --target-dir target/fuzz --features libfuzzer --no-trace-compares

# Let Python write bytecode: the tests start hundreds of interpreters.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help serve check test test-all test-rust test-rust-all lint lint-all develop format docs bench \
	bench-library bench-peers bench-http report fuzz sanitize mutants coverage growth soak dist image-test clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

# Set-up. A stamp in .venv is newer than the files that its step depends on, so that a second run does
# nothing. The extension is installed in one of two builds: `release` means that it is the release
# build, `extension` that it is either.

$(VENV)/created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "two-list-sum needs Python 3.11 or newer; set PYTHON")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip uv
	touch $@

$(VENV)/runtime: $(VENV)/created pyproject.toml
	$(INSTALL) --compile-bytecode --extra server --group build
	touch $@

$(VENV)/development: $(VENV)/runtime
	$(INSTALL) --extra bench --group test --group lint
	touch $@

$(VENV)/release: $(VENV)/runtime $(RUST_SOURCES)
	$(BIN)/maturin develop --uv --release
	touch $(VENV)/extension $@

$(VENV)/extension: $(VENV)/runtime $(RUST_SOURCES)
	$(MAKE) develop

$(VENV)/deploy $(VENV)/docs $(VENV)/mutation $(VENV)/coverage $(VENV)/ray: $(VENV)/%: $(VENV)/created pyproject.toml
	$(INSTALL) --group $*
	touch $@

$(VENV)/peers: $(VENV)/release $(PEER_SOURCES)
	$(INSTALL) --group bench
	$(BIN)/maturin develop --uv --release --manifest-path benchmarks/rust_hash_set/Cargo.toml
	touch $@

target/tools/bin/cargo-%:
	cargo install --locked --root target/tools cargo-$*

# Everyday targets. `check` accepts either build of the extension; `test` requires the release build,
# which users get.

serve: $(VENV)/release ## Build, install and run the service on port 8080
	$(BIN)/two-list-sum serve

check: $(VENV)/extension $(VENV)/development ## Check format, style and types, and run the tests of the kernel, the library and the CLI
	$(MAKE_PARALLEL) lint test-rust
	$(PYTEST) $(PARALLEL) tests/library tests/cli

test: ## Run the checks, and all tests except the slow ones, on a release build
	$(MAKE_PARALLEL) $(VENV)/release $(VENV)/development
	$(MAKE_PARALLEL) lint test-rust
	$(PYTEST) $(PARALLEL) -m 'not slow' tests --ignore tests/deploy

test-all: ## Run the slow tests too: packages, benchmarks, fuzz targets, load, deployment, documentation
	$(MAKE_PARALLEL) $(VENV)/release $(VENV)/deploy $(VENV)/peers $(VENV)/ray
	$(MAKE_PARALLEL) lint-all test-rust-all docs
	$(PYTEST) -m slow tests
	$(PYTEST) benchmarks

develop: $(VENV)/runtime ## Build the extension in seconds, less optimised, and install it
	$(BIN)/maturin develop --uv
	rm -f $(VENV)/release
	touch $(VENV)/extension

format: $(VENV)/development ## Format the code, and fix what the linter can
	cargo fmt
	cargo fmt --manifest-path rust/fuzz/Cargo.toml
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

docs: $(VENV)/docs ## Build the documentation's site in docs/_build/html; warnings are errors
	$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going docs docs/_build/html

# The parts of `check`, `test` and `test-all`.

lint: $(VENV)/extension $(VENV)/development
	cargo fmt --check
	cargo fmt --check --manifest-path rust/fuzz/Cargo.toml
	cargo clippy --locked --workspace --all-targets -- --deny warnings
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy python tests benchmarks rust/python/crate_licences.py
	MYPYPATH=python $(BIN)/stubtest two_list_sum._native
	$(BIN)/basedpyright --pythonpath $(BIN)/python

lint-all: lint
	cargo clippy --locked --manifest-path rust/fuzz/Cargo.toml --target-dir target --all-targets -- --deny warnings
	RUSTDOCFLAGS='--deny warnings' cargo doc --locked --workspace --no-deps
	$(BIN)/hadolint Dockerfile
	$(BIN)/actionlint
	$(BIN)/zizmor --offline --quiet .github
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml

test-rust:
	cargo test --locked --quiet $(CRATES) --lib --tests
	cargo test --locked --quiet $(CRATES) --doc

test-rust-all: test-rust
	cargo test --locked --quiet $(CRATES) --benches
	cargo test --locked --quiet --manifest-path rust/fuzz/Cargo.toml --target-dir target

# Measurements.

bench: bench-library bench-peers bench-http report ## Measure everything, keep the record and report it
	cargo bench --locked $(CRATES)

bench-library: $(VENV)/release $(VENV)/development ## Measure the native against the Python backend
	mkdir -p $(RECORD)
	$(BIN)/two-list-sum bench --json > $(RECORD)/library.json
	$(PYTEST) benchmarks/test_library.py --benchmark-enable --benchmark-json $(RECORD)/suite.json

bench-peers: $(VENV)/peers $(VENV)/development ## Compare the library with numpy, pandas, Polars, DuckDB and others
	$(BIN)/python -m benchmarks.peers --record $(RECORD)

bench-http: $(VENV)/release $(VENV)/development ## Compare the service with FastAPI and bare uvicorn (needs wrk)
	$(BIN)/python -m benchmarks.http --record $(RECORD)

report: $(VENV)/release $(VENV)/development ## Write the tables and charts from the records
	$(BIN)/python -m benchmarks.report

growth: $(VENV)/release $(VENV)/development ## Measure how time grows on lists that are chosen to be slow
	$(BIN)/python -m benchmarks.growth

# Long tests, on demand.

# Stable Rust supports libFuzzer, but only with RUSTC_BOOTSTRAP. Inputs that reach new code are kept in
# target/fuzz/corpus, inputs that fail in rust/fuzz/artifacts.
fuzz: target/tools/bin/cargo-fuzz $(VENV)/extension $(VENV)/development ## Fuzz the kernel, the JSON decoder and the library, each for SECONDS=60
	mkdir -p target/fuzz/corpus/kernel target/fuzz/corpus/json
	$(CARGO_FUZZ) kernel target/fuzz/corpus/kernel rust/fuzz/corpus/kernel -- -max_total_time=$(SECONDS) -max_len=100 -entropic_scale_per_exec_time=1
	$(CARGO_FUZZ) json target/fuzz/corpus/json rust/fuzz/corpus/json -- -max_total_time=$(SECONDS) -dict=rust/fuzz/json.dict
	$(BIN)/python tests/fuzz $(SECONDS)

# Stable Rust supports AddressSanitizer in the same way. The extension is not linked with a sanitizer
# runtime, so the C compiler's is preloaded. Reports are in target/sanitized/report.*; a failed allocation
# of 2^53 bytes is expected, from numpy. Tests of the Python backend are left out, and a test that limits
# the address space, of which the sanitizer reserves much.
sanitize: $(VENV)/extension $(VENV)/development ## Run the Rust code under AddressSanitizer: its tests, and the extension (Linux)
	$(SANITIZED_CARGO) test $(SANITIZED_FLAGS) $(CRATES)
	$(SANITIZED_CARGO) test $(SANITIZED_FLAGS) --manifest-path rust/fuzz/Cargo.toml
	$(SANITIZED_CARGO) build $(SANITIZED_FLAGS) --package two-list-sum-python
	rm -rf $(SANITIZED)/python $(SANITIZED)/report.*
	mkdir $(SANITIZED)/python
	cp -r python/two_list_sum $(SANITIZED)/python
	cp $(SANITIZED)/$(SANITIZED_HOST)/debug/lib_native.so $(SANITIZED)/python/two_list_sum/_native.abi3.so
	LD_PRELOAD=$$(cc -print-file-name=libasan.so) PYTHONMALLOC=malloc PYTHONPATH=$(SANITIZED)/python \
		ASAN_OPTIONS=allocator_may_return_null=1:detect_leaks=0:log_path=$(SANITIZED)/report \
		$(PYTEST) tests/library/test_arguments_*.py tests/library/test_native_*.py -k 'not python and not converted_to_64_bits'

# Missed mutants are listed in target/mutants.out/missed.txt, and by `mutmut results` in target/mutmut: mutmut
# expects the sources in a folder named src.
mutants: target/tools/bin/cargo-mutants $(VENV)/extension $(VENV)/development $(VENV)/mutation ## Change the code in small ways that a test must detect (hours; SINCE=main: Rust code changed since)
	$(if $(SINCE),git diff $(SINCE) > target/mutants.diff)
	PROPTEST_DISABLE_FAILURE_PERSISTENCE=1 $< mutants $(CRATES) --timeout 120 --output target \
		$(if $(SINCE),--in-diff target/mutants.diff) -- --lib --tests
	mkdir -p target/mutmut
	ln -sfn ../../python target/mutmut/src
	ln -sfn ../../tests target/mutmut/tests
	ln -sfn ../../pyproject.toml target/mutmut/pyproject.toml
	cd target/mutmut && ../../$(BIN)/mutmut run

# Lines of the extension are not counted: the library's tests run it as installed, without coverage.
coverage: target/tools/bin/cargo-llvm-cov $(VENV)/extension $(VENV)/development $(VENV)/coverage ## List the lines of Python and Rust that no test runs
	rm -rf target/coverage && mkdir -p target/coverage
	$(BIN)/coverage run -m pytest --quiet tests/library tests/cli tests/server tests/soak tests/fuzz tests/bench
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report
	rustup component add llvm-tools
	$< llvm-cov --locked $(CRATES) --show-missing-lines

soak: $(VENV)/release $(VENV)/development ## Load the service with mixed clients for SECONDS=60 and check that all requests are accounted for
	PYTHONPATH=tests $(BIN)/python tests/soak/soak_service.py $(SECONDS)

# The second program runs in a network namespace of its own: it uses no port of the host, and is not
# reachable.
image-test: ## Build the container image without Docker, run it and send it requests (as root on Debian)
	$(PYTHON) tests/image/build_image.py
	PYTHONPATH=tests unshare --net $(PYTHON) tests/image/check_image.py

# Releases.

# The wheel without the extension contains no crates, so it is built before their licences are written.
dist: $(VENV)/runtime ## Build the wheels, with and without the extension, and the sdist into dist/
	rm -rf dist LICENSE-CRATES.txt
	$(BIN)/hatchling build --target wheel
	$(BIN)/python rust/python/crate_licences.py
	$(BIN)/maturin build --release --out dist
	$(BIN)/maturin sdist --out dist

clean: ## Delete everything that was built
	cargo clean
	rm -rf $(VENV) dist docs/_build LICENSE-CRATES.txt .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find python tests benchmarks -name __pycache__ -prune -exec rm -rf {} +
	rm -f python/two_list_sum/_native.*.so python/two_list_sum/_native.*.pyd
