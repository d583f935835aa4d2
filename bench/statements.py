#!/usr/bin/env python3
"""Korean statements against sentences annotated by hand.

Runs `avviso annotate` on a file of lines {"id", "text", "statements": [{"source", "content", "mode"}]}
and counts: a statement is found when its content shares at least half of the joint characters with the
gold one. Of the found ones, the source is right when its span is the same, the mode when it is the same.

    bench/statements.py [--avviso target/release/avviso] [--errors] $AVVISO_DATA/ko-statements/dev.jsonl
"""

import argparse
import json
import subprocess


def characters(pieces):
    return {at for start, end in pieces for at in range(start, end)}


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("gold")
    arguments.add_argument("--avviso", default="target/release/avviso")
    arguments.add_argument("--lang", default="ko")
    arguments.add_argument("--errors", action="store_true", help="print what was missed and added")
    options = arguments.parse_args()

    with open(options.gold, encoding="utf-8") as file:
        gold = [json.loads(line) for line in file]
    lines = [{"id": row["id"], "text": row["text"], "language": options.lang} for row in gold]
    given = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    command = [options.avviso, "annotate", "--input", "jsonl", "-"]
    printed = subprocess.run(command, input=given, capture_output=True, text=True, check=True).stdout
    found = [json.loads(line)["statements"] for line in printed.splitlines()]
    if len(found) != len(gold):
        raise SystemExit(f"{len(gold)} lines given, {len(found)} came back")

    right = added = missed = source = mode = silent = kept_silent = 0
    for row, statements in zip(gold, found):
        open_ones = list(row["statements"])
        silent += not open_ones
        kept_silent += not open_ones and not statements
        for said in statements:
            here = characters(said["content"])

            def share(other):
                there = characters(other["content"])
                return len(here & there) / max(1, len(here | there))

            best = max(open_ones, key=share, default=None)
            if best is None or share(best) < 0.5:
                added += 1
                if options.errors:
                    print("added ", row["id"], [row["text"][start:end] for start, end in said["content"]])
                continue
            open_ones.remove(best)
            right += 1
            source += said["source"] == best["source"]
            mode += said["mode"] == best["mode"]
        missed += len(open_ones)
        if options.errors:
            for other in open_ones:
                print("missed", row["id"], [row["text"][start:end] for start, end in other["content"]])

    precision, recall = right / max(1, right + added), right / max(1, right + missed)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"statements P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")
    print(f"of {right} found: source right {source / max(1, right):.3f}, mode right {mode / max(1, right):.3f}")
    print(f"sentences that report nothing and stay so: {kept_silent} of {silent}")


if __name__ == "__main__":
    main()
