#!/usr/bin/env python3
"""Measures speed, memory and determinism of a release build, and keeps the figures.

    speed.py                  pages a second: trafilatura, avviso extract, avviso read; in one run
    speed.py --memory         peak memory of avviso read on archives of 100 MB and 1 GB
    speed.py --determinism    exports with 1, 2 and 8 threads and shuffled inputs, byte by byte

Several may be given at once. Pages are made by make_archive.py. Results go to bench/results/ as
JSON and Markdown, and compare.py compares the two newest. Only the standard library is needed;
trafilatura is installed into an environment of its own (--venv).
"""

import argparse
import datetime
import hashlib
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
TRAFILATURA = "2.3.1"

# Runs in the other environment: one process, which reads the files itself; its start and its
# imports are not counted, those of avviso are.
TRAFILATURA_RUN = """
import sys, time
from pathlib import Path
import trafilatura
paths = sorted(Path(sys.argv[1]).iterdir())
trafilatura.bare_extraction(paths[0].read_bytes(), with_metadata=True)
begun, found = time.perf_counter(), 0
for path in paths:
    document = trafilatura.bare_extraction(path.read_bytes(), with_metadata=True)
    found += document is not None
print(time.perf_counter() - begun, found)
"""


class Bench:
    """One run of this program: where things are, and what was found."""

    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.avviso = str(options.avviso.resolve())
        self.figures, self.checks, self.commands = {}, {}, []

    def run(self, command):
        """Runs a command; seconds, peak memory in MB, and what it printed."""
        shown = " ".join(str(part) for part in command)
        shown = shown.replace(str(self.folder), "$TMP").replace(self.avviso, "avviso").replace(str(self.options.venv), "$VENV")
        if shown not in self.commands and len(shown) < 300:
            self.commands.append(shown)
        with open(self.folder / "out", "wb") as out, open(self.folder / "err", "wb") as err:
            begun = time.perf_counter()
            child = subprocess.Popen([str(part) for part in command], stdout=out, stderr=err)
            _, status, usage = os.wait4(child.pid, 0)
            seconds = time.perf_counter() - begun
        child.returncode = os.waitstatus_to_exitcode(status)
        # 1: some documents failed. That is counted, not hidden, by who looks at the output.
        fine = (0, 1) if str(command[0]) == self.avviso else (0,)
        if child.returncode not in fine:
            error = (self.folder / "err").read_text(errors="replace")[-2000:]
            sys.exit(f"{shown}: exit code {child.returncode}\n{error}")
        unit = 1e6 if sys.platform == "darwin" else 1e6 / 1024
        return seconds, usage.ru_maxrss / unit, (self.folder / "out").read_bytes()

    def make(self, name, *amount):
        path = self.folder / name
        command = [sys.executable, HERE / "make_archive.py", "--out", path, *amount]
        if self.options.source:
            command += ["--source", self.options.source]
        printed = subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True)
        self.commands.append(f"bench/make_archive.py --out $TMP/{name} {' '.join(map(str, amount))}")
        return path, int(printed.stdout.split()[0])

    def read(self, inputs, *more):
        """Reads into a new corpus; seconds, MB, and the corpus."""
        corpus = self.folder / "corpus.db"
        for file in self.folder.glob("corpus.db*"):
            file.unlink()
        seconds, memory, _ = self.run([self.avviso, "read", *inputs, "--corpus", corpus, "--quiet", *more])
        return seconds, memory, corpus

    def export(self, corpus, form):
        folder = self.folder / "export"
        self.run([self.avviso, "export", folder, "--format", form, "--corpus", corpus, "--overwrite"])
        return {path.name: path for path in sorted(folder.glob(f"*.{form}"))}

    def rows(self, corpus, table="documents"):
        with open(self.export(corpus, "jsonl")[f"{table}.jsonl"], "rb") as lines:
            return sum(1 for _ in lines)

    def share(self, name, found, pages):
        """Speed is worth nothing if pages are skipped: how many gave a document."""
        self.checks[f"{name}: documents"] = f"{found} of {pages}"
        self.figures[f"{name}, share of pages that gave a document"] = figure(found / pages, "higher", 0.95)


