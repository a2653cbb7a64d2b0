#!/usr/bin/python3
"""The slot script over every state of its three variables: image/boot/boot.cmd run by dash, with stand-ins for U-Boot's
commands (U-Boot's shell takes the same words for what the script uses). The table of what should come is reckoned here
a second time, in other words. Not proven by it: U-Boot's own parser and FAT writes; Debian has no U-Boot that runs on
this machine, so that is the emulator's part."""
import binascii
import itertools
import os
import struct
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SCRIPT = os.path.join(HERE, "../../image/boot/boot.cmd")
SIZE = 0x4000

# The stand-ins. Memory is files: what `load` and `env export` put at an address lies in $box/mem.
STUBS = r"""
setenv() { _n=$1; shift; eval "$_n=\"\$*\""; }
setexpr() { eval "$1=\$(( $2 $3 $4 ))"; }
load() { [ -f "$box/$4" ] && cp "$box/$4" "$box/mem" && echo "load $2 $4" >>"$box/said"; }
fatwrite() { [ ! -f "$box/readonly" ] && cp "$box/mem" "$box/$4" && echo fatwrite >>"$box/said"; }
env() {
  case $1 in
    import) eval "$(python3 "$stub" import "$box/mem" "$5" "$6" "$7")" ;;
    export) python3 "$stub" export "$box/mem" "BOOT_ORDER=$BOOT_ORDER" "BOOT_A_LEFT=$BOOT_A_LEFT" "BOOT_B_LEFT=$BOOT_B_LEFT" ;;
  esac
}
booti() { echo "booti $bootargs" >>"$box/said"; [ -f "$box/no-kernel" ] || exit 0; }
reset() { echo reset >>"$box/said"; exit 0; }
scriptaddr=1 kernel_addr_r=2 ramdisk_addr_r=3 fdt_addr=4 filesize=5 board=rpi devtype=mmc devnum=0
"""


def blob(**values):
    text = b"".join(f"{k}={v}".encode() + b"\0" for k, v in values.items()) + b"\0"
    body = text.ljust(SIZE - 4, b"\0")
    return struct.pack("<I", binascii.crc32(body)) + body


def read(data):
    """What U-Boot takes from a file: nothing when size or checksum are not right."""
    if len(data) < SIZE or struct.unpack("<I", data[:4])[0] != binascii.crc32(data[4:SIZE]):
        return {}
    return dict(line.split("=", 1) for line in data[4:SIZE].split(b"\0\0")[0].decode().split("\0") if "=" in line)


def stub(words):
    if words[0] == "import":
        values = read(open(words[1], "rb").read())
        print("; ".join(f"{n}='{values[n]}'" for n in words[2:] if n in values))
    else:
        open(words[1], "wb").write(blob(**dict(w.split("=", 1) for w in words[2:])))


class Board:
    def __init__(self):
        self.box = tempfile.mkdtemp(prefix="slots-")
        for name in ("vmlinuz", "initrd.img"):
            self.put(name, b"x")

    def put(self, name, data):
        with open(os.path.join(self.box, name), "wb") as out:
            out.write(data)

    def take(self, name):
        os.unlink(os.path.join(self.box, name))

    def env(self):
        return read(open(os.path.join(self.box, "uboot.env"), "rb").read())

    def boot(self):
        """One power-on: the slot that booted ('' when it starts anew), and all that was done."""
        said = os.path.join(self.box, "said")
        open(said, "w").close()
        script = STUBS + open(SCRIPT).read()
        ran = subprocess.run(["dash", "-c", script], env={"box": self.box, "stub": __file__, "PATH": os.environ["PATH"]},
                             capture_output=True, text=True, timeout=20)
        assert ran.returncode == 0 and ran.stderr == "", (ran.returncode, ran.stderr)
        lines = open(said).read().splitlines()
        args = [line for line in lines if line.startswith("booti ")]
        assert lines[-1] == "reset" or lines[-1].startswith("booti "), lines
        if not args or lines[-1] == "reset":
            return "", lines
        slot = args[0].split("rauc.slot=")[1].split()[0]
        assert f"root=PARTLABEL=root-{slot.lower()} " in args[0], args
        assert f"load 0:{'2' if slot == 'A' else '4'} vmlinuz" in lines and f"load 0:{'2' if slot == 'A' else '4'} initrd.img" in lines, lines
        return slot, lines


