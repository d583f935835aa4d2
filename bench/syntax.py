#!/usr/bin/env python3
"""Measures how fast text becomes trees, beside UDPipe 1, in one run on one core.

    syntax.py --data DIR        DIR as AVVISO_DATA; figures go to bench/results/ as JSON

UDPipe (`ufal.udpipe`, from its registry, in an environment of its own: --venv) is trained for a single
iteration on the same treebank: only its speed is compared. Both read the same file of plain text, and
their start is counted neither here nor there: a run on an empty file is subtracted from ours, UDPipe's
model is loaded before its clock starts.
"""

import argparse
import datetime
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
LANGUAGES = {
    "en": ("ud/en_ewt-train.conllu", "parallel-koen/dev.en"),
    "ko": ("ud/ko_kaist-train.conllu", "parallel-koen/dev.ko"),
}

UDPIPE_TRAIN = """
import sys
from ufal.udpipe import Trainer, Sentences, Sentence, InputFormat, ProcessingError
sentences, reader, error = [], InputFormat.newConlluInputFormat(), ProcessingError()
reader.setText(open(sys.argv[1], encoding="utf-8").read())
sentence = Sentence()
while reader.nextSentence(sentence, error):
    sentences.append(sentence)
    sentence = Sentence()
model = Trainer.train("morphodita_parsito", sentences, [], "epochs=1", "iterations=1", "iterations=1", error)
if error.occurred():
    sys.exit(error.message)
open(sys.argv[2], "wb").write(model if isinstance(model, bytes) else model.encode("latin-1"))
"""

UDPIPE_RUN = """
import sys, time
from ufal.udpipe import Model, Pipeline, ProcessingError
model = Model.load(sys.argv[1])
pipeline, error = Pipeline(model, "tokenize", Pipeline.DEFAULT, Pipeline.DEFAULT, "conllu"), ProcessingError()
text = open(sys.argv[2], encoding="utf-8").read()
begun = time.perf_counter()
out = pipeline.process(text, error)
seconds = time.perf_counter() - begun
print(seconds, sum(line[:1].isdigit() and line.split("\\t")[0].isdigit() for line in out.splitlines()))
"""


def words(conllu):
    return sum(line.split("\t")[0].isdigit() for line in conllu.splitlines())


def ours(avviso, language, path, folder):
    """Seconds and words of one thread."""
    command = [avviso, "parse", "--lang", language, "--threads", "1", path]
    begun = time.perf_counter()
    with open(folder / "out", "wb") as out:
        subprocess.run(command, check=True, stdout=out)
    seconds = time.perf_counter() - begun
    empty = folder / "empty"
    empty.write_text("")
    begun = time.perf_counter()
    subprocess.run([*command[:-1], empty], check=True, stdout=subprocess.DEVNULL)
    start = time.perf_counter() - begun
    return seconds - start, words((folder / "out").read_text()), start


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("AVVISO_DATA"))
    parser.add_argument("--avviso", type=Path, default=HERE.parent / "target/release/avviso")
    parser.add_argument("--venv", type=Path, default=Path(tempfile.gettempdir()) / "avviso-udpipe")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--repeat", type=int, default=20, help="how often the text is repeated for avviso")
    options = parser.parse_args()
    if not options.data:
        sys.exit("say where the treebanks are: --data DIR, or AVVISO_DATA")
    python = options.venv / "bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", options.venv], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "ufal.udpipe"], check=True)
    figures = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for language, (treebank, text) in LANGUAGES.items():
            model = options.venv / f"{language}.udpipe"
            if not model.exists():
                subprocess.run([python, "-c", UDPIPE_TRAIN, Path(options.data) / treebank, model], check=True)
            plain = (Path(options.data) / text).read_text()
            small, large = folder / "small", folder / "large"
            small.write_text(plain)
            large.write_text(plain * options.repeat)
            avviso_rates, udpipe_rates, starts = [], [], []
            for _ in range(options.rounds):
                seconds, count, start = ours(options.avviso, language, large, folder)
                avviso_rates.append(count / seconds)
                starts.append(start)
                printed = subprocess.run([python, "-c", UDPIPE_RUN, model, small], check=True, capture_output=True, text=True)
                seconds, count = printed.stdout.split()
                udpipe_rates.append(int(count) / float(seconds))
            ratio = statistics.median(a / b for a, b in zip(avviso_rates, udpipe_rates))
            figures[language] = {
                "avviso words a second": round(statistics.median(avviso_rates)),
                "udpipe words a second": round(statistics.median(udpipe_rates)),
                "ratio": round(ratio, 1),
                "start of avviso, seconds": round(statistics.median(starts), 3),
            }
            print(language, figures[language])
    today = datetime.date.today().isoformat()
    result = {"date": today, "machine": platform.processor() or platform.machine(), "rounds": options.rounds, "figures": figures}
    path = HERE / "results" / f"syntax-speed-{today}.json"
    path.write_text(json.dumps(result, indent=1) + "\n")
    print(path)


if __name__ == "__main__":
    main()
