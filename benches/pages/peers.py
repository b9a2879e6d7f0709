#!/usr/bin/env python3
"""Read the annotated pages with Headwater and with its peers in one run, and print one table.

usage: peers.py [--data DIR] [--runs N] [--headwater PROGRAM] [--peers PROGRAM]

Needs what requirements.txt pins (`python3 -m venv V && V/bin/pip install -r benches/pages/requirements.txt`), the Rust
peers (`cargo build --release --manifest-path benches/pages/peers/Cargo.toml`) and the annotated pages (DIR holds
annotations.json and html/*.html.gz). A program that is not there is left out, with a line that says so.

Every extractor is one process on one core that reads all files itself, decompresses, decodes, extracts and prints JSON;
its time is the processor time of that whole process, start-up included, the middle one of N runs, the extractors taking
turns. Resiliparse is timed at its fastest: nothing but the story's text (`main_content=True`), one process for all files.
MB/s counts the bytes of the HTML, not of the compressed files.
"""
import argparse
import datetime
import gzip
import importlib.metadata
import json
import os
import pathlib
import platform
import re
import resource
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parent.parent


def read(path):
    data = pathlib.Path(path).read_bytes()
    return gzip.decompress(data) if path.endswith(".gz") else data


def resiliparse(files, out):
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    from resiliparse.parse.html import HTMLTree

    for path in files:
        data = read(path)
        tree = HTMLTree.parse_from_bytes(data, detect_encoding(data, html5_compatible=True))
        print(json.dumps({"path": path, "story": extract_plain_text(tree, main_content=True)}), file=out)


def trafilatura(files, out):
    from trafilatura import bare_extraction

    for path in files:
        page = bare_extraction(read(path), with_metadata=True)
        page = page.as_dict() if page else {}
        authors = [a for a in (page.get("author") or "").split("; ") if a]
        print(json.dumps({"path": path, "story": page.get("text"), "comments": [{"text": page.get("comments") or ""}],
                          "title": page.get("title"), "authors": authors, "published": page.get("date")}), file=out)


PYTHON = {"resiliparse": ("Resiliparse", resiliparse), "trafilatura": ("trafilatura", trafilatura)}


def norm(text):
    return re.sub(r"\s+", " ", text or "").strip()


def fold(text):
    return re.sub(r"\W+", " ", norm(text).lower()).strip()


def score(annotations, lines):
    """The method of trafilatura's own evaluation, as headwater-eval computes it too."""
    pages = {}
    for line in lines:
        page = json.loads(line)
        pages[pathlib.PurePath(page["path"]).name.removesuffix(".gz")] = page
    hit = wanted = taken = found = leaked = segments = 0
    right = {"date": [0, 0], "author": [0, 0], "title": [0, 0]}
    for item in annotations.values():
        page = pages.get(item["file"], {})
        story = norm(page.get("story"))
        comments = norm(" ".join(c["text"] for c in page.get("comments") or []))
        hit += sum(norm(s) in story for s in item["with"])
        wanted += len(item["with"])
        taken += sum(norm(s) in story for s in item["without"])
        for comment in map(norm, item.get("comments") or []):
            segments, found, leaked = segments + 1, found + (comment in comments), leaked + (comment in story)
        given = {"title": fold(page.get("title")), "date": (page.get("published") or "")[:10],
                 "author": {fold(a) for a in page.get("authors") or []}}
        for key, value in given.items():
            want = item.get(key)
            if want:
                names = want if isinstance(want, list) else want.split(";")
                want = {"title": fold, "date": lambda d: d[:10], "author": lambda _: {fold(n) for n in names}}[key](want)
                right[key] = [right[key][0] + (value == want), right[key][1] + 1]
    f1 = 2 * hit / (hit + taken + wanted) if hit else 0
    return [f"{f1:.3f}", f"{found}/{segments}", str(leaked)] + [f"{a}/{b}" for a, b in right.values()]


def timed(command, out):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(out, "wb") as file:
        ended = subprocess.run(command, stdout=file, stderr=subprocess.PIPE, check=False)
    # Headwater ends with 1 where a file holds no page; a peer that fails must not look fast.
    if ended.returncode > 1 or ended.returncode == 1 and b"Traceback" in ended.stderr:
        sys.exit(f"{command[0]} failed: {ended.stderr.decode(errors='replace')[-500:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", default=str(TOP / "../shared/data/pages"))
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--headwater", default=str(TOP / "target/release/headwater"))
    parser.add_argument("--peers", default=str(HERE / "peers/target/release/headwater-peers"))
    parser.add_argument("--extract", help=argparse.SUPPRESS)
    parser.add_argument("files", nargs="*", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.extract:
        PYTHON[options.extract][1](options.files, sys.stdout)
        return 0
    data = pathlib.Path(options.data)
    annotations = json.loads((data / "annotations.json").read_text(encoding="utf8"))
    files = sorted(map(str, (data / "html").glob("*.html*")))
    size = sum(len(read(f)) for f in files)
    rows = {}
    if pathlib.Path(options.headwater).exists():
        version = subprocess.run([options.headwater, "--version"], capture_output=True, text=True).stdout.split()[-1]
        command = [options.headwater, "read", "--threads", "1", "--format", "jsonl", *files]
        rows[f"Headwater {version}"] = command
    for name, (title, _) in PYTHON.items():
        try:
            version = importlib.metadata.version(title)
            rows[f"{title} {version}"] = [sys.executable, __file__, "--extract", name, "--", *files]
        except importlib.metadata.PackageNotFoundError:
            print(f"left out: {title}; pip install -r {HERE / 'requirements.txt'}", file=sys.stderr)
    if pathlib.Path(options.peers).exists():
        lock = (HERE / "peers/Cargo.toml").read_text()
        for name in re.findall(r'^(\w+) = "=', lock, re.M):
            version = re.search(rf'^{name} = "=([^"]+)"', lock, re.M)[1]
            rows[f"{name} {version}"] = [options.peers, name, *files]
    else:
        print(f"left out: the Rust peers; cargo build --release --manifest-path {HERE / 'peers/Cargo.toml'}", file=sys.stderr)
    times = {name: [] for name in rows}
    with tempfile.TemporaryDirectory() as folder:
        out = {name: f"{folder}/{k}.jsonl" for k, name in enumerate(rows)}
        for _ in range(options.runs):
            for name, command in rows.items():
                times[name].append(timed(command, out[name]))
        print(f"{datetime.date.today()}, {platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, "
              f"Python {platform.python_version()}; {len(files)} pages, {size / 1e6:.1f} MB, {options.runs} runs\n")
        print("| extractor | F1 | comments found | leaked | date | author | title | MB/s | to Resiliparse |")
        print("|---|---|---|---|---|---|---|---|---|")
        speed = {name: size / 1e6 / statistics.median(t) for name, t in times.items()}
        reference = next((s for n, s in speed.items() if n.startswith("Resiliparse")), None)
        for name in rows:
            with open(out[name], encoding="utf8") as lines:
                cells = score(annotations, lines)
            ratio = f"{speed[name] / reference:.2f}" if reference else ""
            print("|", " | ".join([name, *cells, f"{speed[name]:.1f}", ratio]), "|")
    return 0


if __name__ == "__main__":
    sys.exit(main())
