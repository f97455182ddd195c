#!/usr/bin/env bash
# Everything that has to hold: form, lints, documents and all tests, with the referees they ask. Needs Rust; installs the
# referees by apt where they are missing.
set -euo pipefail
cd "$(dirname "$0")/.."

tests/referees.sh
tests/data-tools.sh
cargo fmt --all --check
cargo clippy --workspace --all-targets -- -D warnings
RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --quiet
cargo test --workspace
