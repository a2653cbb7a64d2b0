#!/usr/bin/python3
"""The first boot, cut off at every moment: image/root/usr/lib/aaben-doer/data-volume runs as it is, with stand-ins for
the commands that change the card. Each stand-in changes the card in two halves, and the plug is pulled before, between
and after them. Then it boots again, without a cut, and the volume must be open with the right key; and what was kept on
it must be there after every later boot. Not proven by it: cryptsetup, systemd and the TPM themselves, which need a
device mapper that a test has no right to."""
import json
import os
import sys

if len(sys.argv) == 1:  # a stand-in starts hundreds of times, and needs none of these
    import shutil
    import subprocess
    import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SCRIPT = os.path.join(HERE, "../../image/root/usr/lib/aaben-doer/data-volume")
COMMANDS = ("blkid", "cryptsetup", "systemd-cryptsetup", "systemd-cryptenroll", "mkfs.ext4", "sync", "cp", "mv")


class Card:
    """What lies on the card, in a file, so that each stand-in (a process of its own) sees it."""

    def __init__(self, box):
        self.box, self.file = box, os.path.join(box, "card.json")

    def read(self):
        with open(self.file) as f:
            return json.load(f)

    def write(self, state):
        with open(self.file + ".new", "w") as f:
            json.dump(state, f)
        os.replace(self.file + ".new", self.file)


def moment(box):
    """Counts every half of every change; at the chosen one the plug is pulled: the whole script is gone."""
    counter = os.path.join(box, "moments")
    n = int(open(counter).read()) + 1
    open(counter, "w").write(str(n))
    if n == int(os.environ.get("CUT", 0)):
        os.killpg(os.getpgid(0), 9)


def stand_in(name, words):
    box = os.environ["BOX"]
    card, firmware, run = Card(box), os.path.join(box, "firmware"), os.path.join(box, "run")
    state = card.read()
    if name == "blkid":
        if state.get("unreadable"):
            sys.exit(4)
        if not state.get("label"):
            sys.exit(2)
        print(state["label"])
        return
    moment(box)
    what = words[0] if words else ""
    if name == "cryptsetup" and what == "luksFormat":
        assert not state["label"].startswith("aaben-ready"), "a volume that was ready is made anew"
        card.write({"label": "", "key": {}, "fs": None, "open": False})  # torn: no head yet
        moment(box)
        key = open(words[words.index("--key-file") + 1], "rb").read().hex()
        card.write({"label": words[words.index("--label") + 1], "key": {"0": key}, "fs": None, "open": False})
    elif name == "systemd-cryptenroll":
        if not os.path.exists(os.path.join(box, "tpm")):
            sys.exit(1)
        state["key"]["tpm"] = "chip"
        card.write(state)
    elif name == "systemd-cryptsetup" or (name == "cryptsetup" and what == "open"):
        if name == "cryptsetup":
            key = open(words[words.index("--key-file") + 1], "rb").read().hex()
            good = key in state["key"].values()
        else:
            good = os.path.exists(os.path.join(box, "tpm")) and "tpm" in state["key"]
        if not good:
            sys.exit(1)
        state["open"] = True
        card.write(state)
    elif name == "mkfs.ext4":
        assert state["open"] and not state["label"].startswith("aaben-ready"), "what was kept is formatted"
        state["fs"] = "half"
        card.write(state)
        moment(box)
        state["fs"] = "whole"
        card.write(state)
    elif name == "cryptsetup" and what == "close":
        state["open"] = False
        card.write(state)
    elif name == "cryptsetup" and what == "luksKillSlot":
        state["key"].pop("0")
        card.write(state)
    elif name == "cryptsetup" and what == "config":
        state["label"] = words[words.index("--label") + 1]
        card.write(state)
    elif name in ("cp", "mv"):
        with open(words[0], "rb") as source, open(words[1], "wb") as target:
            target.write(source.read())
        if name == "mv":
            os.unlink(words[0])
    elif name != "sync":
        sys.exit(f"no stand-in for {name} {words}")
    moment(box)


