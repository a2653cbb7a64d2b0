// A letter under the camera: the real kiosk, the real kiosk-reader (Tesseract), a generated letter behind the camera's
// interface. What it means is shown, a person is one touch away, and nothing of the picture or its words stays.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "fakes/world.hpp"
#include "support/paths.hpp"

using namespace aaben::fakes;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

// Makes one letter of the type; prints the citizen's invented name and the caseworker's, one a line.
std::vector<std::string> make_letter(const std::string& type, const fs::path& picture) {
    const std::string script = R"(
import sys; sys.path.insert(0, sys.argv[1])
import letters, paper
wording = [w for w in letters.wordings("dev") + letters.wordings("foreign_dev") if w["type"] == sys.argv[2]][0]
letter = letters.fill(wording, 3)
image = paper.render(letter, 200)
image.save(sys.argv[3])
print(letter.filler.name); print(letter.filler.street); print(letter.title)
)";
    const Ran ran = run({"/usr/bin/python3", "-B", "-c", script, aaben::tests::source_dir() + "/tests/letters", type,
                         picture.string()});
    INFO(ran.output);
    REQUIRE(ran.code == 0);
    std::vector<std::string> out;
    for (std::size_t from = 0; from < ran.output.size();) {
        const std::size_t end = ran.output.find('\n', from);
        out.push_back(ran.output.substr(from, end - from));
        from = end == std::string::npos ? ran.output.size() : end + 1;
    }
    return out;
}

// A letter on two sheets: the first says what it is, the second when and where. Prints the meeting's time.
std::string make_two_pages(const fs::path& first, const fs::path& second) {
    const std::string script = R"(
import sys; sys.path.insert(0, sys.argv[1])
import letters, paper
text = """# Indkaldelse til jobsamtale
Kære {N}

Du indkaldes hermed til jobsamtale. Under samtalen følger vi op på din jobsøgning, dit CV og aftalerne i din Min Plan.

Du har pligt til at deltage. Udeblivelse uden rimelig grund medfører fradrag i din kontanthjælp, indtil du igen har kontakt med os, jf. § 37 i lov om aktiv socialpolitik.

Du har ret til at tage en bisidder med.
\f
Tid og sted for samtalen

Jobsamtalen er {M:wl} kl. {T} i {P}.

Hvis du ikke kan deltage, skal du melde afbud på telefon {C} inden samtalen.

Med venlig hilsen
{W}
Sagsbehandler"""
letter = letters.fill({"type": "indkaldelse-jobsamtale", "name": "two pages", "text": text}, 5)
for image, path in zip(paper.render_pages(letter), sys.argv[2:]):
    image.save(path)
print(letter.fields["meeting_time"].replace(":", "."))
)";
    const Ran ran = run({"/usr/bin/python3", "-B", "-c", script, aaben::tests::source_dir() + "/tests/letters",
                         first.string(), second.string()});
    INFO(ran.output);
    REQUIRE(ran.code == 0);
    return ran.output.substr(0, ran.output.find('\n'));
}

// A page laid while the kiosk plays: the picture is put in place once the play has made the named shot.
bool lay_after(const World& world, const std::string& shot, const fs::path& page, const fs::path& shelf) {
    const bool shown = until(60s, [&] {
        std::error_code ignored;
        for (const auto& entry : fs::recursive_directory_iterator(world.dir(), ignored))
            if (entry.path().filename().string().ends_with(shot + ".png")) return true;
        return false;
    });
    fs::rename(page, shelf);
    return shown;
}

const std::string read_it = R"(tap "Forstå mit brev"
tap "Læg brevet under kameraet"
)";

}  // namespace

TEST_CASE(
    "a letter laid under the camera is explained, checked by the citizen and carried into check-in; nothing of it "
    "stays") {
    World world;
    const fs::path shelf = world.dir() / "shelf.png";
    const std::vector<std::string> words = make_letter("indkaldelse-jobsamtale", shelf);
    spill(world.dir() / "kiosk.toml", slurp(world.dir() / "kiosk.toml") + "camera = \"shelf.png\"\n");
    world.start_jobcenter();
    world.start_sync();
    const int played = world.play(read_it + R"(sees "Passer det?"
tap "Ja"
tap "Tal med nogen her"
tap "Tjek ind og vent"
tap "Videre"
tap "Den første, der har tid"
sees "Du er tjekket ind"
shot carried
tap "Færdig"
synced
)");
    INFO(slurp(world.dir() / "kiosk.log"));
    REQUIRE(played == 0);
    fs::remove(shelf);
    REQUIRE(words.size() >= 3);
    for (const auto& entry : fs::recursive_directory_iterator(world.dir())) {
        if (!entry.is_regular_file()) continue;
        const std::string bytes = slurp(entry.path());
        INFO(entry.path().filename().string());
        for (const std::string& word : words) CHECK(bytes.find(word) == std::string::npos);
        CHECK_FALSE(entry.path().filename().string().starts_with("core"));
    }
}

