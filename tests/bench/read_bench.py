"""Reading a letter against bare Tesseract on the same pictures: time and memory, as one line of JSON.

python3 tests/bench/read_bench.py build/release/bin/kiosk-reader [--pictures 8] [--glass build/release/tests/reading_bench]
With --glass also the frames of the glass beside the reader, and how soon a cancelled reader is gone.
"""
import argparse
import io
import json
import os
import pathlib
import random
import statistics
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "letters"))
import letters  # noqa: E402
import paper  # noqa: E402


def measured(command, data):
    """Seconds and peak memory (MB) of a program that reads `data` from a memory file on descriptor 3."""
    memory = os.memfd_create("letter")
    os.write(memory, data)
    os.lseek(memory, 0, os.SEEK_SET)
    begun = time.monotonic()
    process = subprocess.Popen(command(memory), pass_fds=[memory], stdin=memory, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               env=dict(os.environ, OMP_THREAD_LIMIT="1"))
    peak = 0  # VmHWM, because ru_maxrss counts what this Python held when it forked
    while True:
        done, status, usage = os.wait4(process.pid, os.WNOHANG)
        if done:
            break
        try:
            lines = pathlib.Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8").splitlines()
            name = pathlib.Path(f"/proc/{process.pid}/comm").read_text(encoding="utf-8").strip()
            if not name.startswith("python"):
                peak = max([peak] + [int(line.split()[1]) for line in lines if line.startswith("VmHWM")])
        except OSError:
            pass
        time.sleep(0.01)
    process.returncode = os.waitstatus_to_exitcode(status)
    os.close(memory)
    assert process.returncode == 0, command(memory)
    return time.monotonic() - begun, peak / 1024, usage.ru_utime + usage.ru_stime


def beside_the_glass(glass, reader, data, rounds):
    memory = os.memfd_create("letter")
    os.write(memory, data)
    done = subprocess.run([glass, reader, f"/proc/self/fd/{memory}", str(rounds)], pass_fds=[memory], stdout=subprocess.PIPE, text=True, check=True)
    os.close(memory)
    return json.loads(done.stdout)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("program")
    arguments.add_argument("--pictures", type=int, default=8)
    arguments.add_argument("--glass", help="the program reading_bench")
    arguments.add_argument("--rounds", type=int, default=10, help="letters read beside the glass")
    options = arguments.parse_args()
    kinds = ["scan", "low", "jpeg", "noise", "table", "hand"]  # upright, so that both have the same text to read
    wordings = letters.wordings("dev")
    ours, bare, ratios = [], [], []
    for i in range(options.pictures):
        letter = letters.fill(wordings[i * 7 % len(wordings)], 50 + i)
        out = io.BytesIO()
        paper.degrade(paper.render(letter), kinds[i % len(kinds)], random.Random(i)).save(out, "JPEG", quality=92)
        ours.append(measured(lambda fd: [options.program, "--fd", str(fd), "--today", letter.today], out.getvalue()))
        bare.append(measured(lambda fd: ["tesseract", "stdin", "stdout", "-l", "dan", "-c", "thresholding_method=2"], out.getvalue()))
        ratios.append(ours[-1][2] / bare[-1][2])
    middle = lambda rows, column: round(statistics.median(row[column] for row in rows), 3)
    result = {"bench": "letter_read", "pictures": options.pictures, "reader_s": middle(ours, 0), "tesseract_s": middle(bare, 0),
              "reader_cpu_s": middle(ours, 2), "tesseract_cpu_s": middle(bare, 2), "cpu_ratio": round(statistics.median(ratios), 3),
              "time_ratio": round(sum(row[0] for row in ours) / sum(row[0] for row in bare), 3),
              "reader_peak_mb": round(max(row[1] for row in ours), 1), "tesseract_peak_mb": round(max(row[1] for row in bare), 1)}
    if options.glass:
        result["glass"] = beside_the_glass(options.glass, options.program, out.getvalue(), options.rounds)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
