"""What counts as right: fields compared as a careful clerk would."""
import difflib


def folded(text):
    text = text.lower()
    for a, b in (("æ", "ae"), ("ø", "oe"), ("å", "aa")):
        text = text.replace(a, b)
    return "".join(c for c in text if c.isalnum())


def place_same(wanted, got):
    a, b = folded(wanted), folded(got)
    return a == b or difflib.SequenceMatcher(None, a, b).ratio() >= 0.9


def compare(truth, fields):
    """Yields (field, wanted, got, right|wrong|missed|extra)."""
    for field in sorted(set(truth) | set(fields)):
        wanted, got = truth.get(field), fields.get(field)
        if wanted is None:
            yield field, wanted, got, "extra"
        elif got is None:
            yield field, wanted, got, "missed"
        elif wanted == got or (field == "meeting_place" and place_same(wanted, got)):
            yield field, wanted, got, "right"
        else:
            yield field, wanted, got, "wrong"
