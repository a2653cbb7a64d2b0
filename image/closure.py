#!/usr/bin/python3
"""closure.py ROOT TRIM: which programs and libraries of a root are reached from what starts there, by what each ELF file
says it needs. Ends with 1 when something that is reached is missing, or when something large is reached by nobody and
TRIM gives no reason to keep it; prints what could go, largest first.

TRIM is a list, a line each:
    start PATTERN               programs that somebody starts by name
    loads PATTERN by PATTERN    what a program opens by itself while it runs (a plugin): needed when the other is
    keep PATTERN because …      reached by nobody and kept all the same
A PATTERN is a path in the root with * and ?. A line that fits nothing is a fault: the list must not outlive the root."""
import fnmatch
import os
import struct
import sys

LARGE = 1_000_000  # bytes
FOLDERS = ("usr/lib/{triplet}", "usr/lib", "lib", "lib64", "usr/lib64")


class Elf:
    """What a dynamic ELF file of 64 bits says of itself; None for anything else."""

    def __init__(self, data):
        self.machine = struct.unpack_from("<H", data, 18)[0]
        at, size, count = struct.unpack_from("<Q", data, 32)[0], *struct.unpack_from("<HH", data, 54)
        loads, dynamic, self.interpreter = [], None, ""
        for n in range(count):
            kind, _, offset, address, _, in_file = struct.unpack_from("<IIQQQQ", data, at + n * size)
            if kind == 1:
                loads.append((address, offset, in_file))
            elif kind == 2:
                dynamic = (offset, in_file)
            elif kind == 3:
                self.interpreter = data[offset:offset + in_file].rstrip(b"\0").decode()
        self.needed, self.search = [], []
        if dynamic is None:
            return
        entries = [struct.unpack_from("<QQ", data, dynamic[0] + n) for n in range(0, dynamic[1], 16)]
        table = next(value for tag, value in entries if tag == 5)
        strings = next(table - address + offset for address, offset, length in loads if address <= table < address + length)

        def text(value):
            return data[strings + value:data.index(b"\0", strings + value)].decode()

        for tag, value in entries:
            if tag == 0:
                break
            if tag == 1:
                self.needed.append(text(value))
            if tag in (15, 29):  # rpath, runpath
                self.search += text(value).split(":")

    @classmethod
    def of(cls, path):
        with open(path, "rb") as f:
            head = f.read(20)
            if head[:6] != b"\x7fELF\x02\x01" or struct.unpack_from("<H", head, 16)[0] not in (2, 3):
                return None
            return cls(head + f.read())


class Root:
    def __init__(self, root):
        self.root = os.path.realpath(root)
        self.elves, links = {}, []
        for folder, _, files in os.walk(self.root):
            for name in files:
                path = os.path.join(folder, name)
                if os.path.islink(path):
                    links.append(path)
                elif os.path.isfile(path) and (elf := Elf.of(path)):
                    self.elves[self.inside(path)] = elf
        self.paths = {path: path for path in self.elves}
        for link in links:
            if (target := self.follow(link)) in self.elves:
                self.paths[self.inside(link)] = target
        triplets = {"x86_64-linux-gnu" if e.machine == 62 else "aarch64-linux-gnu" for e in self.elves.values()}
        self.folders = [f.format(triplet=t) for t in triplets for f in FOLDERS]

    def inside(self, path):
        return os.path.relpath(path, self.root)

    def follow(self, path):
        """Where a link ends, inside the root even when it is written as an absolute path."""
        for _ in range(20):
            if not os.path.islink(path):
                break
            to = os.readlink(path)
            path = self.root + to if to.startswith("/") else os.path.join(os.path.dirname(path), to)
        return self.inside(os.path.realpath(os.path.dirname(path)) + "/" + os.path.basename(path))

    def size(self, path):
        return os.path.getsize(os.path.join(self.root, path))

    def find(self, name, by):
        """The library of that name, where the loader would look for `by`."""
        origin = "/" + os.path.dirname(by)
        folders = [s.replace("$ORIGIN", origin).replace("${ORIGIN}", origin) for s in self.elves[by].search]
        for folder in folders + self.folders:
            path = os.path.normpath(os.path.join(folder.lstrip("/"), name))
            if path in self.paths:
                return self.paths[path]
        return None


def read_trim(file):
    out = []
    for number, line in enumerate(open(file), 1):
        words = line.split("#")[0].split()
        if not words:
            continue
        good = (words[0] == "start" and len(words) == 2 or words[0] == "loads" and len(words) == 4 and words[2] == "by"
                or words[0] == "keep" and len(words) > 3 and words[2] == "because")
        if not good:
            sys.exit(f"{file}:{number}: not understood: {line.strip()}")
        out.append((f"{file}:{number}", words))
    return out


def closure(root, trim):
    def fitting(pattern):
        return [path for path in root.elves if fnmatch.fnmatchcase("/" + path, pattern)]

    faults, missing, reached = [], {}, {}
    waiting = [(path, "start") for _, words in trim if words[0] == "start" for path in fitting(words[1])]
    while waiting:
        path, by = waiting.pop()
        if path in reached:
            continue
        reached[path] = by
        for name in root.elves[path].needed:
            if (found := root.find(name, path)) is not None:
                waiting.append((found, path))
            else:
                missing.setdefault(name, path)
        for _, words in trim:
            if words[0] == "loads" and fnmatch.fnmatchcase("/" + path, words[3]):
                waiting += [(one, path) for one in fitting(words[1])]
    kept = {path for _, words in trim if words[0] == "keep" for path in fitting(words[1])}
    for place, words in trim:
        fits = fitting(words[1])
        if not fits or words[0] == "loads" and not fitting(words[3]):
            faults.append(f"{place}: fits nothing in this root: {' '.join(words)}")
        elif words[0] == "keep" and all(path in reached for path in fits):
            faults.append(f"{place}: is reached anyway: {' '.join(words)}")
    faults += [f"{by} needs {name}, which is not there" for name, by in sorted(missing.items())]
    unused = sorted((p for p in root.elves if p not in reached and p not in kept), key=root.size, reverse=True)
    faults += [f"/{p} ({root.size(p) // 1000} kB) is reached by nobody" for p in unused if root.size(p) > LARGE]
    return reached, unused, faults


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    root = Root(sys.argv[1])
    reached, unused, faults = closure(root, read_trim(sys.argv[2]))
    print(f"{len(reached)} of {len(root.elves)} ELF files are reached; {len(unused)} could go, {sum(map(root.size, unused)) // 1000} kB")
    for path in unused[:40]:
        print(f"  {root.size(path) // 1000:8} kB  /{path}")
    for fault in faults:
        print(fault, file=sys.stderr)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
