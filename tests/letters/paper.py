"""A filled letter as a picture: several layouts, then what a camera does to it. Deterministic by the letter's seed."""
import io
import math

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont

from letters import date_text, phone_text

FONTS = "/usr/share/fonts/truetype/"
FAMILIES = [("liberation/LiberationSans-Regular.ttf", "liberation/LiberationSans-Bold.ttf"),
            ("liberation/LiberationSerif-Regular.ttf", "liberation/LiberationSerif-Bold.ttf"),
            ("dejavu/DejaVuSans.ttf", "dejavu/DejaVuSans-Bold.ttf"),
            ("dejavu/DejaVuSerif.ttf", "dejavu/DejaVuSerif-Bold.ttf"),
            ("liberation/LiberationSansNarrow-Regular.ttf", "liberation/LiberationSansNarrow-Bold.ttf")]
DEGRADATIONS = ["scan", "light", "angle", "perspective", "blur", "noise", "jpeg", "low", "table", "hand", "upside", "screen", "crumpled",
                "photo"]


class Sheet:
    """A4 at `dpi`; lengths in millimetres."""

    def __init__(self, rng, dpi):
        self.rng, self.dpi = rng, dpi
        self.image = Image.new("RGB", (self.px(210), self.px(297)), "white")
        self.draw = ImageDraw.Draw(self.image)
        self.regular, self.bold = rng.choice(FAMILIES)
        self.size = rng.choice([10, 10.5, 11, 11, 12])

    def px(self, mm):
        return int(mm * self.dpi / 25.4)

    def font(self, points, bold=False):
        return ImageFont.truetype(FONTS + (self.bold if bold else self.regular), max(6, int(points * self.dpi / 72)))

    def text(self, x, y, words, points=None, bold=False, fill="black", width=None):
        """Writes and wraps; returns the y below. Three or more spaces are a tab stop."""
        points = points or self.size
        font = self.font(points, bold)
        step = points * 0.3528 * 1.32
        for line in words.split("\n"):
            if "   " in line:
                label, _, value = line.partition("   ")
                self.draw.text((self.px(x), self.px(y)), label.strip(), font=font, fill=fill)
                self.draw.text((self.px(x + 38), self.px(y)), value.strip(), font=font, fill=fill)
                y += step
                continue
            current = ""
            for word in line.split(" "):
                longer = (current + " " + word).strip()
                if width and self.draw.textlength(longer, font=font) > self.px(width):
                    self.draw.text((self.px(x), self.px(y)), current, font=font, fill=fill)
                    y += step
                    longer = word
                current = longer
            self.draw.text((self.px(x), self.px(y)), current, font=font, fill=fill)
            y += step
        return y


def letterhead(letter):
    f = letter.filler
    if letter.sender:
        return letter.sender
    unit = letter.rng.choice([f"Jobcenter {f.town}", "Arbejdsmarked og Borgerservice", "Beskæftigelse", "Ydelseskontoret"])
    return [f"{f.town} Kommune", unit, f"{f.street}, {f.post} {f.town}"]


def body(sheet, letter, x, y, width, title_points):
    y = sheet.text(x, y, letter.title, title_points, True, width=width) + 4
    return sheet.text(x, y, letter.body, width=width)


def address(letter):
    f = letter.filler
    return f"{f.name}\n{f.street}\n{f.post} {f.town}"


def classic(sheet, letter, head, date, switchboard):
    sheet.text(125, 15, "\n".join(head), 9)
    sheet.text(125, 32, f"Tlf. {switchboard}", 9)
    sheet.text(22, 45, address(letter))
    sheet.text(150, 75, date)
    body(sheet, letter, 22, 92, 165, sheet.size + 3)


def column(sheet, letter, head, date, switchboard):
    sheet.text(22, 14, head[0], 17, True, sheet.rng.choice(["#1b4f8a", "#7a1c2e", "#1d6b3a"]))
    sheet.text(22, 42, address(letter))
    info = "\n".join(head[1:]) + f"\n\nDato\n{date}\n\nSagsnr.\n26/{sheet.rng.randrange(1000, 9999)}\n\nTelefon\n{switchboard}\n\nCVR-nr. 12345678"
    sheet.text(160, 42, info, 8)
    body(sheet, letter, 22, 85, 128, sheet.size + 2)


def print_out(sheet, letter, head, date, switchboard):
    """A letter printed from Digital Post."""
    sheet.text(20, 12, f"Fra: {head[0]}\nTil: {letter.filler.name}\nDato: {date}\nEmne: {letter.title}", 9)
    sheet.draw.line([(sheet.px(20), sheet.px(36)), (sheet.px(190), sheet.px(36))], fill="grey")
    sheet.text(20, 42, "\n".join(head) + f"\nTelefon {switchboard}", 9)
    body(sheet, letter, 20, 68, 170, sheet.size + 3)


