#!/usr/bin/env python3
"""Document pairs: headwater beside what installs from PyPI, in one run.

  pip install datasketch==2.0.0 rensa==0.5.0 text-dedup==0.4.0
  cargo run --release -p headwater-benches --bin reuse write 10000 pages.jsonl
  benches/peers.py PATH/TO/headwater pages.jsonl

The peers sketch a page's set of word 5-grams (128 permutations) and look for pages alike by a threshold of 0.1, the
lowest at which their tables are of use: a planted copy is a fifth to a third of a page. They tell pairs of pages only,
headwater also the passages. text-dedup's command line removes near duplicates and names no pairs; its own MinHash
embedding and bands are called here as its `minhash` command calls them, where the version at hand lets them be.
Prints a line for each: seconds of the clock and of the processor, pairs found of those planted, and other pairs.
"""
import itertools
import json
import pathlib
import re
import resource
import subprocess
import sys
import time
from importlib.metadata import version

exe, path = sys.argv[1:3]
pages = [json.loads(line) for line in open(path, encoding="utf8")]
planted = {tuple(sorted(line.split()[:2])) for line in open(path + ".planted", encoding="utf8")}
size = sum(len(p["text"]) for p in pages) / 1e6


def grams(text):
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[i:i + 5]) for i in range(len(words) - 4)}


def used():
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def headwater():
    out = subprocess.run([exe, "reuse", "--quiet", "--format", "jsonl", path], capture_output=True, text=True).stdout
    pairs = set()
    for line in out.splitlines():
        found = json.loads(line)
        if "a" in found:
            pairs.add(tuple(sorted(found[side]["path"].rsplit("#", 1)[1] for side in "ab")))
    return pairs


def datasketch():
    from datasketch import MinHash, MinHashLSH
    lsh, pairs = MinHashLSH(threshold=0.1, num_perm=128), set()
    for page in pages:
        sketch = MinHash(num_perm=128)
        sketch.update_batch([g.encode() for g in grams(page["text"])])
        pairs |= {tuple(sorted((other, page["id"]))) for other in lsh.query(sketch)}
        lsh.insert(page["id"], sketch)
    return pairs


def rensa():
    from rensa import RMinHash, RMinHashLSH
    lsh, pairs = RMinHashLSH(threshold=0.1, num_perm=128, num_bands=64), set()
    for number, page in enumerate(pages):
        sketch = RMinHash(num_perm=128, seed=42)
        sketch.update(list(grams(page["text"])))
        pairs |= {tuple(sorted((pages[other]["id"], page["id"]))) for other in lsh.query(sketch)}
        lsh.insert(number, sketch)
    return pairs


def text_dedup():
    import numpy as np
    from text_dedup.minhash import embed_func
    from text_dedup.utils import optimal_param
    from text_dedup.utils.hashfunc import sha1_hash
    bands, rows = optimal_param(0.1, 128, 0.5, 0.5)
    prime, dice = np.uint64((1 << 61) - 1), np.random.RandomState(42)
    permutations = (dice.randint(1, prime, size=(128,), dtype=np.uint64), dice.randint(0, prime, size=(128,), dtype=np.uint64))
    ranges = [(i * rows, (i + 1) * rows) for i in range(bands)]
    tables = [{} for _ in ranges]
    for number, page in enumerate(pages):
        signature = embed_func(
            content=page["text"], idx=number, num_perm=128, ngram_size=5, min_length=5, hashranges=ranges,
            permutations=permutations, hash_func=lambda b: sha1_hash(b, d=32), dtype=np.uint64,
            max_hash=np.uint64((1 << 32) - 1), modulo_prime=prime)["__signatures__"]
        for table, key in zip(tables, signature):
            table.setdefault(key, []).append(page["id"])
    return {tuple(sorted(p)) for t in tables for ids in t.values() for p in itertools.combinations(ids, 2)}


print(time.strftime("%Y-%m-%d"), f"{len(pages)} pages, {size:.1f} MB, {len(planted)} planted pairs")
for run in (headwater, datasketch, rensa, text_dedup):
    name = run.__name__.replace("_", "-")
    clock, processor = time.perf_counter(), used()
    try:
        pairs = run()
    except Exception as error:  # A peer of another version: say so, and go on with the others.
        print(f"| {name} | could not be run: {type(error).__name__}: {error} |")
        continue
    clock, processor = time.perf_counter() - clock, used() - processor
    name += " " + (version(name) if run is not headwater else subprocess.run([exe, "--version"], capture_output=True, text=True).stdout.split()[-1])
    print(f"| {name} | {clock:.1f} s | {processor:.1f} s | {len(pairs & planted) / len(planted):.4f} | {len(pairs - planted)} |")
