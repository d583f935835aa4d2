#!/usr/bin/env python3
"""Compares the newest figures of speed.py with those before them; exit code 1 on a regression.

Of each kind of result (speed, memory, …) the two newest are taken, or two files that are named, the
older first. Worse by more than a tenth is a regression, except for plain pages a second where the
results come from different machines: only ratios taken in one run say something then.
"""

import argparse
import json
import sys
from pathlib import Path

TOLERATED = 0.10


def compare(old, new):
    """Prints each figure that both have; the number of regressions."""
    one_machine = all(old["machine"].get(key) == new["machine"].get(key) for key in ("model name", "cores"))
    print(f"{old['date']} ({old['commit']}) → {new['date']} ({new['commit']})")
    worse = 0
    for name, now in new["figures"].items():
        before = old["figures"].get(name)
        if before is None:
            continue
        change = (now["value"] - before["value"]) / before["value"] if before["value"] else float(now["value"] > 0)
        loss = -change if now["better"] == "higher" else change
        counts = one_machine or not name.endswith("pages a second")
        regressed = loss > TOLERATED and counts
        worse += regressed
        note = "REGRESSION" if regressed else "" if counts else "other machine"
        print(f"  {name:<45} {before['value']:>10} → {now['value']:>10}  {change:+7.1%}  {note}")
    return worse


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, help="two results, the older first")
    parser.add_argument("--results", type=Path, default=Path(__file__).resolve().parent / "results")
    options = parser.parse_args()
    if options.files:
        if len(options.files) != 2:
            parser.error("name two results, the older first")
        pairs = [options.files]
    else:
        kinds = {}
        for path in sorted(options.results.glob("*-20*.json"), key=lambda path: path.stem[-17:]):
            kinds.setdefault(path.stem[:-18], []).append(path)
        pairs = [paths[-2:] for paths in kinds.values() if len(paths) > 1]
        if not pairs:
            print("nothing to compare yet: no two results of one kind")
    worse = sum(compare(*(json.loads(path.read_text()) for path in pair)) for pair in pairs)
    if worse:
        print(f"{worse} worse by more than {TOLERATED:.0%}")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
