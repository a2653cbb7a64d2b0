"""After a letter was read, and after its reader was killed in the middle, none of its words are on the disk.

python3 tests/letters/privacy_test.py build/dev/bin/kiosk-reader
Searches the reader's working folder (which is its home), temporary folders and shared memory, core files included.
"""
import io
import json
import os
import pathlib
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time

import letters
import paper

WORDS = ["Kvædefjordshuset", "Zebrafinkevej"]


def letter_bytes():
    wording = {"type": "indkaldelse-jobsamtale", "name": "privacy",
               "text": "# Indkaldelse til jobsamtale\nKære {N}\n\nDu indkaldes til jobsamtale {M:wl} kl. {T} i "
                       f"{WORDS[0]}, {WORDS[1]} 7.\n\nVi skal tale om dit cv og din jobsøgning. Kan du ikke komme, så ring til "
                       "jobcentret.\n\nVenlig hilsen\n{J}"}
    letter = letters.fill(wording, 1)
    out = io.BytesIO()
    paper.degrade(paper.render(letter), "table", random.Random(1)).save(out, "JPEG", quality=90)
    return out.getvalue(), letter.today


def start(program, picture, today, home):
    memory = os.memfd_create("letter")
    os.write(memory, picture)
    os.lseek(memory, 0, os.SEEK_SET)
    limit = lambda: resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
    process = subprocess.Popen([program, "--fd", str(memory), "--today", today], pass_fds=[memory], stdout=subprocess.PIPE, cwd=home,
                               env=dict(os.environ, HOME=str(home), TMPDIR=str(home), OMP_THREAD_LIMIT="1"), preexec_fn=limit)
    os.close(memory)
    return process


def holding(folders, since):
    needles = [form for word in WORDS for form in (word.encode(), word.encode("utf-16-le"), word.encode("latin-1"))]
    found = []
    for folder in folders:
        for path in pathlib.Path(folder).glob("*"):
            try:
                if path.is_symlink() or not path.is_file() or path.stat().st_mtime < since or path.stat().st_size > 256 << 20:
                    continue
                content = path.read_bytes()
            except OSError:
                continue
            if path.name.startswith("core") and b"ELF" in content[:8] or any(needle in content for needle in needles):
                found.append(str(path))
    return found


def main():
    program = os.path.abspath(sys.argv[1])
    picture, today = letter_bytes()
    since = time.time() - 1
    with tempfile.TemporaryDirectory() as home:
        home = pathlib.Path(home)
        answer = json.loads(start(program, picture, today, home).communicate(timeout=60)[0])
        assert WORDS[0] in answer["fields"].get("meeting_place", ""), "the reader must have seen the words for this test to mean anything"
        for delay, how in ((0.2, signal.SIGKILL), (0.4, signal.SIGABRT), (0.6, signal.SIGSEGV)):
            process = start(program, picture, today, home)
            time.sleep(delay)
            process.send_signal(how)
            process.communicate(timeout=30)
        assert not list(home.iterdir()), f"the reader left files: {list(home.iterdir())}"
        found = holding([home, "/tmp", "/var/tmp", "/dev/shm", "/var/crash", "/var/lib/systemd/coredump"], since)
        # That the search can find anything at all.
        (home / "planted").write_text(WORDS[0], encoding="utf-8")
        assert holding([home], since), "the search finds nothing even where a word was planted"
    assert not found, f"words of the letter are in {found}"
    print("no word of the letter is on the disk")


if __name__ == "__main__":
    main()
