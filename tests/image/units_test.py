#!/usr/bin/python3
"""The device's units and rules, looked at by the programs that will read them: systemd-analyze (how far each unit of ours
is shut in, and whether it can be read at all) and nft. Not proven by it: that the programs run inside these walls."""
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "../../image/root")
UNITS = os.path.join(ROOT, "usr/lib/systemd/system")
MOST = 1.5
PACKAGES = {"systemd-analyze": "systemd", "nft": "nftables", "unshare": "util-linux"}


def need(program):
    path = shutil.which(program, path=os.environ["PATH"] + ":/usr/sbin:/sbin")
    if not path:
        sys.exit(f"{program} is missing: apt-get install {PACKAGES[program]} (tools/packages.txt names it; tools/setup installs it)")
    return path


def run(*words):
    return subprocess.run(words, capture_output=True, text=True, timeout=120)


def services():
    return sorted(f for f in os.listdir(UNITS) if f.endswith(".service"))


def read(unit):
    """Every setting of a unit; a name that comes again has all its values."""
    out = {}
    for line in open(os.path.join(UNITS, unit)):
        if re.match(r"[A-Za-z0-9]+=", line):
            name, value = line.rstrip("\n").split("=", 1)
            out.setdefault(name, []).append(value)
    return out


def exposure(place, unit):
    said = run(need("systemd-analyze"), "security", "--offline=true", "--no-pager", os.path.join(place, unit))
    found = re.search(r"Overall exposure level for \S+: ([0-9.]+)", said.stdout)
    assert found, said.stdout + said.stderr
    return float(found.group(1))


def shut_in():
    for unit in services():
        level = exposure(UNITS, unit)
        print(f"  {unit}: {level}")
        assert level <= MOST, f"{unit} is open to {level}, more than {MOST}: systemd-analyze security says why"
    with tempfile.TemporaryDirectory() as here:  # the measure itself: without its walls the same unit is far above
        text = open(os.path.join(UNITS, "kiosk.service")).read()
        with open(os.path.join(here, "open.service"), "w") as out:
            out.write(re.sub(r"(?m)^(Private|Protect|Restrict|SystemCall|Capability|NoNew|Device|IPAddress).*\n", "", text))
        assert exposure(here, "open.service") > 5


def a_root(here):
    """A root of our units with stand-ins for what Debian brings: programs that only exist, units that only are named."""
    shutil.copytree(ROOT, here, symlinks=True, dirs_exist_ok=True)
    programs = set()
    for unit in services():
        for name, values in read(unit).items():
            if name.startswith("Exec"):
                programs |= {re.sub(r"^[-+!@:]*", "", value).split()[0] for value in values if value}
    for program in programs:
        if os.path.exists(ROOT + program):
            assert os.access(ROOT + program, os.X_OK), f"{program} cannot be run"
            continue
        assert "/aaben-doer/" not in program, f"{program} is named by a unit and is not there"
        os.makedirs(os.path.dirname(here + program), exist_ok=True)
        with open(here + program, "w") as out:
            out.write("#!/bin/sh\n")
        os.chmod(here + program, 0o755)
    of_debian = ("seatd", "nftables", "systemd-udevd", "systemd-repart", "systemd-timesyncd", "systemd-journald", "emergency")
    for name in of_debian:
        with open(os.path.join(here, "usr/lib/systemd/system", name + ".service"), "w") as out:
            out.write("[Service]\nExecStart=/usr/bin/rauc\n")
    for target in ("local-fs", "multi-user", "sysinit", "basic", "shutdown", "umount", "sockets", "timers", "paths", "slices"):
        open(os.path.join(here, "usr/lib/systemd/system", target + ".target"), "w").write("[Unit]\n")
    for slice_ in ("-", "system"):
        open(os.path.join(here, "usr/lib/systemd/system", slice_ + ".slice"), "w").write("[Unit]\n")


def verify(root, *units):
    return run(need("systemd-analyze"), "verify", "--man=no", f"--root={root}", "--recursive-errors=one", *units)


def readable():
    ours = services() + sorted(f for f in os.listdir(UNITS) if f.endswith(".mount"))
    with tempfile.TemporaryDirectory() as here:
        a_root(here)
        said = verify(here, *ours)
        assert said.returncode == 0 and said.stderr == "", said.stdout + said.stderr
        with open(os.path.join(here, "usr/lib/systemd/system", "kiosk.service"), "a") as out:  # and it does see a slip
            out.write("[Service]\nProtectSytem=strict\n")
        assert "ProtectSytem" in verify(here, "kiosk.service").stderr


