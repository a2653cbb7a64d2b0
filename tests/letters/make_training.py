"""Letters to train the type model on: strangers' letters (hands/), the dev wordings and the bank's sentences, mixed, shortened and
misread at random. --without-hand HAND leaves a hand out, for a check on a hand the model has not seen.

The held-out wordings are never read here. --without K leaves out every K-th of each three dev wordings of a type (for a
check on wordings the model has not seen).
"""
import argparse
import random
import re
import sys

import hands
import letters


def bank():
    parts = {}
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted((letters.HERE / "wordings").glob("bank*.txt")))
    for part in re.split(r"^## ", text, flags=re.M)[1:]:
        head, _, rest = part.partition("\n")
        lines = [line for line in rest.split("\n") if line.strip()]
        titles, sentences_ = parts.setdefault(head.strip(), ([], []))
        titles += [x[2:] for x in lines if x.startswith("# ")]
        sentences_ += [x for x in lines if not x.startswith("# ")]
    return parts


OURS = set(re.findall(r'"([a-z-]+)"', re.search(r"type_ids\{(.*?)\};", (
    letters.HERE.parents[1] / "sync/letters/fields.hpp").read_text(encoding="utf-8"), re.S)[1]))
HEADINGS = ["Hvad skal du gøre?", "Hvornår?", "Hvorfor?", "Hvad sker der nu?", "Hvad hvis du ikke kan?", "Begrundelse", "Afgørelse",
            "Kort fortalt", "Hvad har vi besluttet?", "Klagevejledning", "Har du spørgsmål?", "Lovgrundlag", "Det skal du vide"]
CONFUSED = {"æ": "ae e", "ø": "o 6", "å": "a à", "l": "1 i", "i": "l", "m": "rn", "e": "c", "o": "0", "h": "b", "t": "f", "n": "u"}


def misread(rng, text, rate):
    return "".join(rng.choice(CONFUSED[c].split()) if c in CONFUSED and rng.random() < rate else c for c in text)


def sentences(body):
    return [s for line in body.split("\n") for s in re.split(r"(?<=[a-zæøå)][.!?]) (?=[A-ZÆØÅ])", line)]


def emit(rng, kind, text):
    if rng.random() < 0.5:
        text = misread(rng, text, rng.random() * 0.03)
    sys.stdout.write(kind + "\t" + text.replace("\n", "\x1f") + "\n")


def shortened(rng, lines):
    keep = 1 - rng.random() * 0.6
    return [line for line in lines if not line.strip() or rng.random() < keep]


def frame(rng, letter, title, lines):
    letter.title = title if rng.random() < 0.88 else ""
    letter.body = "\n".join(lines)
    return letters.plain_text(letter)


# A letter of a hand, as it is and with lines left out: what decides must not be one sentence.
HAND_VARIANTS = 40


def from_hands(rng, without):
    for hand in hands.hands():
        if hand in without:
            continue
        for _, truth, text in hands.letters(hand):
            kind = truth["type"] if truth["type"] in OURS else "unknown"
            for variant in range(HAND_VARIANTS if truth["type"] in OURS else HAND_VARIANTS // 2):
                lines = text.split("\n")
                emit(rng, kind, "\n".join(lines if variant % 4 == 0 else shortened(rng, lines)))


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--without", type=int, default=0)
    arguments.add_argument("--without-hand", action="append", default=[])
    options = arguments.parse_args()
    rng = random.Random(7)
    from_hands(rng, options.without_hand)
    known, common = bank(), None
    common = known.pop("any")[1]
    seen = {}
    for wording in letters.wordings("dev") + letters.wordings("foreign_dev"):
        foreign = wording["type"].startswith("foreign")
        seen[wording["type"]] = seen.get(wording["type"], 0) + 1
        if options.without and not foreign and (seen[wording["type"]] - 1) % 3 + 1 == options.without:
            continue
        for seed in range(50 if foreign else 26):
            letter = letters.fill(wording, 1000 + seed)
            lines = shortened(rng, sentences(letter.body))
            if rng.random() < 0.4:
                lines.insert(rng.randrange(len(lines) + 1), rng.choice(common))
            title = letter.title
            if not foreign and rng.random() < 0.4:
                title = rng.choice(known[wording["type"]][0])
            if not foreign and rng.random() < 0.4:
                lines.insert(rng.randrange(len(lines) + 1), rng.choice(known[wording["type"]][1]))
            emit(rng, "unknown" if foreign else wording["type"], frame(rng, letter, title, lines))
    blank = {"type": "x", "name": "bank", "text": "# x\nx"}
    for kind, (titles, lines) in known.items():
        for seed in range(700 if kind == "unknown" else 110):
            letter = letters.fill(blank, seed)
            chosen = rng.sample(lines, min(len(lines), rng.randint(2, 7))) + rng.sample(common, rng.randint(0, 4))
            rng.shuffle(chosen)
            for _ in range(rng.choice([0, 0, 2, 4])):
                chosen.insert(rng.randrange(len(chosen)), rng.choice(HEADINGS))
            body = ["Kære " + letter.filler.name, ""] + chosen + ["", "Med venlig hilsen", letter.filler.worker]
            emit(rng, kind, frame(rng, letter, rng.choice(titles), body))
    for seed in range(120):  # nothing but what stands in every letter: not enough to know one by
        letter = letters.fill(blank, seed)
        body = ["Kære " + letter.filler.name, ""] + rng.sample(common, rng.randint(2, 6)) + ["", "Venlig hilsen"]
        emit(rng, "unknown", frame(rng, letter, rng.choice(["Brev fra kommunen", "Vigtig besked", "Information", ""]), body))


if __name__ == "__main__":
    main()
