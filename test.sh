#!/usr/bin/env bash
# Sets up what the tests need and runs them all: format, lints, units, properties, end to end, docs.
#
#   ./test.sh              everything
#   AVVISO_DATA=DIR        folder of treebanks and pages; without it the tests that need it are skipped
set -euo pipefail
cd "$(dirname "$0")"

say() { printf '\n== %s\n' "$1"; }
log=$(mktemp)
trap 'rm -f "$log"' EXIT

say "tools"
command -v cargo >/dev/null || { echo "Rust is missing: install it from https://rustup.rs" >&2; exit 2; }
command -v cc >/dev/null || { echo "a C compiler is missing: install gcc or clang" >&2; exit 2; }
for component in rustfmt clippy; do
  cargo "${component/rustfmt/fmt}" --version >/dev/null 2>&1 || rustup component add "$component"
done
cargo --version

say "format"
cargo fmt --all --check

say "lints"
cargo clippy --release --workspace --all-targets -- -D warnings

say "tests"
cargo test --release --workspace -- --show-output 2>&1 | tee "$log"

say "docs"
RUSTDOCFLAGS="-D warnings" cargo doc --release --workspace --no-deps --quiet

skipped=$(grep -c '^skipped:' "$log" || true)
if [ "$skipped" -gt 0 ]; then
  say "all passed; $skipped skipped (AVVISO_DATA not set, or run as root)"
else
  say "all passed"
fi