def speed(bench):
    python = environment(bench.options.venv)
    folder, pages = bench.make("pages", "--pages", bench.options.pages)
    (bench.folder / "extract_all.py").write_text(TRAFILATURA_RUN)
    taken = {"trafilatura": [], "extract": [], "read": []}
    # In turn, so that a slow minute of the machine does not meet one of them alone.
    for _ in range(bench.options.rounds):
        if python:
            out = bench.run([python, bench.folder / "extract_all.py", folder])[2]
            seconds, found = out.split()
            taken["trafilatura"].append(float(seconds))
            bench.checks["trafilatura: pages with an article"] = f"{int(found)} of {pages}"
        seconds, _, out = bench.run([bench.avviso, "extract", "--format", "jsonl", folder, "--threads", bench.options.threads])
        taken["extract"].append(seconds)
        bench.share("extract", out.count(b"\n"), pages)
        seconds, _, corpus = bench.read([folder], "--threads", bench.options.threads)
        taken["read"].append(seconds)
    bench.share("read", bench.rows(corpus), pages)
    bench.checks["read: statements in the corpus"] = str(bench.rows(corpus, "statements"))
    rate = {name: pages / statistics.median(runs) for name, runs in taken.items() if runs}
    for name, value in rate.items():
        bench.figures[f"{name}, pages a second"] = figure(value, "higher")
    if python:
        bench.figures["extract / trafilatura"] = figure(rate["extract"] / rate["trafilatura"], "higher", 2.5)
        bench.figures["read / trafilatura"] = figure(rate["read"] / rate["trafilatura"], "higher", 1.5)


def memory(bench):
    peaks = []
    for megabytes in bench.options.sizes:
        archive, pages = bench.make(f"{megabytes}.warc.gz", "--megabytes", megabytes)
        seconds, peak, corpus = bench.read([archive], "--threads", bench.options.threads)
        peaks.append(peak)
        bench.figures[f"read {megabytes} MB, peak memory in MB"] = figure(peak, "lower", 400)
        bench.figures[f"read {megabytes} MB, pages a second"] = figure(pages / seconds, "higher")
        bench.share(f"read {megabytes} MB", bench.rows(corpus), pages)
        archive.unlink()
    bench.figures["peak memory, largest / smallest"] = figure(peaks[-1] / peaks[0], "lower", 1.25)


def determinism(bench):
    folder, pages = bench.make("same", "--pages", min(bench.options.pages, 80))
    inputs = sorted(folder.iterdir())
    press = HERE.parent / "examples" / "press"
    if press.is_dir():
        inputs += sorted(path for path in press.iterdir() if path.name != "README.md")
    shuffled = list(inputs)
    random.Random(7).shuffle(shuffled)
    variants = {
        "1 thread": (inputs, 1), "2 threads": (inputs, 2), "8 threads": (inputs, 8),
        "8 threads, shuffled": (shuffled, 8), "2 threads, reversed": (inputs[::-1], 2),
    }
    first = None
    for name, (paths, threads) in variants.items():
        _, _, corpus = bench.read(paths, "--threads", threads)
        hashes = {}
        for form in ("csv", "jsonl", "parquet"):
            for file, path in bench.export(corpus, form).items():
                hashes[file] = hashlib.sha256(path.read_bytes()).hexdigest()
        first = first or hashes
        differing = sorted(file for file in first.keys() | hashes.keys() if first.get(file) != hashes.get(file))
        bench.checks[f"export, {name}"] = f"differs in {', '.join(differing)}" if differing else f"{len(hashes)} files, equal"
        bench.figures[f"export, {name}: files that differ"] = figure(len(differing), "lower", 0)


def figure(value, better, wanted=None):
    """A figure, which way is better, and the bound it must keep, if there is one."""
    kept = wanted is None or (value >= wanted if better == "higher" else value <= wanted)
    return {"value": round(value, 3), "better": better, "wanted": wanted, "kept": kept}


def environment(venv):
    """The Python that has trafilatura; None if it can't be had."""
    python = venv / "bin" / "python"
    probe = f"import trafilatura; assert trafilatura.__version__ == '{TRAFILATURA}'"
    if python.exists() and subprocess.run([python, "-c", probe], capture_output=True).returncode == 0:
        return python
    try:
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        # justext, which it uses, does not name this part of lxml among its needs.
        packages = [f"trafilatura=={TRAFILATURA}", "lxml_html_clean"]
        subprocess.run([python, "-m", "pip", "install", "-q", *packages], check=True)
        subprocess.run([python, "-c", probe], check=True)
    except subprocess.CalledProcessError as error:
        print(f"without trafilatura: {error}", file=sys.stderr)
        return None
    return python


