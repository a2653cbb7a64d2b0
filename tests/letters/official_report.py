"""Letters that no type is given to: whether the right sender is named, and whether every printed day, sum and telephone is shown.

official_report.py READ_LETTER_TEXT [--verbose] [--min-sender PERCENT] [--min-days PERCENT]

The truth of senders is hands/senders.txt; '-' is nobody who writes official letters. Days, sums and telephones are found here by
plain regular expressions, apart from the reader's own rules.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys

import hands

MONTHS = {m[:3]: i + 1 for i, m in enumerate(
    "januar februar marts april maj juni juli august september oktober november december".split())}
DAY = re.compile(r"\b(\d{1,2})\.\s?(jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-zæøå]*\.?,?\s(20\d\d)"
                 r"|\b(\d{1,2})[.\-/](\d{1,2})[.\-/](20\d\d)\b", re.I)
SUM = re.compile(r"\b(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d\d))?\s?kr\b")
PHONE = re.compile(r"(?<![\d.])(\d\d) (\d\d) (\d\d) (\d\d)(?!\s?\d)")
NOT_A_PHONE = re.compile(r"(CVR|EAN|konto|kortart|sagsnr|SE-nr)[^\n]{0,25}$", re.I)


def printed(text):
    days, sums, phones = set(), set(), set()
    for m in DAY.finditer(text):
        day, month, year = (m[1], MONTHS[m[2].lower()], m[3]) if m[1] else (m[4], int(m[5]), m[6])
        if 1 <= int(month) <= 12:
            days.add(f"{year}-{int(month):02}-{int(day):02}")
    for m in SUM.finditer(text):
        sums.add(f"{m[1].replace('.', '')}.{m[2] or '00'}")
    for m in PHONE.finditer(text):
        if not NOT_A_PHONE.search(text[:m.start()]):
            phones.add(m[1] + m[2] + m[3] + m[4])
    return days, sums, phones


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("program")
    arguments.add_argument("--verbose", action="store_true")
    arguments.add_argument("--min-sender", type=float, default=0)
    arguments.add_argument("--min-days", type=float, default=0)
    options = arguments.parse_args()
    truth = dict(line.split() for line in (hands.HERE / "senders.txt").read_text().splitlines() if line and line[0] != "#")
    found = [(f"{hand}/{name}", text) for hand in hands.hands() for name, right, text in hands.letters(hand) if right["type"] is None]
    given = "\n=====\n".join(text.rstrip("\n") for _, text in found) + "\n"
    said = subprocess.run([options.program, "--official", "--today", "2026-11-27"], input=given, capture_output=True, text=True,
                          check=True).stdout.splitlines()
    right, of, counts = 0, 0, {"days": [0, 0], "sums": [0, 0], "telephones": [0, 0]}
    for (name, text), line in zip(found, said, strict=True):
        official = json.loads(line)
        want = truth.get(name)
        if want is not None:
            of += 1
            right += official["sender"] == want.replace("-", "") if want == "-" else official["sender"] == want
            if options.verbose and official["sender"] != want.strip("-" if want == "-" else " "):
                print(f"   {name}: {want} read as {official['sender'] or '-'}")
        shown = {one["value"] for passage in official["passages"] for one in passage["printed"]}
        for kind, values in zip(counts, printed(text)):
            counts[kind][0] += len(values & shown)
            counts[kind][1] += len(values)
            if options.verbose and values - shown:
                print(f"   {name}: {kind} not shown: {' '.join(sorted(values - shown))}")
    print(f"sender right {100 * right / max(1, of):.1f} % of {of}; shown of what is printed: "
          + ", ".join(f"{kind} {100 * a / max(1, b):.1f} % of {b}" for kind, (a, b) in counts.items()))
    days = 100 * counts["days"][0] / max(1, counts["days"][1])
    return 0 if 100 * right / max(1, of) >= options.min_sender and days >= options.min_days else 1


if __name__ == "__main__":
    sys.exit(main())