def coloured(sheet, letter, head, date, switchboard):
    tint = sheet.rng.choice([("#dbe7f3", "#123a63"), ("#f3e2db", "#6b2a12"), ("#e1f0de", "#1c5018")])
    sheet.draw.rectangle([0, 0, sheet.px(210), sheet.px(30)], fill=tint[0])
    sheet.text(22, 10, head[0], 18, True, tint[1])
    sheet.text(140, 11, "\n".join(head[1:]), 9, fill=tint[1])
    sheet.text(22, 42, address(letter))
    sheet.text(22, 66, f"{letter.filler.town}, den {date}")
    y = body(sheet, letter, 22, 80, 160, sheet.size + 4)
    sheet.text(22, max(y + 12, 270), f"{' · '.join(head)} · Tlf. {switchboard}", 8, fill="grey")


def records(sheet, letter, head, date, switchboard):
    """A case system's print: facts in a row under the head."""
    sheet.text(20, 14, "\n".join(head), 10)
    sheet.text(20, 40, address(letter))
    for x, label, value in ((20, "Dato", date), (75, "Sagsnummer", f"26-{sheet.rng.randrange(10000, 99999)}"), (130, "Telefon", switchboard)):
        sheet.text(x, 68, label, 8, True)
        sheet.text(x, 72, value, 9)
    body(sheet, letter, 20, 86, 168, sheet.size + 2)


LAYOUTS = [classic, column, print_out, coloured, records]


def render(letter, dpi=200):
    rng = letter.rng
    sheet = Sheet(rng, dpi)
    form = rng.choice(["l", "l", "s", "sl", "d"])
    rng.choice(LAYOUTS)(sheet, letter, letterhead(letter), date_text(letter.filler.dates["D"], form), phone_text(rng, letter.filler.phones["H"]))
    return sheet.image


def render_pages(letter, dpi=200):
    """A letter on several sheets: its body has a form feed where a sheet ends; each prints which page it is."""
    parts = letter.body.split("\f")
    number = lambda sheet, i: sheet.text(170, 284, f"Side {i + 1} af {len(parts)}", 9)
    first = Sheet(letter.rng, dpi)
    letter.body = parts[0].strip("\n")
    classic(first, letter, letterhead(letter), date_text(letter.filler.dates["D"], "l"), phone_text(letter.rng, letter.filler.phones["H"]))
    number(first, 0)
    sheets = [first]
    for i, part in enumerate(parts[1:], 1):
        sheet = Sheet(letter.rng, dpi)
        sheet.text(22, 25, part.strip("\n"), width=165)
        number(sheet, i)
        sheets.append(sheet)
    return [sheet.image for sheet in sheets]


def shade(image, random):
    w, h = image.size
    x = np.linspace(-1, 1, w)[None, :]
    y = np.linspace(-1, 1, h)[:, None]
    angle = random.uniform(0, 2 * math.pi)
    fall = 1 - 0.25 * (1 + np.cos(angle) * x + np.sin(angle) * y)
    spot = 1 - 0.15 * np.exp(-((x - random.uniform(-1, 1)) ** 2 + (y - random.uniform(-1, 1)) ** 2) / 0.1)
    return Image.fromarray(np.clip(np.asarray(image, dtype=np.float32) * (fall * spot)[..., None], 0, 255).astype(np.uint8))


def noisy(image, random, sigma):
    grain = np.random.default_rng(random.randrange(1 << 30)).normal(0, sigma, (image.size[1], image.size[0], 1))
    return Image.fromarray(np.clip(np.asarray(image, dtype=np.float32) + grain, 0, 255).astype(np.uint8))


def jpeg(image, quality):
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return Image.open(io.BytesIO(out.getvalue())).convert("RGB")


def table(size, random):
    base = np.array(random.choice([(116, 82, 54), (70, 74, 80), (150, 120, 90), (46, 60, 90), (96, 96, 92)]), dtype=np.float32)
    generator = np.random.default_rng(random.randrange(1 << 30))
    rows = generator.normal(0, 9, (size[1], 1, 1)).cumsum(axis=0)
    rows = (rows - rows.mean()) * 9 / max(1, rows.std())
    grain = base + rows + generator.normal(0, 5, (size[1], size[0], 1))
    return Image.fromarray(np.clip(grain, 0, 255).astype(np.uint8))


def coefficients(source, target):
    """For Image.transform: target corner -> source corner."""
    rows = []
    for (x, y), (u, v) in zip(target, source):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
    return np.linalg.solve(np.array(rows, dtype=float), np.array(source, dtype=float).reshape(8))


def on_table(image, random, turn, tilt):
    """The sheet turned by `turn` degrees and seen from the side, on a table."""
    w, h = image.size
    angle = math.radians(turn)
    corners = []
    for x, y in ((-w / 2, -h / 2), (w / 2, -h / 2), (w / 2, h / 2), (-w / 2, h / 2)):
        corners.append((x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)))
    corners = [(x * (1 + random.uniform(-tilt, tilt)), y * (1 + random.uniform(-tilt, tilt))) for x, y in corners]
    left, top = min(x for x, _ in corners), min(y for _, y in corners)
    margin = 0.06 * w
    corners = [(x - left + margin, y - top + margin) for x, y in corners]
    size = (int(max(x for x, _ in corners) + margin), int(max(y for _, y in corners) + margin))
    c = coefficients([(0, 0), (w, 0), (w, h), (0, h)], corners)
    sheet = image.transform(size, Image.Transform.PERSPECTIVE, c, Image.Resampling.BICUBIC)
    mask = Image.new("L", image.size, 255).transform(size, Image.Transform.PERSPECTIVE, c, Image.Resampling.BILINEAR)
    ground = table(size, random)
    ground.paste(sheet, (0, 0), mask)
    return ground, corners


