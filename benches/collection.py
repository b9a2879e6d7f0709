"""Measures a collection of many pages: adding, finding, showing, as processes, in processor time and by the clock.

    python3 benches/collection.py write 100000 made/pages.jsonl [TEXTS.jsonl]   # makes pages
    python3 benches/collection.py measure headwater made c.hw     # adds them (unless c.hw is there), and measures

Pages are made up. A story has a headline, paragraphs and two quotations; one story in three stands on one page only, the
others on two to five, one in a hundred on sixty, with words changed and other words around. Words come from a table of
which word follows which: that of TEXTS (records with a `text`), so that common words and phrases are as common as there,
or else of a made vocabulary whose n-th word is as common as 1/n.
"""

import bisect, json, os, random, sqlite3, statistics, subprocess, sys, tempfile, time

SYLLABLES = "ba be bo da de di fa fe ga go ha ka ke ko la le lo ma mi mo na ne no pa pe po ra re ri sa se so ta te to va vi wa".split()
COMMON = "the of and to in a is that for on with was as at by it from are be this have has not but they".split()
FIRST = "Ana Bo Chidi Dora Emil Farah Goran Hana Ivo Jana Kofi Lena Milo Nadia Otto Petra Rosa Sami Tove Vera".split()
ROLES = ["a port engineer", "the mayor", "a baker", "a teacher", "who owns the mill", "a spokeswoman for the council"]


def name(rng, n):
    return "".join(rng.choice(SYLLABLES) for _ in range(n))


class Words:
    """Sentences out of a table of successors."""

    def __init__(self, rng, texts):
        self.rng = rng
        self.next = {}
        if texts:
            for line in open(texts, encoding="utf-8"):
                words = [w for w in json.loads(line).get("text", "").split() if w.isascii() and '"' not in w]
                for a, b in zip(words, words[1:]):
                    self.next.setdefault(a, []).append(b)
            self.keys = sorted(self.next)
        else:
            made = [name(rng, 2 + n % 3) for n in range(20000)]
            self.made = COMMON + made
            total, self.sums = 0.0, []
            for n in range(len(self.made)):
                total += 1 / (n + 1)
                self.sums.append(total)

    def sentence(self, least, most):
        n, out = self.rng.randint(least, most), []
        if self.next:
            word = self.rng.choice(self.keys)
            while len(out) < n:
                out.append(word.strip("“”\"().;:!?"))
                word = self.rng.choice(self.next.get(word) or self.keys)
        else:
            out = [self.made[bisect.bisect(self.sums, self.rng.random() * self.sums[-1])] for _ in range(n)]
        out = [w for w in out if w] or ["nothing"]
        return out

    def changed(self, words):
        out = [self.rng.choice(self.sentence(1, 1)) if self.rng.random() < 0.06 else w for w in words]
        return [w for w in out if self.rng.random() > 0.02] or out


def text(words):
    line = " ".join(words).rstrip(",")
    return line[:1].upper() + line[1:]


def write(pages, file, texts=None):
    rng = random.Random(7)
    words = Words(rng, texts)
    outlets = [f"{name(rng, 2).title()} {kind}" for kind in ("Post", "Gazette", "Courier", "Herald") for _ in range(60)]
    people = [f"{rng.choice(FIRST)} {name(rng, 3).title()}" for _ in range(8000)]
    done = 0
    with open(file, "w", encoding="utf-8") as out:
        while done < pages:
            body = [words.sentence(12, 30) for _ in range(rng.randint(2, 4))]
            quotes = [(words.sentence(9, 24), rng.choice(people), rng.choice(ROLES)) for _ in range(2)]
            title, day = words.sentence(6, 9), rng.randint(0, 3650)
            copies = 60 if rng.random() < 0.01 else rng.choice([1, 1, 2, 2, 3, 5])
            for _ in range(min(copies, pages - done)):
                parts = [text(words.sentence(10, 24)) + "."]
                for paragraph in body:
                    parts.append(text(words.changed(paragraph)) + ".")
                for said, who, role in quotes:
                    parts.insert(rng.randint(1, len(parts)), f"“{text(words.changed(said))},” said {who}, {role}.")
                date = time.strftime("%Y-%m-%d", time.gmtime(1262304000 + 86400 * (day + rng.randint(0, 5))))
                record = {"id": f"p{done:07}", "text": "\n\n".join(parts), "title": text(title),
                          "outlet": rng.choice(outlets), "date": date}
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
                done += 1


