"""Drives Chromium over an HTML report: python3 drive.py CHROMIUM FILE [FOLDER for screenshots].

Speaks the DevTools protocol over two pipes (--remote-debugging-pipe), so that it needs Python's standard library and
nothing else. Prints a line for each check that holds, and ends with 1 and a line for each that does not.
"""
import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

LIMIT = 60  # seconds for one answer of the browser; a busy machine needs a few


class Browser:
    def __init__(self, program, profile):
        to_child, self.write = os.pipe()
        self.read, from_child = os.pipe()

        def wire():
            # The protocol reads file 3 and writes file 4.
            a, b = os.dup(to_child), os.dup(from_child)
            os.dup2(a, 3)
            os.dup2(b, 4)

        self.process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
             "--disable-dev-shm-usage", f"--user-data-dir={profile}", "--remote-debugging-pipe", "about:blank"],
            preexec_fn=wire, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_child)
        os.close(from_child)
        self.buffer, self.next, self.session, self.events = b"", 0, None, []

    def message(self):
        end = time.monotonic() + LIMIT
        while b"\0" not in self.buffer:
            if time.monotonic() > end:
                raise TimeoutError("the browser does not answer")
            piece = os.read(self.read, 1 << 16)
            if not piece:
                raise EOFError("the browser has ended")
            self.buffer += piece
        text, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(text)

    def call(self, method, **params):
        self.next += 1
        ask = {"id": self.next, "method": method, "params": params}
        if self.session:
            ask["sessionId"] = self.session
        os.write(self.write, json.dumps(ask).encode() + b"\0")
        while True:
            got = self.message()
            if got.get("id") == self.next:
                if "error" in got:
                    raise RuntimeError(f"{method}: {got['error']['message']}")
                return got["result"]
            self.events.append(got)

    def open(self, url):
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.go(url)

    def go(self, url):
        self.call("Page.navigate", url=url)
        self.settle()

    def settle(self):
        for _ in range(600):
            if self.js("document.readyState") == "complete":
                return
            time.sleep(0.1)
        raise TimeoutError("the page does not end loading")

    def js(self, code):
        got = self.call("Runtime.evaluate", expression=code, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in got:
            raise RuntimeError(got["exceptionDetails"].get("exception", {}).get("description", code))
        return got["result"].get("value")

    def size(self, width, height, mobile=False):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=mobile)

    def media(self, **features):
        self.call("Emulation.setEmulatedMedia", media=features.pop("kind", ""),
                  features=[{"name": k.replace("_", "-"), "value": v} for k, v in features.items()])

    def key(self, key, code=None, number=0, text=None):
        base = {"key": key, "code": code or key, "windowsVirtualKeyCode": number}
        self.call("Input.dispatchKeyEvent", type="keyDown", **base, **({"text": text} if text else {}))
        self.call("Input.dispatchKeyEvent", type="keyUp", **base)

    def type(self, words):
        for c in words:
            self.call("Input.dispatchKeyEvent", type="char", text=c)

    def click(self, selector):
        box = self.js("(function(){var e=document.querySelector(%s); if(!e) return null; e.scrollIntoView({block:'center'});"
                      "var r=e.getBoundingClientRect(); return [r.x+Math.min(r.width/2,20), r.y+r.height/2];})()" % json.dumps(selector))
        if box is None:
            raise RuntimeError(f"there is no {selector} to click")
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left", clickCount=1)

    def shot(self, path):
        pathlib.Path(path).write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))

    def close(self):
        self.session = None
        try:
            self.call("Browser.close")
            self.process.wait(10)
        except Exception:
            self.process.kill()


SHOWN = "[...document.querySelectorAll('[data-filter]')].filter(e => !e.classList.contains('off')).length"
# Contrast as WCAG 2 defines it, of the smallest text against the nearest painted ground.
CONTRAST = """(function () {
  function rgb(c) { var m = c.match(/[\\d.]+/g).map(Number); return m.length > 3 && m[3] === 0 ? null : m.slice(0, 3); }
  function light(c) { return c.map(v => { v /= 255; return v <= .03928 ? v / 12.92 : Math.pow((v + .055) / 1.055, 2.4); })
    .reduce((s, v, i) => s + v * [.2126, .7152, .0722][i], 0); }
  var worst = 21, where = '';
  document.querySelectorAll('p, li, h1, h2, h3, h4, summary, dt, dd, label, .tag, ins, del').forEach(e => {
    if (!e.offsetParent || !e.textContent.trim()) return;
    var n = e, ground = null;
    while (n && !ground) { ground = rgb(getComputedStyle(n).backgroundColor); n = n.parentElement; }
    var a = light(rgb(getComputedStyle(e).color)), b = light(ground || [255, 255, 255]);
    var c = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (c < worst) { worst = c; where = e.tagName + '.' + e.className; }
  });
  return [worst, where];
})()"""