TEST_CASE(
    "a letter of another sender shows who sent it and what stands in it, with a person; the reading can be cancelled, "
    "and nothing of it stays") {
    World world;
    const fs::path shelf = world.dir() / "shelf.png";
    const std::vector<std::string> words = make_letter("foreign-rent", shelf);
    spill(world.dir() / "kiosk.toml", slurp(world.dir() / "kiosk.toml") + "camera = \"shelf.png\"\n");
    const int played = world.play(read_it + R"(sees "Vi læser brevet"
tap "Fortryd"
sees "Lad os se på dit brev"
tap "Tilbage"
)" + read_it + R"(sees "Brev fra: Din udlejer"
sees "Vi kender ikke den slags brev"
sees "Her står en frist"
sees "klage til beboerklagenævnet senest"
tap "Tal med nogen her"
)");
    INFO(slurp(world.dir() / "kiosk.log"));
    CHECK(played == 0);
    fs::remove(shelf);
    for (const auto& entry : fs::recursive_directory_iterator(world.dir())) {
        if (!entry.is_regular_file() || entry.path().extension() == ".play") continue;  // the finger's own script
        const std::string bytes = slurp(entry.path());
        INFO(entry.path().filename().string());
        CHECK(bytes.find("beboerklagenævnet") == std::string::npos);
        for (const std::string& word : words) CHECK(bytes.find(word) == std::string::npos);
    }
}

TEST_CASE("two pages are read together: the second says when, and cancelling forgets the first") {
    World world;
    const fs::path shelf = world.dir() / "shelf.png", first = world.dir() / "1.png", second = world.dir() / "2.png";
    const std::string time = make_two_pages(first, second);
    fs::copy_file(first, shelf);
    spill(world.dir() / "kiosk.toml", slurp(world.dir() / "kiosk.toml") + "camera = \"shelf.png\"\n");
    const fs::path script = world.dir() / "two-pages.play";
    spill(script, read_it + R"(sees "Brevet har en side mere"
tap "Jeg har ikke flere sider"
sees "Kom til møde"
lacks "Klokken )" + time +
                      R"("
tap "Brevet har en side mere"
sees "Læg side 2 under kameraet"
sees "1 side er læst"
tap "Fortryd"
sees "Lad os se på dit brev"
tap "Læg brevet under kameraet"
sees "Brevet har en side mere"
tap "Læg side 2 under kameraet"
sees "1 side er læst"
shot first-read
tap "Gør det"
sees ")" + time + R"("
lacks "Brevet siger, at der er flere sider"
tap "Tal med nogen her"
)");
    world.start_kiosk(script);
    CHECK(lay_after(world, "first-read", second, shelf));
    const auto code = world.kiosk.wait(120s);
    INFO(slurp(world.dir() / "kiosk.log"));
    CHECK(code == 0);
}

TEST_CASE("who edits the reader's tables sees which rows decided, and never a word of the letter") {
    World world;
    const fs::path picture = world.dir() / "letter.png";
    const std::vector<std::string> words = make_letter("indkaldelse-jobsamtale", picture);
    const std::string kioskctl = aaben::tests::program("kioskctl");
    const Ran plain = run({kioskctl, "letter", "read", picture.string()});
    const Ran why = run({kioskctl, "letter", "read", "--why", picture.string()});
    INFO(why.output);
    CHECK(plain.output.find("\"why\"") == std::string::npos);
    REQUIRE(why.code == 0);
    CHECK(why.output.find("\"type\":\"indkaldelse-jobsamtale\"") != std::string::npos);
    CHECK(why.output.find("meeting.named") != std::string::npos);
    for (const std::string& word : words) CHECK(why.output.find(word) == std::string::npos);
    CHECK(run({kioskctl, "letter", "read", "--today", "i morgen", picture.string()}).code != 0);
}
