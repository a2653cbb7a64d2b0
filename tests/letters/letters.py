"""Letters with known truth: wordings filled with invented people, dates and numbers. Deterministic by seed.

A wording file holds letters that begin with "## type | name". "# " opens the title. Slots in braces are filled, and those
that are fields become the truth: {M} meeting, {T} time, {P} place, {F} deadline, {S} start, {E} end, {A} amount, {C} the
number to ring. {X} {X2} past dates, {Y} a later date, {O} {O2} {H} other people's numbers, {N} {n} the citizen, {W} the
caseworker, {K} {J} the municipality and its jobcenter are not. A date takes a form: l, wl, w, s, sl, d, dd, n. A line
"!deadline +14" says that the letter's words amount to that many days from its date; "!hw +5" counts working days;
"!no phone" says that a slot of this letter is no field after all.
"""
import datetime as dt
import pathlib
import random
import re

HERE = pathlib.Path(__file__).resolve().parent
MONTHS = "januar februar marts april maj juni juli august september oktober november december".split()
DAYS = "mandag tirsdag onsdag torsdag fredag lørdag søndag".split()
FIRST = ["Mette", "Ahmad", "Lone", "Søren", "Åse", "Fatima", "Jørgen", "Kirsten", "Yusuf", "Birgit", "Olena", "Mikkel"]
LAST = ["Testesen", "Prøvesen", "Eksempelgaard", "Opdigtet", "Fiktiv", "Mønstersen", "Papirby", "Ingenmand"]
WORKERS = ["Bo Eksempel", "Lis Prøvegaard", "Tove Tænkt", "Per Papir", "Gry Mønster", "Ulla Opdigt", "Ib Test"]
TOWNS = [("Fredericia", "7000"), ("Prøvekøbing", "7099"), ("Testrup", "8299"), ("Vejle", "7100"), ("Kolding", "6000")]
STREETS = ["Vendersgade", "Gothersgade", "Prøvevej", "Testallé", "Nørrebrogade", "Havnegade", "Kirkestræde", "Eksempelvej"]
HOUSES = ["Rådhuset", "Sundhedshuset", "Jobcenter {t}", "Beboerhuset", "Medborgerhuset", "Borgerservice", "Jobhuset",
          "Korskærparkens Beboerhus", "Beskæftigelse og Borgerservice"]
ROOMS = ["", "", ", lokale {r}", ", 1. sal", ", mødelokale {r}", ", 2. sal, lokale {r}", ", stuen", ", indgang B"]
FIELD_OF = {"M": "meeting_date", "T": "meeting_time", "P": "meeting_place", "F": "deadline", "S": "start_date",
            "E": "end_date", "A": "amount", "C": "phone"}


def date_text(date, form):
    month = MONTHS[date.month - 1]
    day = DAYS[date.weekday()]
    return {
        "l": f"{date.day}. {month} {date.year}", "wl": f"{day} den {date.day}. {month} {date.year}",
        "w": f"{day} den {date.day}. {month}", "n": f"{date.day}. {month}", "s": f"{date.day:02d}-{date.month:02d}-{date.year}",
        "sl": f"{date.day}/{date.month} {date.year}", "d": f"{date.day:02d}.{date.month:02d}.{date.year}",
        "dd": f"{date.day:02d}.{date.month:02d}.{date.year % 100:02d}", "wsl": f"{day} d. {date.day}/{date.month}",
        "wd": f"{day} d. {date.day}. {month}",
    }[form]


def workday(date):
    while date.weekday() >= 5:
        date += dt.timedelta(days=1)
    return date


def phone_text(rng, digits):
    return rng.choice([digits[:2] + " " + digits[2:4] + " " + digits[4:6] + " " + digits[6:], digits[:4] + " " + digits[4:], digits])


class Letter:
    """One filled letter: header facts, title, body paragraphs, and what a careful clerk would read out of it."""


def parse(path):
    wordings = []
    for part in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
        head, _, text = part.partition("\n")
        kind, _, name = head.partition("|")
        wordings.append({"type": kind.strip(), "name": name.strip(), "text": text.strip("\n")})
    return wordings


def wordings(which):
    out = []
    for path in sorted((HERE / "wordings").glob(f"{which}_*.txt")):
        out += parse(path)
    return out