def checks(b, url, shots):
    yield "no error or refusal is logged", not [e for e in b.events if e.get("method") == "Log.entryAdded"
                                                and e["params"]["entry"]["level"] == "error"]
    asked = [e["params"]["request"]["url"] for e in b.events if e.get("method") == "Network.requestWillBeSent"]
    yield "nothing is asked of any server", all(u.startswith(("file:", "about:", "data:")) for u in asked)
    yield "the filter shows itself where the script runs", b.js("!document.getElementById('filter').hidden")
    everything = b.js(SHOWN)
    yield "there is something to filter", everything > 2

    # A word that some statements have and others have not.
    word = b.js("""(function () {
      var items = [...document.querySelectorAll('[data-filter]')], n = {};
      items.forEach(e => new Set(e.textContent.toLowerCase().match(/[a-z]{6,}/g) || []).forEach(w => n[w] = (n[w] || 0) + 1));
      return Object.keys(n).filter(w => n[w] < items.length).sort((x, y) => n[x] - n[y] || (x < y ? -1 : 1))[0];
    })()""")
    b.js("document.getElementById('words').focus()")
    b.type(word)
    time.sleep(0.5)
    fewer = b.js(SHOWN)
    yield "typing a word leaves only entries that have it", 0 < fewer < everything
    yield "what is left has the word", b.js(
        "[...document.querySelectorAll('[data-filter]:not(.off)')].every(e => e.textContent.toLowerCase().includes(%s))" % json.dumps(word))
    yield "the number of hits is told", b.js("document.getElementById('hits').textContent.trim().length > 0")
    b.js("(function(){var w=document.getElementById('words'); w.value=''; w.dispatchEvent(new Event('input'));})()")
    time.sleep(0.5)
    yield "an empty filter shows everything again", b.js(SHOWN) == everything
    b.click("#shared")
    time.sleep(0.2)
    yield "the box for several pages leaves statements of several pages", b.js(
        "[...document.querySelectorAll('#statements [data-filter]:not(.off)')].every(e => e.hasAttribute('data-shared'))")
    b.click("#shared")

    b.click("nav a[href='#discrepancies']")
    time.sleep(0.3)
    yield "a link of the contents leads to its part", b.js("location.hash === '#discrepancies'")
    folded = b.js("""(function () {
      var ids = [...document.querySelectorAll('details:not([open]) [id]')].map(e => e.id);
      return ids.find(id => document.querySelector('a[href="#' + CSS.escape(id) + '"]')) || ids[0] || null;
    })()""")
    if folded:
        b.js("location.hash = %s" % json.dumps("#" + folded))
        time.sleep(0.3)
        yield "a link into what is folded opens it", b.js(
            "(function(){var e=document.getElementById(%s); for(var n=e;n;n=n.parentElement) if(n.tagName==='DETAILS'&&!n.open) return false; return true;})()" % json.dumps(folded))
    if b.js("!!document.querySelector('details > summary')"):
        was = b.js("document.querySelector('details').open")
        b.click("details > summary")
        time.sleep(0.2)
        yield "a click on a fold turns it", b.js("document.querySelector('details').open") != was

    b.go(url)
    b.key("Tab", number=9)
    yield "the first step of the keyboard is the way past the contents", b.js(
        "document.activeElement.classList.contains('skip') && document.activeElement.getBoundingClientRect().top >= 0")
    b.key("Enter", number=13, text="\r")
    time.sleep(0.2)
    yield "the way past the contents leads to the report", b.js("location.hash === '#main'")
    reached = set()
    for _ in range(14):
        b.key("Tab", number=9)
        reached.add(b.js("document.activeElement.outerHTML.slice(0, 120)"))
    yield "the keyboard reaches one thing after another", len(reached) >= 10
    yield "what the keyboard is on is outlined", b.js(
        "(function(){var s=getComputedStyle(document.activeElement); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0;})()")

    for scheme in ("light", "dark"):
        b.media(prefers_color_scheme=scheme)
        b.size(1280, 900)
        b.go(url)
        worst, where = b.js(CONTRAST)
        yield f"text can be read in {scheme} (contrast {worst:.1f} at {where}, 4.5 is enough)", worst >= 4.5
        if shots:
            b.shot(f"{shots}/{scheme}.png")
    yield "dark is dark", b.js("(function(){var m=getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).map(Number); return m[0]+m[1]+m[2] < 240;})()")
    b.media(prefers_color_scheme="light")
    for width in (360, 768, 1280):
        b.size(width, 800, mobile=width < 500)
        b.go(url)
        over = b.js("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        yield f"at {width} pixels nothing runs out of the page ({over} pixels over)", over <= 1
        if shots:
            b.shot(f"{shots}/{width}.png")
    b.size(1280, 900)
    b.media(kind="print")
    b.go(url)
    yield "on paper there is no filter", b.js("document.getElementById('filter').getClientRects().length === 0")
    pdf = b.call("Page.printToPDF", printBackground=False)["data"]
    yield "it prints", len(pdf) > 10_000
    b.media(kind="")
    b.call("Emulation.setScriptExecutionDisabled", value=True)
    b.call("Page.navigate", url=url)
    time.sleep(1.0)
    b.call("Emulation.setScriptExecutionDisabled", value=False)
    yield "without the script the report is whole", b.js(SHOWN) == everything


def main():
    program, file = sys.argv[1:3]
    shots = sys.argv[3] if len(sys.argv) > 3 else None
    url = pathlib.Path(file).resolve().as_uri()
    failed = 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        b = Browser(program, profile)
        try:
            b.open(url)
            for what, holds in checks(b, url, shots):
                print("ok  " if holds else "FAIL", what, flush=True)
                failed += not holds
        finally:
            b.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
