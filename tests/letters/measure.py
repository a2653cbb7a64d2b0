"""Types and fields of whole hands of letters (folders of NAME.html + NAME.json), hand by hand; the worst hand is the figure.

  measure.py FOLDER… [--from dom|clean|photo] [--typed] [--details] [--why] [--only NAME]

dom: words as Chromium lays them out (seconds). clean, photo: words as the OCR sees them in img/NAME-clean*.jpg, kept in
words/ beside the letters after the first time. --typed gives the reader the right type, so that only fields are measured.
"""
import argparse
import collections
import json
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import dom_words
from truth import FIELDS, judge

ROOT = pathlib.Path(__file__).resolve().parents[2]
TESTS = pathlib.Path(os.environ.get("AABEN_TESTS", ROOT / "build/dev/tests"))
TODAY = "2026-11-27"


def pictures(folder, name, look):
    pages = json.loads((folder / f"{name}.json").read_text()).get("pages", 1)
    return [folder / "img" / (f"{name}-{look}" + (f"-p{i + 1}" if pages > 1 else "") + ".jpg") for i in range(pages)]


def seen(folder, names, look):
    """Reads words/LOOK/NAME.json; what is missing is made, by Chromium or by the OCR."""
    kept = folder / "words" / look
    kept.mkdir(parents=True, exist_ok=True)
    missing = [n for n in names if not (kept / f"{n}.json").exists()
               or (kept / f"{n}.json").stat().st_mtime < (folder / f"{n}.html").stat().st_mtime]
    if missing and look == "dom":
        for name, words in dom_words.words_of_folder(folder, missing).items():
            (kept / f"{name}.json").write_text(json.dumps(words, ensure_ascii=False))
    elif missing:
        have = [n for n in missing if all(p.exists() for p in pictures(folder, n, look))]
        process = subprocess.Popen([TESTS / "see-letter-words"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                   env={**os.environ, "OMP_THREAD_LIMIT": "1"})
        for name in have:
            process.stdin.write("\t".join(map(str, pictures(folder, name, look))) + "\n")
            process.stdin.flush()
            (kept / f"{name}.json").write_text(process.stdout.readline())
        process.stdin.close()
    return {n: json.loads((kept / f"{n}.json").read_text()) for n in names if (kept / f"{n}.json").exists()}


def read(words, types, why):
    lines = [json.dumps({"words": w["words"], **({"type": types[n]} if types.get(n) else {})}) for n, w in words.items()]
    out = subprocess.run([TESTS / "read-letter-text", "--words", "--today", TODAY, *(["--why"] if why else [])],
                         input="\n".join(lines), capture_output=True, text=True, check=True).stdout.splitlines()
    readings, reasons = [], []
    for line in out:
        if line.startswith("  "):
            reasons[-1].append(line.strip())
        else:
            readings.append(json.loads(line))
            reasons.append([])
    return dict(zip(words, zip(readings, reasons)))


def shares(counts):
    given, truth = counts["right"] + counts["wrong"], counts["truth"]
    return (counts["right"] / given if given else 1.0, counts["right"] / truth if truth else 1.0)


def measure(folder, options):
    names = sorted(p.stem for p in folder.glob("*.json") if p.with_suffix(".html").exists())
    if options.only:
        names = [n for n in names if options.only in n]
    truths = {n: json.loads((folder / f"{n}.json").read_text()) for n in names}
    if options.typed:
        names = [n for n in names if truths[n]["type"]]
    words = seen(folder, names, options.look)
    readings = read(words, {n: truths[n]["type"] for n in words} if options.typed else {}, options.why)
    fields = {f: collections.Counter() for f in FIELDS}
    types = collections.Counter()
    for name, (reading, reasons) in readings.items():
        truth = truths[name]
        got = reading["type"]
        verdict = ("right" if got == truth["type"] else "null" if got is None else "WRONG") if truth["type"] else (
            "refused" if got is None else "ACCEPTED")
        types[verdict] += 1
        notes = [] if verdict in ("right", "refused") else [f"type {verdict}: {got} ({reading['confidence']})"]
        if truth["type"]:
            for field, verdict, detail in judge(truth, reading["fields"]):
                fields[field].update(verdict)
                if detail:
                    notes.append(f"{field} {detail}")
        if options.details or options.why:
            for note in notes:
                print(f"  {name}: {note}")
            for reason in reasons if notes or options.only else []:
                print(f"      {reason}")
    total = sum(fields.values(), collections.Counter())
    precision, recall = shares(total)
    print(f"{folder.name} ({options.look}{', typed' if options.typed else ''}): {dict(types)}; fields precision {precision:.3f} "
          f"recall {recall:.3f} ({total['wrong']} wrong, {total['truth'] - total['right']} missed of {total['truth']})")
    return fields, types


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folders", nargs="+", type=pathlib.Path)
    arguments.add_argument("--from", dest="look", choices=["dom", "clean", "photo"], default="dom")
    arguments.add_argument("--typed", action="store_true")
    arguments.add_argument("--details", action="store_true")
    arguments.add_argument("--why", action="store_true")
    arguments.add_argument("--only", default="")
    options = arguments.parse_args()
    all_fields = {f: collections.Counter() for f in FIELDS}
    for folder in options.folders:
        fields, _ = measure(folder, options)
        for f in FIELDS:
            all_fields[f].update(fields[f])
    for f in FIELDS:
        precision, recall = shares(all_fields[f])
        print(f"  {f:15} truth {all_fields[f]['truth']:4} right {all_fields[f]['right']:4} wrong {all_fields[f]['wrong']:3} "
              f"precision {precision:.3f} recall {recall:.3f}")


if __name__ == "__main__":
    main()