def boot(box, cut=0):
    """One boot: what is in memory is gone, a volume is closed."""
    run = os.path.join(box, "run")
    shutil.rmtree(run, ignore_errors=True)
    card = Card(box)
    state = card.read()
    state["open"] = False
    card.write(state)
    open(os.path.join(box, "moments"), "w").write("0")
    env = {"PATH": os.path.join(box, "bin") + ":/usr/bin:/bin", "BOX": box, "CUT": str(cut),
           "AABEN_DATA_DEVICE": os.path.join(box, "device"), "AABEN_FIRMWARE": os.path.join(box, "firmware"),
           "AABEN_TPM_TENTHS": "1", "AABEN_TPM": os.path.join(box, "tpm"), "AABEN_RUN_FOLDER": run}
    return subprocess.run(["bash", SCRIPT], env=env, capture_output=True, text=True, timeout=60, start_new_session=True)


def new_board(place, tpm, allow_weaker=False):
    box = tempfile.mkdtemp(dir=place)
    for folder in ("bin", "firmware"):
        os.mkdir(os.path.join(box, folder))
    for command in COMMANDS:
        path = os.path.join(box, "bin", command)
        with open(path, "w") as out:
            out.write(f'#!/bin/sh\nexec /usr/bin/python3 -S -E -B {os.path.abspath(__file__)} {command} "$@"\n')
        os.chmod(path, 0o755)
    with open(os.path.join(box, "bin", "sleep"), "w") as out:  # nobody waits ten seconds for a TPM that never comes
        out.write("#!/bin/sh\n")
    os.chmod(os.path.join(box, "bin", "sleep"), 0o755)
    open(os.path.join(box, "device"), "w").close()
    Card(box).write({"label": "", "key": {}, "fs": None, "open": False})
    if tpm:
        open(os.path.join(box, "tpm"), "w").close()
    if allow_weaker:
        open(os.path.join(box, "firmware", "allow-weaker-key"), "w").close()
    return box


def is_up(box, provider, ran):
    state = Card(box).read()
    assert ran.returncode == 0, ran.stderr
    assert state["open"] and state["fs"] == "whole" and state["label"] == "aaben-ready-" + provider, state
    assert open(os.path.join(box, "run", "key-provider")).read() == provider + "\n"
    assert not os.path.exists(os.path.join(box, "run", "key")), "the key stays in memory"
    assert ("WEAKER" in ran.stderr) == (provider == "card"), ran.stderr
    assert ("0" in state["key"]) == (provider == "card"), "a key that nobody needs opens it"
    return state


def cut_everywhere(place, provider):
    cuts = 0
    while True:
        cuts += 1
        box = new_board(place, provider == "tpm", provider == "card")
        ran = boot(box, cut=cuts)
        if ran.returncode != -9:
            is_up(box, provider, ran)
            return cuts - 1
        first = is_up(box, provider, boot(box))
        # and what is kept from then on stays
        assert is_up(box, provider, boot(box))["key"] == first["key"], "made anew after it was ready"


def cut_twice(place):
    for one, other in ((2, 3), (5, 2), (8, 20), (20, 8), (22, 23), (23, 1)):
        box = new_board(place, tpm=True)
        boot(box, cut=one), boot(box, cut=other)
        is_up(box, "tpm", boot(box))


def refusals(place):
    box = new_board(place, tpm=False)  # no TPM, nobody asked for the weaker key: no volume, and it says so
    ran = boot(box)
    assert ran.returncode != 0 and "weaker key" in ran.stderr and Card(box).read()["label"] == "", ran.stderr
    box = new_board(place, tpm=True, allow_weaker=True)  # a TPM that is there is always used
    is_up(box, "tpm", boot(box))
    os.unlink(os.path.join(box, "tpm"))  # and when it is taken away, nothing takes its place
    before = Card(box).read()["key"]
    ran = boot(box)
    assert ran.returncode != 0 and "does not open" in ran.stderr and Card(box).read()["key"] == before, ran.stderr
    for broken in ({"unreadable": True}, {"label": ""}, {"label": "other"}):  # a head that is lost is not an empty card
        box = new_board(place, tpm=True)
        is_up(box, "tpm", boot(box))
        card = Card(box)
        state = {**card.read(), **broken}
        card.write(state)
        ran = boot(box)
        assert ran.returncode != 0 and card.read() == {**state, "open": False}, (broken, ran.stderr)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        stand_in(sys.argv[1], sys.argv[2:])
    else:
        with tempfile.TemporaryDirectory(prefix="first-boot-") as here:
            tpm, card = cut_everywhere(here, "tpm"), cut_everywhere(here, "card")
            assert tpm > 15 and card > 15, (tpm, card)
            cut_twice(here)
            refusals(here)
        print(f"{tpm} moments with a TPM, {card} without: every one goes on where it was")