def hand(image, corners, random):
    """A thumb over one of the lower corners, where hands hold a letter."""
    draw = ImageDraw.Draw(image)
    x, y = corners[random.choice([2, 3])]
    r = image.size[0] * random.uniform(0.05, 0.08)
    skin = random.choice([(224, 172, 140), (150, 100, 72), (92, 62, 48)])
    draw.ellipse([x - r, y - r * 1.6, x + r, y + r * 1.6], fill=skin)
    return image


def waves(image, random):
    """Crumpled: rows pushed about by a few pixels, with soft shadows."""
    pixels = np.asarray(image, dtype=np.float32)
    h, w = pixels.shape[:2]
    phase, length = random.uniform(0, 6), random.uniform(0.2, 0.5) * h
    y = np.arange(h)[:, None] + 3.0 * w / 1650 * np.sin(np.arange(w)[None, :] / (0.16 * w) + phase)
    y = np.clip(y, 0, h - 1).astype(int)
    bent = pixels[y, np.arange(w)[None, :]]
    fold = 1 - 0.10 * (1 + np.sin(np.arange(h) / length * 6.28 + phase))[:, None, None]
    return Image.fromarray(np.clip(bent * fold, 0, 255).astype(np.uint8))


def screen(image, random):
    """A telephone's screen: the page small in a dark frame, pixel grid and moiré."""
    small = image.resize((1080, int(1080 * image.size[1] / image.size[0])), Image.Resampling.LANCZOS)
    big = small.resize((small.size[0] * 3 // 2, small.size[1] * 3 // 2), Image.Resampling.BILINEAR)
    pixels = np.asarray(big, dtype=np.float32)
    h, w = pixels.shape[:2]
    moire = 1 + 0.05 * np.sin(np.arange(w)[None, :] * random.uniform(1.9, 2.4) + np.arange(h)[:, None] * random.uniform(0.05, 0.2))
    pixels *= moire[..., None]
    frame = Image.new("RGB", (w + 160, h + 240), (18, 18, 22))
    frame.paste(Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)), (80, 120))
    return frame


def degrade(image, kind, random):
    """`image` is clean at 200 dpi; `kind` one of DEGRADATIONS, "photo" several at once."""
    if kind == "scan":
        return image.rotate(random.uniform(-1, 1), Image.Resampling.BICUBIC, fillcolor="white")
    if kind == "light":
        return shade(image, random)
    if kind == "angle":
        return on_table(image, random, random.uniform(-40, 40), 0)[0]
    if kind == "perspective":
        return on_table(image, random, random.uniform(-6, 6), 0.07)[0]
    if kind == "blur":
        return on_table(image.filter(ImageFilter.GaussianBlur(random.uniform(0.9, 1.5))), random, random.uniform(-4, 4), 0.02)[0]
    if kind == "noise":
        return noisy(on_table(image, random, random.uniform(-4, 4), 0.02)[0], random, random.uniform(10, 20))
    if kind == "jpeg":
        return jpeg(on_table(image, random, random.uniform(-4, 4), 0.02)[0], random.randrange(25, 50))
    if kind == "low":
        w, h = image.size
        return image.resize((w * 3 // 4, h * 3 // 4), Image.Resampling.LANCZOS)
    if kind == "table":
        return on_table(image, random, random.uniform(-15, 15), 0.03)[0]
    if kind == "hand":
        photo, corners = on_table(image, random, random.uniform(-8, 8), 0.03)
        return hand(photo, corners, random)
    if kind == "upside":
        return on_table(image, random, random.choice([90, 180, 180, 270]) + random.uniform(-6, 6), 0.02)[0]
    if kind == "screen":
        photo = on_table(screen(image, random), random, random.uniform(-5, 5), 0.02)[0]
        return noisy(photo.filter(ImageFilter.GaussianBlur(0.7)), random, 4)
    if kind == "crumpled":
        return shade(on_table(waves(image, random), random, random.uniform(-5, 5), 0.02)[0], random)
    photo, corners = on_table(image, random, random.uniform(-12, 12) + random.choice([0, 0, 0, 180]), 0.04)
    if random.random() < 0.4:
        photo = hand(photo, corners, random)
    photo = shade(photo, random).filter(ImageFilter.GaussianBlur(random.uniform(0.4, 1.0)))
    photo = ImageEnhance.Brightness(photo).enhance(random.uniform(0.75, 1.05))
    return jpeg(noisy(photo, random, random.uniform(3, 9)), random.randrange(55, 85))