def machine():
    about = {"system": platform.system(), "cores": os.cpu_count(), "python": platform.python_version()}
    if hasattr(os, "sched_getaffinity"):
        about["cores"] = len(os.sched_getaffinity(0))
    for file, key in (("/proc/cpuinfo", "model name"), ("/proc/meminfo", "MemTotal")):
        if os.path.exists(file):
            lines = (line for line in Path(file).read_text().splitlines() if line.startswith(key))
            about[key] = next(lines, ":").split(":", 1)[1].strip()
    if hasattr(os, "getloadavg"):
        about["load before"] = round(os.getloadavg()[0], 2)
    return about


def commit():
    asked = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=HERE, capture_output=True, text=True)
    return asked.stdout.strip() or None


def markdown(result):
    lines = [f"# Speed, {result['date']}", "", f"Commit {result['commit']}, {result['version']}; made by `{result['command']}`.", ""]
    lines += [", ".join(f"{key}: {value}" for key, value in result["machine"].items()), ""]
    lines += ["| figure | value | wanted | |", "|---|---:|---:|---|"]
    for name, entry in result["figures"].items():
        sign = "≥" if entry["better"] == "higher" else "≤"
        wanted = "" if entry["wanted"] is None else f"{sign} {entry['wanted']}"
        lines.append(f"| {name} | {entry['value']} | {wanted} | {'' if entry['kept'] else 'missed'} |")
    lines += ["", "| check | |", "|---|---|"] + [f"| {name} | {value} |" for name, value in result["checks"].items()]
    lines += ["", "Commands:", "", "```"] + result["commands"] + ["```", ""]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--avviso", type=Path, default=HERE.parent / "target/release/avviso", help="the binary [target/release/avviso]")
    parser.add_argument("--speed", action="store_true", help="pages a second (what is done if nothing is named)")
    parser.add_argument("--memory", action="store_true", help="peak memory")
    parser.add_argument("--determinism", action="store_true", help="equal exports")
    parser.add_argument("--pages", type=int, default=400, help="pages for the speed [400]")
    parser.add_argument("--rounds", type=int, default=3, help="times that each is run; the median counts [3]")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000], help="MB of the archives, smallest first [100 1000]")
    parser.add_argument("--threads", type=int, default=2, help="threads of avviso [2]")
    parser.add_argument("--source", type=Path, help="folder of saved pages [$AVVISO_DATA/html/pages]")
    parser.add_argument("--venv", type=Path, default=Path(tempfile.gettempdir()) / "avviso-bench-venv", help="environment of trafilatura")
    parser.add_argument("--results", type=Path, default=HERE / "results", help="folder for the results [bench/results]")
    options = parser.parse_args()
    if not options.avviso.exists():
        parser.error(f"{options.avviso}: no such program; build it with cargo build --release, or name it with --avviso")
    parts = [part for part in (speed, memory, determinism) if getattr(options, part.__name__)] or [speed]
    about = machine()
    with tempfile.TemporaryDirectory(prefix="avviso-bench-") as folder:
        bench = Bench(options, Path(folder))
        version = bench.run([bench.avviso, "--version"])[2].decode().strip()
        for part in parts:
            part(bench)
    now = datetime.datetime.now(datetime.timezone.utc)
    result = {
        "date": now.strftime("%Y-%m-%d %H:%M UTC"), "commit": commit(), "version": version, "machine": about,
        "command": "bench/speed.py " + " ".join(f"--{part.__name__}" for part in parts),
        "figures": bench.figures, "checks": bench.checks, "commands": bench.commands,
    }
    options.results.mkdir(parents=True, exist_ok=True)
    path = options.results / f"{'-'.join(part.__name__ for part in parts)}-{now:%Y-%m-%dT%H%M%S}.json"
    path.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n")
    path.with_suffix(".md").write_text(markdown(result))
    print(markdown(result))
    return 0 if all(entry["kept"] for entry in bench.figures.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
