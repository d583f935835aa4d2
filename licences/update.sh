#!/bin/sh
# Writes licences/crates.tsv: every library in the binary, with its version and licence.
set -eu
cd "$(dirname "$0")/.."
{
    echo "# The libraries in the binary: name, version, licence. Made by licences/update.sh."
    cargo tree --package avviso --edges normal --prefix none --format "{p}	{l}" --locked |
        grep -v '^avviso' | sed 's/ (proc-macro)//; s/ (\*)//; s/\t *(\*)$//' |
        sed 's/^\([^ ]*\) v\([^ 	]*\)[^	]*	/\1	\2	/' | LC_ALL=C sort -u
} > licences/crates.tsv
