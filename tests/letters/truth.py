"""How a reading is held against a letter's truth: right, wrong, missed, or neutral (the truth's "optional")."""
import collections
import difflib
import re
from decimal import Decimal, InvalidOperation

FIELDS = ["letter_date", "meeting_date", "meeting_time", "meeting_place", "start_date", "end_date", "deadline",
          "deadline_exact", "amount", "phone"]


def squeezed(place):
    place = re.sub(r"\b\d{4}\s+[a-zæøåéü]+(\s+[ckvnøs]{1,2}\b)?", " ", place.lower())
    return re.sub(r"[^a-zæøåéü0-9]", "", place)


def normal(field, value):
    if value is None or value == "":
        return None
    if field == "amount":
        try:
            return Decimal(str(value))
        except InvalidOperation:
            return str(value)
    return value if isinstance(value, bool) else str(value)


def same(field, got, want):
    if field != "meeting_place":
        return normal(field, got) == normal(field, want)
    a, b = squeezed(str(got)), squeezed(str(want))
    inside = (len(a) >= 11 and a in b) or (b in a and len(a) <= 140)
    return inside or difflib.SequenceMatcher(None, a, b).ratio() >= 0.85


def judge_exact(truth, fields):
    deadline, exact = fields.get("deadline"), fields.get("deadline_exact")
    want, optional = truth["fields"].get("deadline"), truth.get("optional", {})
    if deadline is not None and deadline == want:
        right = exact == truth["fields"].get("deadline_exact")
        return {"truth": 1, "right": int(right), "wrong": int(not right)}, "" if right else f"is {exact}"
    if deadline in optional.get("deadline", []) and "deadline_exact" in optional and exact not in optional["deadline_exact"]:
        return {"wrong": 1}, "a reckoned deadline is called exact"
    return {}, ""


def judge(truth, fields):
    """Yields (field, counts, what to print when it is not right)."""
    optional, accept = truth.get("optional", {}), truth.get("accept", {})
    for field in FIELDS:
        if field == "deadline_exact":
            yield (field, *judge_exact(truth, fields))
            continue
        want, got = truth["fields"].get(field), fields.get(field)
        counts = collections.Counter(truth=int(want is not None))
        detail = ""
        if got is None:
            detail = f"missed ({want})" if want is not None else ""
        elif want is not None and any(same(field, got, w) for w in [want] + accept.get(field, [])):
            counts["right"] += 1
        elif any(same(field, got, w) for w in optional.get(field, [])):
            detail = f"only neutral {got}, wanted {want}" if want is not None else ""
        else:
            counts["wrong"] += 1
            detail = f"WRONG {got!r}, wanted {want!r}"
        yield field, counts, detail
