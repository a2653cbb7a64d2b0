#!/usr/bin/python3
"""The real programs under a supervisor: both say that they are ready, ping at rest without a touch, and fall silent when
they are stopped in their tracks. notify_test.py KIOSK KIOSK_SYNC"""
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time

SILENCE_S = 6.0


class Supervised:
    def __init__(self, here, name, words):
        path = os.path.join(here, name)
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(path)
        env = {**os.environ, "NOTIFY_SOCKET": path, "WATCHDOG_USEC": str(int(SILENCE_S * 1e6))}
        self.process = subprocess.Popen(words, env=env, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def hears(self, within_s):
        """The next word, or None when that long nothing comes."""
        self.socket.settimeout(within_s)
        try:
            return self.socket.recv(256).decode()
        except TimeoutError:
            return None

    def silent(self, for_s):
        """Everything that was on its way is heard first."""
        while self.hears(0.2):
            pass
        return self.hears(for_s) is None


def look(name, supervised, says_its_end):
    try:
        words = [supervised.hears(60) for _ in range(2)]
        assert sorted(map(str, words)) == ["READY=1", "WATCHDOG=1"], words
        for _ in range(3):  # nobody touches anything, and the pings go on
            began = time.monotonic()
            assert supervised.hears(SILENCE_S) == "WATCHDOG=1", name
            assert time.monotonic() - began > SILENCE_S / 10, "a loop that spins is not at rest"
        supervised.process.send_signal(signal.SIGSTOP)
        assert supervised.silent(SILENCE_S), f"{name}: pings come from somewhere else than its loop"
        supervised.process.send_signal(signal.SIGCONT)
        assert supervised.hears(SILENCE_S) == "WATCHDOG=1"
        supervised.process.send_signal(signal.SIGTERM)
        while says_its_end and (word := supervised.hears(10)) != "STOPPING=1":
            assert word == "WATCHDOG=1", word
        print(f"{name}: ready, alive at rest, silent when it hangs")
    finally:
        supervised.process.kill()
        supervised.process.communicate()


if __name__ == "__main__":
    kiosk, kiosk_sync = map(os.path.abspath, sys.argv[1:3])
    with tempfile.TemporaryDirectory() as here:
        ca = os.path.join(here, "ca.pem")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=ca", "-days", "9",
                        "-keyout", "/dev/null", "-out", ca], check=True, capture_output=True)
        config = os.path.join(here, "kiosk-sync.toml")
        open(config, "w").write(f'jobcenter = "https://127.0.0.1:1"\nca = "{ca}"\n')
        look("kiosk-sync", Supervised(here, "s", [kiosk_sync, "--config", config, "--data", os.path.join(here, "sync")]), says_its_end=True)
        look("kiosk", Supervised(here, "k", [kiosk, "--offscreen", "640x480", "--config", "/dev/null", "--data", os.path.join(here, "kiosk")]),
             says_its_end=False)  # in memory a signal ends it as any program
