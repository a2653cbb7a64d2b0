"""How the type of strangers' letters is read, from their text (no picture): a hand a line.

hands_report.py READ_LETTER_TEXT [--max-foreign N] [--max-wrong N] [--min-right PERCENT]    with the model that ships
hands_report.py READ_LETTER_TEXT --folder unseen …                                         hands that are only measured
hands_report.py READ_LETTER_TEXT --train TRAIN --build 'cmake --build …'                    leaves one hand out at a time

The last is the figure that counts: the model has not seen the hand it is measured on. It puts each hand's model where the
shipped one lies, builds, measures, and puts the shipped one back. Letters of types the reader does not know yet count as right when
they are declined.
"""
import argparse
import json
import pathlib
import subprocess
import sys

import hands
import make_training

MODEL = pathlib.Path(__file__).resolve().parents[2] / "assets/reading/types.model"


def read_all(program, texts):
    given = "\n=====\n".join(text.rstrip("\n") for text in texts) + "\n"
    said = subprocess.run([program, "--today", "2026-11-27"], input=given, capture_output=True, text=True, check=True).stdout
    return [json.loads(line)["type"] for line in said.splitlines()]


def share(count):  # of types right, in percent; a hand that wrote none of our letters misses none
    return 100 * count["right"] / count["ours"] if count["ours"] else 100.0


def measure(program, hand, verbose):
    found = list(hands.letters(hand))
    count = dict(ours=0, right=0, declined=0, wrong=0, foreign=0, accepted=0)
    for (name, truth, _), got in zip(found, read_all(program, [text for _, _, text in found]), strict=True):
        want = truth["type"] if truth["type"] in make_training.OURS else None
        kind = "foreign" if truth["type"] is None else "ours"
        count[kind] += 1
        if kind == "foreign":
            count["accepted"] += got is not None
        elif got == want:
            count["right"] += 1
        else:
            count["declined" if got is None else "wrong"] += 1
        if got is not None and got != want and verbose:
            print(f"   {name}: {truth['type']} read as {got}")
    print(f"{hand:18} {share(count):5.1f} % right of {count['ours']}, {count['declined']} declined, "
          f"{count['wrong']} wrong; of {count['foreign']} from other senders {count['accepted']} accepted")
    return count


def leave_one_out(options):
    shipped = MODEL.read_bytes()
    try:
        for hand in hands.hands():
            training = subprocess.run([sys.executable, "-B", make_training.__file__, "--without-hand", hand], capture_output=True, check=True)
            subprocess.run([options.train, str(MODEL)], input=training.stdout, check=True, stderr=subprocess.DEVNULL)
            subprocess.run(options.build, shell=True, check=True, stdout=subprocess.DEVNULL)
            measure(options.program, hand, options.verbose)
    finally:
        MODEL.write_bytes(shipped)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("program")
    arguments.add_argument("--folder", default="hands", help="unseen: the hands that nothing is learned from")
    arguments.add_argument("--train")
    arguments.add_argument("--build")
    arguments.add_argument("--verbose", action="store_true")
    arguments.add_argument("--max-foreign", type=int, default=10_000)
    arguments.add_argument("--max-wrong", type=int, default=10_000)
    arguments.add_argument("--min-right", type=float, default=0)
    options = arguments.parse_args()
    hands.HERE = hands.HERE.parent / options.folder
    if options.train:
        return leave_one_out(options)
    counts = [measure(options.program, hand, options.verbose) for hand in hands.hands()]
    worst = min(share(count) for count in counts)
    foreign, wrong = sum(count["accepted"] for count in counts), sum(count["wrong"] for count in counts)
    if foreign > options.max_foreign or wrong > options.max_wrong or worst < options.min_right:
        sys.exit(f"missed: {foreign} foreign accepted, {wrong} wrong, worst hand {worst:.1f} % right")


if __name__ == "__main__":
    main()
