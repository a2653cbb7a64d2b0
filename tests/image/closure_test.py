#!/usr/bin/python3
"""image/closure.py on a small root of real ELF files, and against the loader's own word on this machine's programs."""
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TOOL = os.path.join(HERE, "../../image/closure.py")
sys.path.insert(0, os.path.dirname(TOOL))
from closure import Elf  # noqa: E402


def build(root, path, needs=(), size=0, search=""):
    """A library of that name that needs the others; `size` bytes of nothing in it."""
    out = os.path.join(root, path)
    os.makedirs(os.path.dirname(out), exist_ok=True)
    code = f"char fill[{size or 1}] = {{1}};"
    words = ["cc", "-x", "c", "-", "-x", "none", "-shared", "-nostdlib", "-o", out, "-Wl,--no-as-needed", f"-Wl,-soname,{os.path.basename(path)}"]
    words += [os.path.join(root, n) for n in needs] + ([f"-Wl,-rpath,{search}"] if search else [])
    subprocess.run(words, input=code, text=True, check=True)


def judge(root, trim):
    with open(os.path.join(root, "trim.txt"), "w") as out:
        out.write(trim)
    ran = subprocess.run([sys.executable, "-B", TOOL, os.path.join(root, "root"), os.path.join(root, "trim.txt")], capture_output=True, text=True)
    return ran.returncode, ran.stdout, ran.stderr


def small_root(place):
    lib = "root/usr/lib/x86_64-linux-gnu" if os.uname().machine == "x86_64" else "root/usr/lib/aarch64-linux-gnu"
    build(place, f"{lib}/libbase.so.1")
    build(place, f"{lib}/libuser.so.1", [f"{lib}/libbase.so.1"])
    build(place, "root/usr/lib/own/libown.so.1")
    build(place, "root/usr/bin/program", [f"{lib}/libuser.so.1", "root/usr/lib/own/libown.so.1"], search="$ORIGIN/../lib/own")
    build(place, f"{lib}/plugins/door.so")
    build(place, f"{lib}/libbig.so.1", size=2_000_000)
    build(place, f"{lib}/libsmall.so.1")
    os.symlink("/usr/bin/program", os.path.join(place, "root/usr/bin/alias"))  # absolute, as links in a root are
    start = "start /usr/bin/program\n"
    code, out, err = judge(place, start)
    assert code == 1 and "libbig.so.1 (20" in err and "libsmall" not in err and "libsmall" in out, (code, out, err)
    big = "keep *libbig.so.1 because a test says so\n"
    code, out, err = judge(place, start + big)
    assert code == 0 and "4 of 7" in out and "door.so" in out, (code, out, err)
    code, out, err = judge(place, start + big + "loads */plugins/*.so by /usr/bin/program\n")
    assert code == 0 and "5 of 7" in out and "door.so" not in out, (code, out, err)
    for line, word in (("start /usr/bin/nobody\n", "fits nothing"), ("keep *libbase.so.1 because so\n", "reached anyway"),
                       ("keep *libsmall.so.1\n", "not understood"), ("loads *.so by /usr/bin/nobody\n", "fits nothing")):
        code, out, err = judge(place, start + big + line)
        assert code == 1 and word in err, (line, err)
    os.unlink(os.path.join(place, lib, "libbase.so.1"))  # needed by a library, not by the program itself
    code, out, err = judge(place, start + big)
    assert code == 1 and "libuser.so.1 needs libbase.so.1, which is not there" in err, err


def as_the_loader_says(programs):
    for program in programs:
        said = subprocess.run(["objdump", "-p", program], capture_output=True, text=True, check=True).stdout
        assert Elf.of(program).needed == re.findall(r"NEEDED +(\S+)", said) != [], program
    assert Elf.of(os.path.abspath(__file__)) is None


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="closure-") as here:
        small_root(here)
    as_the_loader_says(["/bin/bash", "/usr/bin/git", *sys.argv[1:]])
    print("reached, missing and unused as built")
