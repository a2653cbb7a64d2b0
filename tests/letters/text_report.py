"""Types and fields of the wordings as plain text, without pictures: fast, and shows every difference.

python3 tests/letters/text_report.py build/dev/tests/read-letter-text [dev|heldout] [--seeds N] [--show]
"""
import argparse
import collections
import json
import subprocess

import letters
from score import compare, place_same


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("program")
    arguments.add_argument("which", nargs="?", default="dev")
    arguments.add_argument("--seeds", type=int, default=3)
    arguments.add_argument("--only", type=int, default=0, help="only the K-th of each three wordings of a type")
    arguments.add_argument("--show", action="store_true", help="print every letter that was read wrongly")
    options = arguments.parse_args()
    chosen, seen = [], collections.Counter()
    for wording in letters.wordings(options.which):
        seen[wording["type"]] += 1
        if not options.only or (seen[wording["type"]] - 1) % 3 + 1 == options.only:
            chosen.append(wording)
    made = [letters.fill(w, seed) for w in chosen for seed in range(options.seeds)]
    texts = [letters.plain_text(letter) for letter in made]
    out = subprocess.run([options.program], input="=====\n".join(texts), capture_output=True, text=True, check=True).stdout
    readings = [json.loads(line) for line in out.splitlines()]
    counts = collections.Counter()
    for letter, text, reading in zip(made, texts, readings):
        counts["letters"] += 1
        if reading["type"] == letter.type:
            counts["type right"] += 1
        elif reading["type"] is None:
            counts["null"] += 1
        else:
            counts["type WRONG"] += 1
        if reading["type"] != letter.type:
            print(f"TYPE {letter.kind}: {reading['type']} {reading['confidence']}")
            if options.show:
                print(text)
            continue
        if letter.type is None:
            continue
        for field, wanted, got, verdict in compare(letter.fields, reading["fields"]):
            counts["field " + verdict] += 1
            if verdict != "right":
                print(f"{verdict.upper()} {letter.kind}: {field} wanted {wanted} got {got}")
    right, wrong, missed, extra = (counts["field " + k] for k in ("right", "wrong", "missed", "extra"))
    print(dict(counts))
    if right:
        print(f"fields precision {right / (right + wrong + extra):.4f} recall {right / (right + wrong + missed):.4f}")


if __name__ == "__main__":
    main()
