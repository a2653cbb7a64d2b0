"""The words of letters written as HTML, with the boxes that headless Chromium lays them out in: what a perfect OCR would see.

Used by measure.py. One Chromium lays out a whole folder, each letter in a frame of its own.
"""
import base64
import html
import json
import pathlib
import re
import subprocess
import tempfile

WIDTH, HEIGHT = 1240, 1754  # a page at 150 dpi
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--virtual-time-budget=60000"]

COLLECT = """
function words(doc) {
  const out = [], blocks = new Map(), view = doc.defaultView;
  const walker = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    let block = node.parentElement;
    if (/^(SCRIPT|STYLE)$/.test(block.tagName)) continue;
    while (block !== doc.body && view.getComputedStyle(block).display.startsWith('inline')) block = block.parentElement;
    if (!blocks.has(block)) blocks.set(block, blocks.size);
    for (const match of node.data.matchAll(/[^\\s\\u00a0]+/g)) {
      const range = doc.createRange();
      range.setStart(node, match.index); range.setEnd(node, match.index + match[0].length);
      const lines = [];  // a long word may be broken at the line's end
      for (let i = 0; i < match[0].length; ++i) {
        range.setStart(node, match.index + i); range.setEnd(node, match.index + i + 1);
        const r = range.getBoundingClientRect();
        if (r.width === 0) { if (lines.length) lines[lines.length - 1].text += match[0][i]; continue; }
        const last = lines[lines.length - 1];
        if (last && r.top < last.bottom - 2) {
          last.text += match[0][i]; last.right = r.right; last.bottom = Math.max(last.bottom, r.bottom);
        } else lines.push({text: match[0][i], left: r.left, top: r.top, right: r.right, bottom: r.bottom});
      }
      for (const l of lines) out.push([l.text, l.left, l.top, l.right - l.left, l.bottom - l.top, blocks.get(block)]);
    }
  }
  return out;
}
onload = () => {
  const all = {};
  for (const frame of document.querySelectorAll('iframe')) all[frame.name] = words(frame.contentDocument);
  const bytes = new TextEncoder().encode(JSON.stringify(all));
  let text = ''; for (const b of bytes) text += String.fromCharCode(b);
  document.body.innerHTML = '<pre id=words>' + btoa(text) + '</pre>';
};
"""


def frames(folder, names):
    out = []
    for name in names:
        text = (folder / f"{name}.html").read_text()
        pages = json.loads((folder / f"{name}.json").read_text()).get("pages", 1)
        text = text.replace("<head>", f'<head><base href="{folder.resolve().as_uri()}/">', 1)
        out.append(f'<iframe name="{name}" width={WIDTH} height={HEIGHT * pages} frameborder=0 srcdoc="{html.escape(text)}"></iframe>')
    return "\n".join(out)


def joined(raw):
    """Fragments that stand against each other ("<b>Tid</b>:") are one word, as on paper."""
    words = []
    for text, x, y, w, h, block in raw:
        last = words[-1] if words else None
        if last and last[5] == block and abs(last[2] + last[4] / 2 - y - h / 2) < h / 3 and -1 < x - (last[1] + last[3]) < 1.5:
            last[0] += text
            last[3] = x + w - last[1]
        else:
            words.append([text, x, y, w, h, block])
    return words


def as_seen(raw):
    """Words as [text, x, y, w, h, confidence, line, block, page], lines and blocks counted up in reading order."""
    out, line, block_number, before = [], -1, -1, None
    for text, x, y, w, h, block in joined(raw):
        page, middle = int(y // HEIGHT), y + h / 2
        same_block = before and before[0] == (block, page)
        block_number += not same_block
        line += not (same_block and abs(middle - before[1]) <= h / 2 and x >= before[2])
        before = ((block, page), middle, x)
        top = y + h * 0.22 - page * HEIGHT  # a line's box is taller than its letters
        out.append([text, round(x), round(top), max(1, round(w)), max(1, round(h * 0.62)), 0.96, line, block_number, page])
    return out


def words_of_folder(folder, names):
    with tempfile.TemporaryDirectory() as d:
        page = pathlib.Path(d) / "all.html"
        page.write_text(f"<!DOCTYPE html><meta charset=utf-8><body><script>{COLLECT}</script>{frames(folder, names)}</body>")
        dom = subprocess.run(["chromium", *FLAGS, f"--user-data-dir={d}/profile", f"--window-size={WIDTH + 100},{HEIGHT}",
                              "--dump-dom", page.as_uri()], capture_output=True, timeout=300, check=True).stdout.decode()
    found = re.search(r"<pre id=\"words\">([^<]*)</pre>", dom)
    all_words = json.loads(base64.b64decode(found[1]))
    return {name: {"words": as_seen(raw), "missing_page": 0} for name, raw in all_words.items()}
