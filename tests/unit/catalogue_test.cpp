// The words on the glass: files, keys, placeholders, plural forms, dates. Bad files are made on the spot.

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/files.hpp"
#include "support/paths.hpp"
#include "support/temporary_folder.hpp"
#include "text/catalogue.hpp"
#include "text/dates.hpp"
#include "text/fonts.hpp"

namespace aaben::text {
namespace {

const std::string languages_dir = aaben::tests::source_dir() + "/assets/languages";

Catalogue loaded() {
    auto catalogue = Catalogue::load(languages_dir);
    REQUIRE(catalogue.ok());
    return *catalogue;
}

// A copy of the language files that a test may spoil.
class Folder {
  public:
    Folder() { std::filesystem::copy(languages_dir, path()); }

    [[nodiscard]] const std::filesystem::path& path() const { return folder_.path; }
    void write(const std::string& name, const std::string& text) const { tests::spill(path() / name, text); }
    [[nodiscard]] std::string read(const std::string& name) const { return tests::slurp(path() / name); }
    void replace(const std::string& name, const std::string& from, const std::string& to) const {
        std::string text = read(name);
        const std::size_t at = text.find(from);
        REQUIRE(at != std::string::npos);
        write(name, text.replace(at, from.size(), to));
    }

  private:
    tests::TemporaryFolder folder_;
};

bool mentions(const std::vector<std::string>& faults, std::string_view what) {
    return std::any_of(faults.begin(), faults.end(),
                       [&](const std::string& fault) { return fault.find(what) != std::string::npos; });
}

}  // namespace

TEST_CASE("the language files are whole: every key in each, with the same placeholders and all plural forms") {
    CHECK(loaded().faults() == std::vector<std::string>{});
}

TEST_CASE("languages come in their order, each with its name in its own script and its direction") {
    const Catalogue catalogue = loaded();
    REQUIRE(catalogue.languages().size() >= 3);
    CHECK(catalogue.languages()[0].tag == "da");
    CHECK(catalogue.languages()[0].name == "Dansk");
    CHECK(catalogue.languages()[1].tag == "en");
    REQUIRE(catalogue.language("ar") != nullptr);
    CHECK(catalogue.language("ar")->name == "العربية");
    CHECK(catalogue.language("ar")->rtl);
    CHECK(catalogue.language("xx") == nullptr);
}

TEST_CASE("a key made from the Danish file answers in each language") {
    const Catalogue catalogue = loaded();
    CHECK(catalogue.get(Key::home_talk, "da") == "Jeg vil tale med nogen");
    CHECK(catalogue.get(Key::home_talk, "en") == "I want to talk to someone");
    CHECK(catalogue.get(Key::home_talk, "ar") == "أريد التحدث مع شخص");
    CHECK(key_names[static_cast<std::size_t>(Key::home_talk)] == "home_talk");
    CHECK(key_named("home", "talk") == Key::home_talk);
    CHECK(key_named("home", "no_such_key") == std::nullopt);
}

TEST_CASE("placeholders are replaced; one that nobody filled stays to be seen") {
    const Catalogue catalogue = loaded();
    CHECK(catalogue.get(Key::home_here_now, "da", {{"names", "Mette og Jonas"}}) == "Her er Mette og Jonas");
    CHECK(catalogue.get(Key::home_here_now, "da", {{"other", "x"}}) == "Her er {names}");
    CHECK(placeholders("{a} og {b}, {a}") == std::vector<std::string_view>{"a", "b"});
    CHECK(placeholders("{}{ {unclosed").size() <= 1);
}

TEST_CASE("a value is never read as a placeholder itself") {
    CHECK(loaded().get(Key::common_list_two, "da", {{"first", "{second}"}, {"second", "x"}}) == "{second} og x");
}

TEST_CASE("values in Arabic are isolated, so that numbers and names keep their order") {
    const Catalogue catalogue = loaded();
    const std::string text = catalogue.get(Key::letter_call_number, "ar", {{"phone", "76 20 30 40"}});
    CHECK(text.find("\xE2\x81\xA8"
                    "76 20 30 40"
                    "\xE2\x81\xA9") != std::string::npos);
    CHECK(without_isolates(text) == "اتصل على 76 20 30 40");
    // In Danish only what runs the other way needs it.
    CHECK(catalogue.get(Key::home_here_now, "da", {{"names", "Mette"}}) == "Her er Mette");
    CHECK(catalogue.get(Key::home_here_now, "da", {{"names", "علي"}}) == "Her er \xE2\x81\xA8علي\xE2\x81\xA9");
}

TEST_CASE("counted texts choose their form by n") {
    const Catalogue catalogue = loaded();
    CHECK(catalogue.get(Key::letter_pages_read, "da", {{"n", 1}}) == "1 side er læst");
    CHECK(catalogue.get(Key::letter_pages_read, "da", {{"n", 4}}) == "4 sider er læst");
    CHECK(catalogue.get(Key::letter_pages_read, "en", {{"n", 1}}) == "1 page is read");
    CHECK(without_isolates(catalogue.get(Key::letter_pages_read, "ar", {{"n", 1}})) == "قرأنا صفحة واحدة");
    CHECK(without_isolates(catalogue.get(Key::letter_pages_read, "ar", {{"n", 2}})) == "قرأنا صفحتين");
    CHECK(without_isolates(catalogue.get(Key::letter_pages_read, "ar", {{"n", 5}})) == "قرأنا 5 صفحات");
    CHECK(without_isolates(catalogue.get(Key::letter_pages_read, "ar", {{"n", 15}})) == "قرأنا 15 صفحة");
}

TEST_CASE("a call-sign agrees with its picture") {
    const Catalogue catalogue = loaded();
    CHECK(sign_name(catalogue, "green", "bicycle", 7, "da") == "Grøn cykel\u00a07");
    CHECK(sign_name(catalogue, "green", "house", 7, "da") == "Grønt hus\u00a07");
    CHECK(sign_name(catalogue, "green", "house", 7, "en") == "Green house\u00a07");
    CHECK(sign_name(catalogue, "green", "bicycle", 7, "ar") == "دراجة خضراء\u00a07");
    CHECK(sign_name(catalogue, "green", "house", 7, "ar") == "بيت أخضر\u00a07");
    CHECK(sign_name(catalogue, "plaid", "unicorn", 7, "da") == "plaid unicorn\u00a07");
}

TEST_CASE("times and dates are written as people write them") {
    const Catalogue catalogue = loaded();
    const calendar::Date date{2026, 11, 24};
    CHECK(time(catalogue, {10, 15}, "da") == "10.15");
    CHECK(time(catalogue, {9, 2}, "da") == "9.02");
    CHECK(time(catalogue, {0, 0}, "en") == "0:00");
    CHECK(time(catalogue, {10, 15}, "ar") == "10:15");
    CHECK(date_long(catalogue, date, "da") == "tirsdag den 24.\u00a0november 2026");
    CHECK(date_long(catalogue, date, "en") == "Tuesday 24\u00a0November 2026");
    CHECK(date_long(catalogue, date, "ar") == "الثلاثاء 24\u00a0نوفمبر 2026");
    CHECK(date_short(catalogue, date, "da") == "24.\u00a0november");
    CHECK(weekday_name(catalogue, calendar::Weekday::Sunday, "da") == "søndag");
    CHECK(date_short(catalogue, date, "xx") == "24.\u00a0november");
}

TEST_CASE("a language that lacks a key answers in Danish, and the fault is named") {
    const Folder folder;
    folder.replace("en.toml", "talk = \"I want to talk to someone\"\n", "");
    const auto catalogue = Catalogue::load(folder.path());
    REQUIRE(catalogue.ok());
    CHECK(catalogue->get(Key::home_talk, "en") == "Jeg vil tale med nogen");
    CHECK(catalogue->get(Key::home_talk, "xx") == "Jeg vil tale med nogen");
    CHECK(mentions(catalogue->faults(), "en.toml: home_talk"));
}

TEST_CASE("each fault of a language file is named, and the others still work") {
    struct Row {
        std::string from, to, fault;
    };
    const std::vector<Row> rows{
        {"Here now: {names}", "Here now: {name}", "placeholders"},
        {"{n} pages are read\"", "{n} pages are read {x}\"", "en.toml: letter_pages_read"},
        {"pages_read.one = \"{n} page is read\"\n", "", "letter_pages_read has no text (form one)"},
        {"title = \"Hello", "titel = \"Hello", "home_titel is no key"},
        {"tag = \"en\"", "tag = \"fr\"", "left out"},
        {"locale = \"en_GB\"", "locale = \"klingon\"", "no locale 'klingon'"},
        {"[home]", "[home", "left out"},
        {"talk = \"I want to talk to someone\"", "talk = 7", "home_talk is neither"},
        {"pages_read.one =", "pages_read.single =", "letter_pages_read is neither"},
    };
    for (const Row& row : rows) {
        const Folder folder;
        folder.replace("en.toml", row.from, row.to);
        const auto catalogue = Catalogue::load(folder.path());
        INFO(row.fault);
        REQUIRE(catalogue.ok());
        CHECK(mentions(catalogue->faults(), row.fault));
        CHECK(catalogue->get(Key::home_talk, "da") == "Jeg vil tale med nogen");
        CHECK(catalogue->get(Key::home_talk, "ar") == "أريد التحدث مع شخص");
        CHECK_FALSE(catalogue->get(Key::home_talk, "en").empty());
    }
}

TEST_CASE("a content bundle's words lie over the program's own, and what it lacks or breaks stays as it was") {
    const Folder folder;
    for (const auto& file : std::filesystem::directory_iterator(languages_dir))
        std::filesystem::remove(folder.path() / file.path().filename());
    const auto header = [](const std::string& tag, const std::string& name) {
        return "[language]\ntag = \"" + tag + "\"\nname = \"" + name + "\"\nreviewed_by = \"En tolk\"\norder = 0\n";
    };
    folder.write("en.toml", header("en", "English") + "[home]\ntalk = \"Speak to us\"\n");
    folder.write("ro.toml", header("ro", "Română") + "[home]\ntalk = \"Vreau să vorbesc cu cineva\"\n");
    folder.write("da.toml", "[home");
    Catalogue catalogue = loaded();
    catalogue.overlay(folder.path());
    CHECK(catalogue.get(Key::home_talk, "en") == "Speak to us");
    CHECK(catalogue.get(Key::home_letter, "en") == "Understand my letter");
    CHECK(catalogue.language("en")->reviewed_by == "En tolk");
    CHECK(catalogue.get(Key::home_talk, "ro") == "Vreau să vorbesc cu cineva");
    CHECK(catalogue.get(Key::home_letter, "ro") == "Forstå mit brev");
    CHECK(catalogue.get(Key::home_talk, "da") == "Jeg vil tale med nogen");
    CHECK(catalogue.languages()[0].tag == "ro");
    CHECK(mentions(catalogue.faults(), "da.toml: line 1"));
    catalogue.overlay(folder.path() / "nowhere");
    CHECK(catalogue.get(Key::home_talk, "en") == "Speak to us");
}

TEST_CASE("without whole Danish words nothing can be shown, and the reason is said") {
    const Folder folder;
    folder.replace("da.toml", "talk = \"Jeg vil tale med nogen\"\n", "");
    CHECK(Catalogue::load(folder.path()).error().fault == Fault::Invalid);
    CHECK(Catalogue::load(folder.path()).error().what.find("home_talk") != std::string::npos);
    folder.write("da.toml", "[language\n");
    CHECK(Catalogue::load(folder.path()).error().fault == Fault::Invalid);
    std::filesystem::remove(folder.path() / "da.toml");
    CHECK(Catalogue::load(folder.path()).error().fault == Fault::NotFound);
    CHECK(Catalogue::load(folder.path() / "nowhere").error().fault == Fault::NotFound);
}

TEST_CASE("the keys in the program are the keys of the Danish file, no more and no fewer") {
    std::ifstream file(languages_dir + "/da.toml");
    std::string line, section;
    std::vector<std::string> keys;
    while (std::getline(file, line)) {
        if (line.starts_with('[')) section = line.substr(1, line.find(']') - 1);
        const std::size_t end = line.find_first_of(".= ");
        if (section.empty() || section == "language" || line.empty() || line.starts_with('#') ||
            line.starts_with('[')) {
            continue;
        }
        const std::string key = section + "_" + line.substr(0, end);
        if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
    }
    CHECK(std::equal(keys.begin(), keys.end(), key_names.begin(), key_names.end()));
}

TEST_CASE("the key generator makes an enum of a language file, and refuses what it cannot name") {
    const Folder folder;
    const auto generate = [&](const std::string& toml) {
        folder.write("keys.toml", toml);
        std::filesystem::remove(folder.path() / "keys.hpp");
        const std::string command = "cmake -DINPUT=" + (folder.path() / "keys.toml").string() +
                                    " -DOUTPUT=" + (folder.path() / "keys.hpp").string() + " -P '" +
                                    aaben::tests::source_dir() + "/cmake/text_keys.cmake' >/dev/null 2>&1";
        return std::system(command.c_str()) == 0 ? folder.read("keys.hpp") : std::string("refused");
    };
    const std::string header = generate(
        "# words; [of] all kinds\n[language]\ntag = \"da\"\n\n[home]\ntitle = \"Hej; [du] der\"\n"
        "count.one = \"én\"\ncount.other = \"{n}\"\n");
    CHECK(header.find("enum class Key : std::uint16_t {\n    home_title,\n    home_count,\n};") != std::string::npos);
    CHECK(header.find("key_count = 2") != std::string::npos);
    CHECK(generate("[language]\ntag = \"da\"\n") == "refused");
    CHECK(generate("[home]\nTitle = \"x\"\n") == "refused");
    CHECK(generate("[Home.Deep]\ntitle = \"x\"\n") == "refused");
    CHECK(generate("[home]\ntitle = \"\"\"\nx\n\"\"\"\n") == "refused");
    CHECK(generate("[home]\ncount.single = \"x\"\n") == "refused");
}

TEST_CASE("the font list is read, and its faults are said") {
    const Folder folder;
    const auto fault_of = [&](const std::string& text) {
        folder.write("fonts.toml", text);
        const auto paths = read_font_paths(folder.path() / "fonts.toml");
        return paths.ok() ? std::string("ok") : paths.error().what;
    };
    CHECK(read_font_paths(folder.path() / "nowhere.toml").error().fault == Fault::NotFound);
    CHECK(fault_of("[[family]]\nname = \"A\"\nregular = [\"a.otf\"]\n") == "ok");
    CHECK(fault_of("[[family]]\nname = \"A\"\n").find("no regular font") != std::string::npos);
    CHECK(fault_of("[[family]]\nregular = [\"a\"]\nscale = 9\n").find("scale") != std::string::npos);
    CHECK(fault_of("[[family]]\nregular = [\"a\"]\nline_height = 0.1\n").find("line_height") != std::string::npos);
    CHECK(fault_of("[[family]\n").find("line 1") != std::string::npos);
    CHECK(fault_of("").find("no regular font") != std::string::npos);
}

}  // namespace aaben::text
