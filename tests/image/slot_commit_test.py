#!/usr/bin/python3
"""When a slot is called good: image/root/usr/lib/aaben-doer/slot-commit as it is, with the real kioskctl and a real
folder; stand-ins only for what systemctl says, for the routes, and for the jobcenter's door (a socket of this test).
slot_commit_test.py KIOSKCTL"""
import json
import os
import socket
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SCRIPT = os.path.join(HERE, "../../image/root/usr/lib/aaben-doer/slot-commit")
SINCE_BOOT = "1000000"


class Device:
    def __init__(self, place, kioskctl):
        self.box = tempfile.mkdtemp(dir=place)
        self.data, self.config = os.path.join(self.box, "kiosk"), os.path.join(self.box, "config")
        for folder in (self.data, self.config, os.path.join(self.box, "bin")):
            os.mkdir(folder)
        os.symlink(kioskctl, os.path.join(self.box, "bin", "kioskctl"))
        self.states = {"kiosk.service": ("active", SINCE_BOOT), "kiosk-sync.service": ("active", SINCE_BOOT)}
        self.routes = "Iface\tDestination\neth0\t00000000\n"

    def put(self, where, text):
        with open(os.path.join(self.box, where), "w") as out:
            out.write(text)

    def tell(self, **facts):
        """mail.db as kiosk-sync would have left it, with these facts."""
        rows = "".join(f"INSERT OR REPLACE INTO note VALUES('{n}','{v}');" for n, v in facts.items())
        subprocess.run(["sqlite3", os.path.join(self.data, "mail.db"), rows], check=True)

    def judge(self, wait=4):
        """'good' with the reason about the jobcenter, or what it still waits for."""
        with open(os.path.join(self.box, "bin", "systemctl"), "w") as out:
            out.write("#!/bin/sh\ncase \"$2 $3\" in\n")
            for unit, (state, since) in self.states.items():
                out.write(f'"{unit} --property=ActiveState") echo {state};;\n"{unit} --property=ActiveEnterTimestampMonotonic") echo {since};;\n')
            out.write("*) exit 1;;\nesac\n")
        os.chmod(out.name, 0o755)
        self.put("routes", self.routes)
        env = {"PATH": os.path.join(self.box, "bin") + ":/usr/bin:/bin", "AABEN_LOOK_S": "0.2", "AABEN_ROUTES": os.path.join(self.box, "routes")}
        words = ["timeout", str(wait), "bash", SCRIPT, self.data, self.config]
        ran = subprocess.run(words, env=env, capture_output=True, text=True)
        said = ran.stdout.strip().splitlines()
        assert said and (ran.returncode == 0) == said[-1].startswith("slot-commit: good"), (ran.returncode, ran.stdout, ran.stderr)
        assert not os.path.exists(os.path.join(self.data, "slot-commit.probe"))
        return said[-1].replace("slot-commit: ", "")


def run(place, kioskctl, kiosk, kiosk_sync):
    device = Device(place, kioskctl)
    play = os.path.join(device.box, "nothing.play")
    device.put("nothing.play", "")
    subprocess.run([kiosk, "--offscreen", "640x480", "--data", device.data, "--play", play, "--shots", device.box, "--config", "/dev/null"],
                   check=True, capture_output=True, timeout=60)  # a real journal.db
    assert device.judge() == "good (jobcenter: no jobcenter is set up)"

    for state, since in (("activating", SINCE_BOOT), ("failed", SINCE_BOOT), ("active", str(10**15))):  # not there, gone, only just
        device.states["kiosk.service"] = (state, since)
        assert device.judge(2).startswith("waiting for a glass"), state
    device.states["kiosk.service"] = ("active", SINCE_BOOT)

    journal = os.path.join(device.data, "journal.db")
    whole = open(journal, "rb").read()
    with open(journal, "r+b") as torn:
        torn.seek(0)
        torn.write(b"\xff" * 4096)
    assert device.judge(2) == "waiting for a whole journal"
    with open(journal, "wb") as out:
        out.write(whole)
    os.mkdir(os.path.join(device.data, "slot-commit.probe"))  # nothing can be written there
    said = subprocess.run(["timeout", "2", "bash", SCRIPT, device.data, device.config], capture_output=True, text=True,
                          env={"PATH": os.path.join(device.box, "bin") + ":/usr/bin:/bin", "AABEN_LOOK_S": "0.2"}).stdout
    assert "gives back what was written" in said, said
    os.rmdir(os.path.join(device.data, "slot-commit.probe"))

    device.put("config/kiosk-sync.toml", "")
    ca = os.path.join(device.box, "ca.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=ca", "-days", "9",
                    "-keyout", "/dev/null", "-out", ca], check=True, capture_output=True)
    device.put("once.toml", f'jobcenter = "https://127.0.0.1:1"\nca = "{ca}"\n')
    subprocess.run([kiosk_sync, "--config", os.path.join(device.box, "once.toml"), "--data", device.data, "--once"], capture_output=True, timeout=60)
    assert device.judge() == "good (jobcenter: the jobcenter does not know this device)"  # a real mail.db, never enrolled

    facts = json.loads(subprocess.run([kioskctl, "journal", "link", device.data, "--json"], check=True, capture_output=True).stdout)
    assert facts["enrolled"] is False and "online" in facts, facts
    device.tell(enrolled=1, online=1)
    assert device.judge() == "good (jobcenter: reached)"
    device.tell(online=0)
    with socket.create_server(("127.0.0.1", 0)) as door:
        device.put("config/network.conf", f"door = 127.0.0.1 {door.getsockname()[1]}\n")
        assert device.judge(2).startswith("waiting for the jobcenter"), "its door opens, and this slot does not get through"
        device.routes = "Iface\tDestination\n"
        assert device.judge() == "good (jobcenter: there is no network)"
        device.routes = "Iface\tDestination\neth0\t00000000\n"
    assert device.judge() == "good (jobcenter: the jobcenter's door does not open)"
    device.tell(online=1)
    device.states["kiosk-sync.service"] = ("failed", SINCE_BOOT)  # what it once knew is not this boot's word
    assert device.judge(2).startswith("waiting for the jobcenter")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="slot-commit-", dir="/var/tmp") as here:  # a disk: O_DIRECT
        run(here, *map(os.path.abspath, sys.argv[1:4]))
    print("good only when all was shown")