def promises():
    """What no score asks for."""
    for unit in services():
        have = read(unit)
        assert have.get("LimitCORE") == ["0"], f"{unit} may leave a core file"
        waits = " ".join(sum((have.get(n, []) for n in ("After", "Wants", "Requires", "BindsTo", "Requisite")), []))
        assert not re.search(r"network-online|time-sync|network\.target", waits), f"{unit} waits for the net or the time"
        assert "WantedBy" in have, f"{unit} is started by nobody"
    kiosk, sync, glass = read("kiosk.service"), read("kiosk-sync.service"), read("compositor.service")
    for have in (kiosk, sync, glass):
        assert have["Type"] == ["notify"] and 10 <= int(have["WatchdogSec"][0]) <= 60 and have["Restart"] == ["always"]
        assert have["StartLimitIntervalSec"] == ["0"], "a kiosk that failed five times must not stay dark"
        assert "User" in have and have["User"] != ["root"]
    assert kiosk["PrivateNetwork"] == ["yes"] and kiosk["RestrictAddressFamilies"] == ["AF_UNIX"]
    assert sync["PrivateDevices"] == ["yes"] and sync["IPAddressDeny"] == ["any"] and "IPAddressAllow" not in sync
    assert kiosk["User"] != glass["User"]
    assert all(u["UMask"] == ["0077"] for u in (kiosk, sync))
    masked = [line.split()[0] for line in open(os.path.join(ROOT, "../masked.txt")) if line.strip() and line[0] != "#"]
    for unit in ("getty@.service", "getty@tty1.service", "serial-getty@.service", "autovt@.service", "ssh.service", "debug-shell.service"):
        assert unit in masked, f"{unit} is not masked"


NFT_USERS = "root:x:0:0::/:/bin/sh\naaben:x:971:971::/:/bin/sh\nsystemd-timesync:x:972:972::/:/bin/sh\nsystemd-network:x:973:973::/:/bin/sh\n"


def in_a_net_of_its_own(here, *commands):
    """Runs commands in a network of their own, with the device's users; nothing of it reaches this machine."""
    with open(os.path.join(here, "passwd"), "w") as out:
        out.write(NFT_USERS)
    script = f"mount --bind {here}/passwd /etc/passwd && " + " && ".join(commands)
    as_root = [] if os.geteuid() == 0 else ["--map-root-user"]
    return run(need("unshare"), *as_root, "--net", "--mount", "sh", "-ec", script)


def firewall():
    nft, rules = need("nft"), os.path.join(ROOT, "etc/nftables.conf")
    with tempfile.TemporaryDirectory() as here:
        if in_a_net_of_its_own(here, "true").returncode != 0:
            print("  nft: NOT LOOKED AT: this machine lets nobody make a network of its own")
            return
        said = in_a_net_of_its_own(here, f"{nft} -c -f {rules}")
        assert said.returncode == 0, said.stderr
        bad = os.path.join(here, "bad.nft")
        with open(bad, "w") as out:
            out.write(open(rules).read().replace("policy drop", "policy dorp", 1))
        assert in_a_net_of_its_own(here, f"{nft} -c -f {bad}").returncode != 0
        opened(here, nft, rules)


def opened(here, nft, rules):
    """network-rules as it runs on the device, on the real rules: what it opens, and what it refuses to understand."""
    script = os.path.join(ROOT, "usr/lib/aaben-doer/network-rules")
    settings = os.path.join(here, "network.conf")

    def ran(text):
        with open(settings, "w") as out:
            out.write(text)
        shutil.rmtree(os.path.join(here, "run"), ignore_errors=True)
        return in_a_net_of_its_own(here, f"mkdir {here}/run", f"{nft} -f {rules}",
                                   f"PATH=$PATH:/usr/sbin {script} {settings} {here}/run", f"{nft} list ruleset")

    good = "# a unit\njobcenter = 192.0.2.10 2001:db8::1\ndoor = 192.0.2.10 8443\ntime = 192.0.2.20\nname = jobcenter.example\n"
    said = ran(good)
    assert said.returncode == 0, said.stderr
    flat = re.sub(r"\s+", " ", said.stdout)
    for part in ("elements = { 192.0.2.10 }", "elements = { 2001:db8::1 }", "elements = { 8443 }", "elements = { 192.0.2.20 }"):
        assert part in flat, (part, flat)
    assert flat.count("policy drop") == 3, flat
    for unit in ("kiosk-sync", "slot-commit"):
        text = open(f"{here}/run/systemd/system/{unit}.service.d/addresses.conf").read()
        assert text == "[Service]\nIPAddressAllow=192.0.2.10 2001:db8::1\n", text
    assert "192.0.2.10 jobcenter.example\n" in open(f"{here}/run/kiosk-hosts").read()
    assert "NTP=192.0.2.20\n" in open(f"{here}/run/systemd/timesyncd.conf.d/addresses.conf").read()
    for bad in ("jobcenter = any\n", "jobcenter = 192.0.2.10\n", "jobcenter = 0.0.0.0/0\ndoor = 192.0.2.10 8443\n", "door = 192.0.2.10 8443\n",
                good + "open = all\n", good.replace("8443", "8443; flush ruleset"), good + "name = a b\n", good.replace(" = ", " "),
                good.replace("192.0.2.10 2001", "999.0.2.10 2001"), good.replace("8443", "99999")):
        said = ran(bad)
        assert said.returncode != 0 and "stays closed" in said.stderr, (bad, said.stderr)
        assert not os.path.exists(f"{here}/run/systemd"), bad


if __name__ == "__main__":
    for part in (promises, shut_in, readable, firewall):
        print(part.__name__)
        part()