def expected(order, left):
    """The first slot of the order that has a try; when none has, the first of the order with all tries back."""
    left = dict(left)
    for slot in order:
        if left[slot] > 0:
            break
    else:
        left, slot = {"A": 3, "B": 3}, order[0]
    left[slot] -= 1
    return slot, left


def every_state():
    tried = 0
    for order, a, b in itertools.product((["A", "B"], ["B", "A"], ["A"], ["B"]), range(4), range(4)):
        board = Board()
        board.put("uboot.env", blob(BOOT_ORDER=" ".join(order), BOOT_A_LEFT=a, BOOT_B_LEFT=b))
        slot, left = expected(order, {"A": a, "B": b})
        assert board.boot()[0] == slot, (order, a, b)
        now = board.env()
        assert (now["BOOT_A_LEFT"], now["BOOT_B_LEFT"], now["BOOT_ORDER"]) == (str(left["A"]), str(left["B"]), " ".join(order)), (order, a, b, now)
        tried += 1
    return tried


def nothing_to_read():
    """A file that is missing, torn at any sector, flipped, or holds words that are none: A, with three tries."""
    good = blob(BOOT_ORDER="B A", BOOT_A_LEFT=1, BOOT_B_LEFT=1)
    torn = [good[:n] for n in (0, 4, 512, SIZE - 512)]
    torn += [good[:512] + blob(BOOT_ORDER="A B", BOOT_A_LEFT=2, BOOT_B_LEFT=2, pad="x" * 900)[512:]]  # half old, half new
    torn += [good[:9] + b"X" + good[10:]]
    bad = [blob(BOOT_ORDER=o, BOOT_A_LEFT=a, BOOT_B_LEFT=b)
           for o, a, b in (("C", 3, 3), ("", "", ""), ("A B C", "x", -1), ("A B", 99, "3 -o 1"), ("B B", 4, 10))]
    for data in [None] + torn + bad:
        board = Board()
        if data is not None:
            board.put("uboot.env", data)
        assert board.boot()[0] == "A", data and data[:60]
        assert board.env() == {"BOOT_ORDER": "A B", "BOOT_A_LEFT": "2", "BOOT_B_LEFT": "3"}, board.env()


def stories():
    board = Board()  # an update to B that never shows it is good: three tries, then A, which is good
    board.put("uboot.env", blob(BOOT_ORDER="B A", BOOT_A_LEFT=3, BOOT_B_LEFT=3))
    assert [board.boot()[0] for _ in range(4)] == ["B", "B", "B", "A"]
    board = Board()  # the plug pulled at every boot: it goes round, and never ends at a prompt
    assert "".join(board.boot()[0] for _ in range(14)) == "AAABBBAAABBBAA"
    board = Board()  # B's kernel is missing or none: B's tries go by themselves, without anybody at the plug
    board.put("uboot.env", blob(BOOT_ORDER="B A", BOOT_A_LEFT=3, BOOT_B_LEFT=1))
    board.put("no-kernel", b"")
    slot, lines = board.boot()
    assert slot == "" and lines[-1] == "reset", lines
    board.take("no-kernel")
    assert board.boot()[0] == "A"
    for missing in ("vmlinuz", "initrd.img"):
        board = Board()
        board.take(missing)
        slot, lines = board.boot()
        assert slot == "" and lines[-1] == "reset" and not any(line.startswith("booti") for line in lines), lines
        assert board.env()["BOOT_A_LEFT"] == "2"
    board = Board()  # a card that takes no writes still boots
    board.put("uboot.env", blob(BOOT_ORDER="A B", BOOT_A_LEFT=2, BOOT_B_LEFT=3))
    board.put("readonly", b"")
    assert [board.boot()[0] for _ in range(4)] == ["A"] * 4


def words_u_boot_takes():
    """Its usual limit is 16 words a command, which dash would not notice."""
    for line in open(SCRIPT):
        if not line.startswith("#"):
            for command in line.replace("&&", ";").replace("||", ";").split(";"):
                assert len(command.replace('"A B"', "x").split('"root=')[0].split()) <= 16, command


def counted_before_the_kernel():
    """A try is on the card before the kernel is touched, else a kernel that hangs would never be counted."""
    lines = Board().boot()[1]
    assert lines.index("fatwrite") < lines.index("load 0:2 vmlinuz"), lines


if __name__ == "__main__":
    if len(sys.argv) > 1:
        stub(sys.argv[1:])
    else:
        states = every_state()
        nothing_to_read()
        stories()
        counted_before_the_kernel()
        words_u_boot_takes()
        print(f"{states} states, torn and foreign files, stories: as reckoned")
