// A jurist's word about a text: asked for on a page, taken back into the files, and void when the text changes.
#include <unistd.h>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "explain/check.hpp"
#include "explain/explanation.hpp"
#include "explain/read.hpp"
#include "explain/review.hpp"
#include "support/paths.hpp"

namespace {

using namespace aaben;
using namespace aaben::explain;
namespace fs = std::filesystem;

const fs::path assets = fs::path(aaben::tests::source_dir()) / "assets";
const calendar::Date today = calendar::parse_date("2026-11-27").value();

std::string read_all(const fs::path& path) {
    std::ifstream in(path);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

// The letters in a folder of their own, with what the commands said.
struct Desk {
    fs::path dir = fs::temp_directory_path() / ("explain-review-" + std::to_string(::getpid()));
    std::stringstream out, err;
    Desk() {
        fs::remove_all(dir);
        fs::create_directories(dir);
        fs::copy(assets / "letters", dir / "letters", fs::copy_options::recursive);
        fs::copy(assets / "languages", dir / "languages", fs::copy_options::recursive);
    }
    ~Desk() {
        std::error_code ignored;
        fs::remove_all(dir, ignored);
    }
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    [[nodiscard]] std::string stamp_of(const std::string& text) const {
        const std::string page = read_all(dir / "page.html"), before = "data-text=\"" + text + "\" data-stamp=\"";
        const auto at = page.find(before);
        REQUIRE(at != page.npos);
        return page.substr(at + before.size(), 8);
    }
    int take(const std::string& words) {
        std::ofstream(dir / "svar.toml") << words;
        return content_take(dir, dir / "svar.toml", out, err);
    }
    static std::string word(const std::string& text, const std::string& stamp) {
        return "[[word]]\ntext = \"" + text + "\"\nstamp = \"" + stamp +
               "\"\nby = \"N.N., jurist \\\"afd. 2\\\"\"\non = 2026-12-01\n";
    }
};

}  // namespace

TEST_CASE("the page shows every line beside its translations, its rule and when it is shown") {
    Desk desk;
    REQUIRE(content_review(desk.dir, "", desk.dir / "page.html", today, desk.out, desk.err) == 0);
    const std::string page = read_all(desk.dir / "page.html");
    for (const char* piece : {"Svarer du ikke, bestemmer kommunen uden dit svar.",
                              "If you do not answer, the municipality decides", "<b>Forvaltningsloven § 19</b>",
                              "Vises, når ikke: fristen er gået", "dir=rtl", "data-text=\"shared/ar.toml\"",
                              "data-text=\"agterskrivelse/da.toml\"", "Se efter i loven: kilden er andenhånds."}) {
        INFO(piece);
        CHECK(page.find(piece) != page.npos);
    }
    CHECK(content_review(desk.dir, "partshoering", desk.dir / "one.html", today, desk.out, desk.err) == 0);
    CHECK(read_all(desk.dir / "one.html").find("agterskrivelse/da.toml") == std::string::npos);
    CHECK(content_review(desk.dir, "husleje", desk.dir / "none.html", today, desk.out, desk.err) == 1);
}

TEST_CASE("a word is written into the file with name and date, and the glass then calls the text reviewed") {
    Desk desk;
    REQUIRE(content_review(desk.dir, "", desk.dir / "page.html", today, desk.out, desk.err) == 0);
    const std::string before = read_all(desk.dir / "letters/partshoering/da.toml");
    REQUIRE(desk.take(Desk::word("partshoering/da.toml", desk.stamp_of("partshoering/da.toml")) +
                      Desk::word("shared/da.toml", desk.stamp_of("shared/da.toml"))) == 0);
    const std::string after = read_all(desk.dir / "letters/partshoering/da.toml");
    CHECK(after.find("reviewed_by = \"N.N., jurist \\\"afd. 2\\\", 2026-12-01\"\nreviewed = \"") != after.npos);
    CHECK(after.substr(after.find("first_words")) == before.substr(before.find("first_words")));
    for (const ContentFault& fault : check(desk.dir, today)) CHECK(fault.warning);
    const auto library = LetterLibrary::load(desk.dir / "letters");
    REQUIRE(library.ok());
    const auto shown = explain::explain(*library, "partshoering", "da", {}, today);
    CHECK_FALSE(shown->unreviewed);
    CHECK(shown->notes.empty());
    CHECK(explain::explain(*library, "visitation", "da", {}, today)->unreviewed);
    CHECK(explain::explain(*library, "partshoering", "ar", {}, today)->unreviewed);
}

TEST_CASE("a text or a rule that was changed after it was signed is nobody's word any more") {
    Desk desk;
    REQUIRE(content_review(desk.dir, "", desk.dir / "page.html", today, desk.out, desk.err) == 0);
    REQUIRE(desk.take(Desk::word("partshoering/da.toml", desk.stamp_of("partshoering/da.toml")) +
                      Desk::word("shared/da.toml", desk.stamp_of("shared/da.toml"))) == 0);
    const auto change = [&](const char* file, const std::string& from, const std::string& to) {
        std::string text = read_all(desk.dir / "letters" / file);
        REQUIRE(text.find(from) != text.npos);
        text.replace(text.find(from), from.size(), to);
        std::ofstream(desk.dir / "letters" / file) << text;
    };
    const auto unreviewed = [&] {
        const auto library = LetterLibrary::load(desk.dir / "letters");
        REQUIRE(library.ok());
        return explain::explain(*library, "partshoering", "da", {}, today)->unreviewed;
    };
    CHECK_FALSE(unreviewed());
    change("partshoering/da.toml", "Du kan ringe eller skrive.", "Du kan skrive eller ringe.");
    CHECK(unreviewed());
    change("partshoering/da.toml", "Du kan skrive eller ringe.", "Du kan ringe eller skrive.");
    CHECK_FALSE(unreviewed());
    change("law.toml", "En part kan forlange, at afgørelsen udsættes", "En part kan bede om, at afgørelsen udsættes");
    CHECK(unreviewed());
    std::string told;
    for (const ContentFault& fault : check(desk.dir, today)) told += fault.file + ": " + fault.what + "\n";
    CHECK(told.find("partshoering/da.toml: was changed after N.N., jurist \"afd. 2\", 2026-12-01 checked it") !=
          told.npos);
}

TEST_CASE("a word about another text, an old page or without a name is refused, and the rest is taken") {
    Desk desk;
    REQUIRE(content_review(desk.dir, "", desk.dir / "page.html", today, desk.out, desk.err) == 0);
    const std::string stamp = desk.stamp_of("min-plan/da.toml");
    CHECK(desk.take(Desk::word("min-plan/da.toml", "00000000") + Desk::word("../x/da.toml", stamp) +
                    "[[word]]\ntext = \"min-plan/en.toml\"\nstamp = \"" + stamp + "\"\n" +
                    Desk::word("min-plan/da.toml", stamp)) == 1);
    const std::string err = desk.err.str();
    CHECK(err.find("min-plan/da.toml: was changed since the page was made") != err.npos);
    CHECK(err.find("../x/da.toml: is no text of this content") != err.npos);
    CHECK(err.find("min-plan/en.toml: lacks 'by' or 'on'") != err.npos);
    CHECK(desk.out.str().find("min-plan/da.toml: checked by N.N.") != std::string::npos);
    CHECK(desk.take("nothing = 1\n") == 1);
}