def run(arguments):
    """Processor time and time by the clock, in ms; the answer."""
    with tempfile.TemporaryFile() as out:
        begin = time.perf_counter()
        child = subprocess.Popen(arguments, stdout=out, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(child.pid, 0)
        clock = time.perf_counter() - begin
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        answer = out.read().decode()
    return 1000 * (usage.ru_utime + usage.ru_stime), 1000 * clock, usage.ru_maxrss // 1024, answer


def sample(pages, most):
    """The first records of a file, or of the first file of a folder."""
    first = pages if os.path.isfile(pages) else os.path.join(pages, sorted(os.listdir(pages))[0])
    return [json.loads(line) for line, _ in zip(open(first, encoding="utf-8"), range(most))]


def tell(what, runs, note=""):
    cpu, clock = [r[0] for r in runs], [r[1] for r in runs]
    print(f"| {what} | {statistics.median(cpu):.0f} | {max(cpu):.0f} | {statistics.median(clock):.0f} | {note} |", flush=True)


def measure(program, pages, file):
    if not os.path.exists(file):
        done = run([program, "add", "-q", file, pages])
        n = sqlite3.connect(file).execute("SELECT count(*) FROM page").fetchone()[0]
        print(f"added {n}: {done[0] / 1000:.0f} s of processor time, {done[1] / 1000:.0f} s, {done[2]} MB of memory, "
              f"{os.path.getsize(file) / 1e6:.0f} MB; {done[3].strip()[-200:]}", flush=True)
    db = sqlite3.connect(file)
    rng = random.Random(11)
    ask = lambda query: [r[0] for r in db.execute(query)]
    sizes = sorted(ask("SELECT pages FROM family"), reverse=True)
    print(f"{sum(sizes)} pages, {len(sizes)} families, the largest {sizes[:5]}; "
          f"{ask('SELECT count(*) FROM quotation')[0]} quotations\n")
    top = ask("SELECT id FROM quotation ORDER BY id DESC LIMIT 1")[0]
    said = [t for t in (ask(f"SELECT text FROM quotation WHERE id >= {rng.randint(1, top)} LIMIT 1")[0] for _ in range(30))
            if 8 <= len(t.split()) <= 60][:20]
    # The most common words, counted here: the full text needs a later SQLite than Python may have.
    count = {}
    for line in sample(pages, 3000):
        for word in {"".join(c for c in w.lower() if c.isalpha()) for w in line["text"].split()} - {""}:
            count[word] = count.get(word, 0) + 1
    common = sorted(count, key=lambda w: (-count[w], w))[:40]
    who = ask("SELECT speaker FROM statement WHERE speaker IS NOT NULL ORDER BY id LIMIT 1 OFFSET 500")[0]
    outlet = ask("SELECT outlet FROM page WHERE outlet IS NOT NULL LIMIT 1 OFFSET 900")[0]
    db.close()

    def misquoted(words):
        words = words.split()
        for _ in range(max(1, len(words) // 6)):
            k = rng.randrange(len(words))
            words[k:k + 1] = [] if rng.random() < 0.4 else [rng.choice(common)]
        return " ".join(words)

    print("| what | processor, median ms | most | by the clock, median ms | |\n|---|---|---|---|---|")
    tell("start-up alone (`--version`)", [run([program, "--version"]) for _ in range(5)])
    with tempfile.TemporaryDirectory() as folder:
        lines = sample(pages, 3000)
        ones = []
        for n in range(12):
            line = dict(lines[n * 211], id=f"new{n}-{os.getpid()}-{time.time()}")
            line["text"] += f"\n\nThis one was added as number {n} at {time.time()}."
            path = os.path.join(folder, f"{n}.jsonl")
            with open(path, "w", encoding="utf-8") as out:
                out.write(json.dumps(line) + "\n")
            ones.append(run([program, "add", "-q", file, path]))
        tell("add one page more, told elsewhere already", ones)
    find = lambda words, *more: run([program, "find", file, words, *more])
    answers = [(s, find(s)) for s in said]
    tell("find a quotation", [a for _, a in answers], f"{sum('% of' not in a[3].split(chr(10))[0] for _, a in answers)} of {len(said)} whole")
    held = 0
    runs = []
    for s in said:
        runs.append(find(misquoted(s)))
        held += " ".join(s.split()[:3])[:20] in " ".join(runs[-1][3].split())
    tell("find a misquoted one", runs, f"{held} of {len(said)} found")
    tell("find one word of a quotation", [find(rng.choice(s.split())) for s in said])
    tell("… by a speaker", [find(s, "--speaker", who) for s in said[:8]])
    tell("… with an outlet and dates", [find(s, "--outlet", outlet, "--since", "2012", "--until", "2018-06") for s in said[:8]])
    tell("find words of no page", [find("qqzxv wwvvx"), find("nobody qqzxv the wwvvx of xxyyq")])
    for n in (1, 4, 8, 20):
        some = " ".join(common[:n])
        tell(f"find the {n} most common words", [find(some) for _ in range(3)])
        tell("… with an outlet and dates", [find(some, "--outlet", outlet, "--since", "2012", "--until", "2018") for _ in range(3)])
        tell("… by a speaker", [find(some, "--speaker", who) for _ in range(3)])
    tell("show", [run([program, "show", file, str(rng.randint(1, 90000))]) for _ in range(5)])
    tell("list", [run([program, "list", file]) for _ in range(2)])
    tell("check", [run([program, "check", file]) for _ in range(1)])


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["write", pages, file, *texts]:
            write(int(pages), file, *texts)
        case ["measure", program, pages, file]:
            measure(program, pages, file)
        case _:
            print(__doc__)
