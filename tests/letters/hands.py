"""Letters that strangers wrote, a folder each hand (tests/letters/hands/HAND/NAME.html + NAME.json): their text in reading order,
without a picture, for training and for measuring in seconds. Nothing here knows the reader's rules."""
import html.parser
import json
import pathlib

HERE = pathlib.Path(__file__).resolve().parent / "hands"
BLOCKS = {"p", "div", "h1", "h2", "h3", "h4", "li", "tr", "table", "ul", "ol", "section", "header", "footer", "hr", "dl", "dt", "dd", "pre"}
CELLS = {"td", "th", "span"}


class Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.lines, self.line, self.skip, self.pages = [], "", 0, 0

    def end_line(self, empty=False):
        text = " ".join(part.strip() for part in self.line.split("\x00") if part.strip()) if "\x00" not in self.line else \
            "  ".join(" ".join(part.split()) for part in self.line.split("\x00") if part.strip())
        self.line = ""
        if text.strip():
            self.lines.append(text if "  " in text else " ".join(text.split()))
        if empty and self.lines and self.lines[-1] != "":
            self.lines.append("")

    def handle_starttag(self, tag, attributes):
        if tag in ("style", "script", "title", "svg"):
            self.skip += 1
        classes = dict(attributes).get("class", "") or ""
        if tag == "div" and "page" in classes.split():
            self.pages += 1
            if self.pages > 1:
                self.end_line()
                self.lines.append("\f")
        if tag in CELLS and self.line.strip():
            self.line += "\x00"
        elif tag == "br":
            self.end_line()
        elif tag in BLOCKS:
            self.end_line(empty=tag in ("p", "h1", "h2", "h3", "table", "ul", "div"))

    def handle_endtag(self, tag):
        if tag in ("style", "script", "title", "svg"):
            self.skip = max(0, self.skip - 1)
        if tag in BLOCKS:
            self.end_line(empty=tag in ("p", "h1", "h2", "h3", "table", "ul", "div"))

    def handle_data(self, data):
        if not self.skip:
            self.line += data.replace("\n", " ")


def text_of(path):
    reader = Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    reader.end_line()
    return "\n".join(reader.lines).replace("\n\f\n", "\f").strip() + "\n"


def hands():
    return sorted(folder.name for folder in HERE.iterdir() if folder.is_dir())


def letters(hand):
    """Yields (name, truth, text); truth["type"] is None for other senders."""
    for page in sorted((HERE / hand).glob("*.html")):
        yield page.stem, json.loads(page.with_suffix(".json").read_text(encoding="utf-8")), text_of(page)