class Filler:
    def __init__(self, rng):
        self.rng = rng
        day = workday(dt.date(2026, 9, 1) + dt.timedelta(days=rng.randrange(280)))
        later = lambda a, b: workday(day + dt.timedelta(days=rng.randint(a, b)))
        self.town, self.post = rng.choice(TOWNS)
        self.dates = {"D": day, "F": later(7, 14), "M": later(16, 30), "S": later(6, 30), "X": workday(day - dt.timedelta(days=rng.randint(3, 19))),
                      "X2": workday(day - dt.timedelta(days=rng.randint(24, 45)))}
        self.dates["E"] = workday(self.dates["S"] + dt.timedelta(days=rng.randint(12, 180)))
        self.dates["Y"] = workday(max(self.dates["E"], self.dates["M"]) + dt.timedelta(days=3))
        digits = lambda first: first + "".join(str(rng.randrange(10)) for _ in range(6))
        self.phones = {"C": digits("72"), "H": digits("76"), "O": digits("20"), "O2": digits("40")}
        self.time = dt.time(rng.choice([8, 9, 10, 11, 12, 13, 14]), rng.choice([0, 15, 30, 45]))
        self.worker = rng.choice(WORKERS)
        self.first = rng.choice(FIRST)
        self.name = self.first + " " + rng.choice(LAST)
        self.street = f"{rng.choice(STREETS)} {rng.randrange(1, 99)}"
        house = rng.choice(HOUSES).format(t=self.town)
        place = rng.choice([f"{house}, {rng.choice(STREETS)} {rng.randrange(1, 99)}", house,
                            f"{house}, {rng.choice(STREETS)} {rng.randrange(1, 99)}, {self.post} {self.town}"])
        if place != house or rng.random() < 0.5:
            room = rng.choice(ROOMS).format(r=rng.randrange(1, 40))
            place = place + room if self.town not in place.split(",")[-1] else house + place[len(house):].replace(",", room + ",", 1) if room else place
        self.place = place
        self.oere = rng.choice([rng.randrange(400, 30000) * 100, rng.randrange(40000, 3000000)])
        self.truth = {"letter_date": day.isoformat()}

    def amount_text(self):
        whole, cents = divmod(self.oere, 100)
        grouped = f"{whole:,}".replace(",", ".")
        return grouped if cents == 0 and self.rng.random() < 0.7 else f"{grouped},{cents:02d}"

    def slot(self, match):
        name, form = match.group(1), match.group(2)
        field = FIELD_OF.get(name)
        if name in self.dates:
            date = self.dates[name]
            if field:
                self.truth[field] = date.isoformat()
            if field == "deadline":
                self.truth["deadline_exact"] = True
            return date_text(date, form or "l")
        if name in self.phones:
            if field:
                self.truth[field] = self.phones[name]
            return phone_text(self.rng, self.phones[name])
        if name == "T":
            time = self.time.replace(minute=0) if form == "h" else self.time
            self.truth["meeting_time"] = time.strftime("%H:%M")
            return str(time.hour) if form == "h" else f"{time.hour}{':' if form == ':' else '.'}{time.minute:02d}"
        if name == "P":
            self.truth["meeting_place"] = self.place
            return self.place
        if name == "A":
            self.truth["amount"] = f"{self.oere // 100}.{self.oere % 100:02d}"
            return self.amount_text()
        return {"N": self.name, "n": self.first, "W": self.worker, "K": f"{self.town} Kommune", "J": f"Jobcenter {self.town}",
                "R": str(self.rng.randrange(10000, 99999)), "t": self.town, "Z": self.street}[name]

    def directive(self, line):
        word, _, value = line[1:].partition(" ")
        day = self.dates["D"]
        if word in ("deadline", "hw"):
            target = day
            left = int(value)
            if word == "deadline":
                target = day + dt.timedelta(days=left)
            while word == "hw" and left > 0:
                target += dt.timedelta(days=1)
                left -= target.weekday() < 5
            self.truth["deadline"] = target.isoformat()
            self.truth["deadline_exact"] = False
        elif word == "no":
            self.truth.pop({"phone": "phone"}.get(value, value), None)
            if value == "deadline":
                self.truth.pop("deadline_exact", None)


def fill(wording, seed):
    rng = random.Random(f"{wording['type']}|{wording['name']}|{seed}")
    filler = Filler(rng)
    letter = Letter()
    lines = []
    letter.title = ""
    for line in wording["text"].split("\n"):
        if line.startswith("!"):
            filler.directive(line)
            continue
        line = re.sub(r"\{([A-Za-z]\d?)(?::([a-z]+|:?))?\}", filler.slot, line)
        if line.startswith("# "):
            letter.title = line[2:]
        else:
            lines.append(line)
    letter.body = "\n".join(lines).strip("\n")
    letter.type = None if wording["type"].startswith("foreign") else wording["type"]
    letter.kind = wording["type"] + " | " + wording["name"]
    letter.filler = filler
    letter.fields = filler.truth if letter.type else {}
    letter.today = (filler.dates["D"] + dt.timedelta(days=rng.randrange(0, 6))).isoformat()
    letter.sender = None
    first = letter.body.split("\n")[0]
    if first.startswith("@"):  # another sender's letterhead: "@ name | address | phone"
        letter.sender = [part.strip() for part in first[1:].split("|")]
        letter.body = letter.body.split("\n", 1)[1].strip("\n")
    letter.rng = rng
    return letter


def plain_text(letter):
    """The letter as a clerk would type it: for tests without pictures."""
    f = letter.filler
    rng = letter.rng
    date = date_text(f.dates["D"], rng.choice(["l", "l", "s", "sl", "d", "dd"]))
    dated = rng.choice([date, f"Dato: {date}", f"{f.town}, den {date}", f"Dato\n{date}"])
    sender = letter.sender or rng.choice([[f"{f.town} Kommune", f"Jobcenter {f.town}", f"Tlf. {phone_text(rng, f.phones['H'])}"],
                                          [f"{f.town} Kommune", f"{f.street}", f"{f.post} {f.town}"]])
    return "\n".join(sender) + f"\n\n{f.name}\n{f.street}\n{f.post} {f.town}\n\n{dated}\nSagsnr. 26/{rng.randrange(1000, 9999)}\n\n{letter.title}\n\n{letter.body}\n"
