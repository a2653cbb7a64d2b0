// `kioskctl content check` finds each kind of fault an editor can make, and the content that ships has none.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "explain/check.hpp"
#include "explain/commands.hpp"
#include "explain/explanation.hpp"
#include "explain/library.hpp"
#include "support/files.hpp"
#include "support/paths.hpp"
#include "support/temporary_folder.hpp"

namespace {

using namespace aaben;
using namespace aaben::explain;
namespace fs = std::filesystem;

const fs::path assets = fs::path(aaben::tests::source_dir()) / "assets";
const calendar::Date today = calendar::parse_date("2026-11-21").value();

// A copy of the real content that a case may spoil; gone with the case.
class ContentCopy {
  public:
    ContentCopy() {
        fs::copy(assets / "letters", dir() / "letters", fs::copy_options::recursive);
        fs::copy(assets / "languages", dir() / "languages", fs::copy_options::recursive);
    }
    [[nodiscard]] const fs::path& dir() const { return folder_.path; }

    void replace(const std::string& file, const std::string& from, const std::string& to) const {
        std::string all = tests::slurp(dir() / file);
        const auto at = all.find(from);
        INFO("looking for " << from << " in " << file);
        REQUIRE(at != all.npos);
        all.replace(at, from.size(), to);
        tests::spill(dir() / file, all);
    }

    void restore(const std::string& file) const {
        fs::copy_file(assets / file, dir() / file, fs::copy_options::overwrite_existing);
    }

  private:
    tests::TemporaryFolder folder_;
};

std::string told(const std::vector<ContentFault>& faults) {
    std::string out;
    for (const ContentFault& fault : faults)
        if (!fault.warning) out += fault.file + ": " + fault.what + "\n";
    return out;
}

struct Planted {
    const char* file;
    const char* from;
    const char* to;
    const char* expected_file;
    const char* expected;
};

const Planted planted[] = {
    // readability
    {"letters/partshoering/da.toml", "Du kan ringe eller skrive.",
     "Du kan ringe eller skrive til os når som helst du vil i den tid der er indtil da.", "partshoering/da.toml",
     "sentence has 19 words"},
    {"letters/partshoering/da.toml", "Du kan ringe eller skrive.", "Såfremt du vil, kan du ringe.",
     "partshoering/da.toml", "hard word \"såfremt\""},
    {"letters/partshoering/da.toml", "Du kan ringe eller skrive.", "Det er jf. loven.", "partshoering/da.toml",
     "hard word \"jf.\""},
    {"letters/partshoering/da.toml", "Der er ikke bestemt noget endnu.",
     "Hjælpeforanstaltninger forudsætter selvforsørgelsesmuligheder. Arbejdsmarkedsparathedsvurdering foretages "
     "individuelt. "
     "Uddannelseshjælpsmodtagere omplaceres efterfølgende. Rådighedsforpligtelsen kontrolleres regelmæssigt. "
     "Beskæftigelsesforvaltningen sagsbehandler ansøgningen. Sagsbehandlingsprocedurerne forudsætter "
     "kommunikationsvillighed. "
     "Kommunalbestyrelsen iværksætter foranstaltningerne umiddelbart efterfølgende. Myndighedsudøvelsen forudsætter "
     "medvirkenspligt. Bekendtgørelsesændringerne ikrafttræder førstkommende kalendermåned. "
     "Forvaltningsmyndigheden efterspørger supplerende dokumentationsmateriale vedrørende beskæftigelsesforholdene. "
     "Kontanthjælpsmodtageren dokumenterer jobsøgningsaktiviteterne. "
     "Revalideringsforanstaltninger iværksættes sideløbende.",
     "partshoering/da.toml", "LIX is"},
    // cards and keys
    {"letters/partshoering/da.toml", "[rights]", "[right]", "partshoering/da.toml", "lacks the card [rights]"},
    {"letters/partshoering/da.toml", "[rights]", "[right]", "partshoering/da.toml", "unknown key 'right'"},
    {"letters/partshoering/en.toml", "[rights]", "[right]", "partshoering/en.toml", "lacks the card [rights]"},
    {"letters/partshoering/da.toml", "title = \"Kommunen", "titel = \"Kommunen", "partshoering/da.toml",
     "lacks 'title'"},
    {"letters/partshoering/da.toml", "{ use = \"answer\" }", "{ use = \"anser\" }", "partshoering/da.toml",
     "use = \"anser\""},
    {"letters/partshoering/da.toml", "{ use = \"answer\" }", "{ if = \"dedline\", text = \"Svar.\" }",
     "partshoering/da.toml", "\"dedline\" is no field"},
    {"letters/partshoering/da.toml", "Du kan ringe", "{navn} kan ringe", "partshoering/da.toml", "{navn} is no field"},
    {"letters/partshoering/da.toml", "Du kan ringe", "Du kan {phone ringe", "partshoering/da.toml",
     "a brace is not closed"},
    {"letters/partshoering/da.toml", "[otherwise]\nlines = [", "[otherwise]\nlines = [\"Frist {deadline}\"]\nline = [",
     "partshoering/da.toml", "is empty when fields are absent"},
    {"letters/partshoering/da.toml", "title = ", "title ", "partshoering/da.toml", "is not TOML"},
    // the practice call
    {"letters/shared/da.toml", "{ they = \"Vil du klage?\" }", "\"Vil du klage?\"", "shared/da.toml",
     "write who says it"},
    {"letters/shared/da.toml", "Skriv ned, hvad du skal.",
     "Skriv ned på et stykke papir hvad det er du skal gøre nu og hvornår du skal gøre det.", "shared/da.toml",
     "sentence has 19 words"},
    {"letters/shared/en.toml", "{ you = \"Thank you for your help. Goodbye.\" }",
     "{ they = \"Thank you for your help. Goodbye.\" }", "shared/en.toml", "is said by the other one in Danish"},
    {"letters/shared/en.toml", "  { they = \"You must …\" },\n", "", "shared/en.toml",
     "[call.end] lines has 3 lines, the Danish has 4"},
    {"letters/shared/ar.toml", "\nmissed = [", "\nmised = [", "shared/ar.toml", "[call.asks] lacks 'missed'"},
    {"letters/partshoering/type.toml", "call = \"answer\"", "call = \"anser\"", "partshoering/type.toml",
     "call \"anser\" is not meeting"},
    // translations
    {"letters/partshoering/da.toml", "Du kan ringe eller skrive.", "Du kan skrive eller ringe.", "partshoering/en.toml",
     "is older than da.toml"},
    {"letters/partshoering/en.toml", "Nothing is decided yet.", "Nothing is decided until {deadline}.",
     "partshoering/en.toml", "[what] line 2 has the placeholders deadline, the Danish has none"},
    {"letters/partshoering/ar.toml", "  { use = \"answer\" },\n", "", "partshoering/ar.toml",
     "[do] has 2 lines, the Danish has 3"},
    {"letters/partshoering/ar.toml", "{ use = \"papers\" }", "{ use = \"interpreter\" }", "partshoering/ar.toml",
     "other if/unless/use"},
    {"letters/shared/da.toml", "Nummeret står i brevet.", "Se nummeret i brevet.", "shared/ar.toml",
     "is older than shared/da.toml"},
    {"letters/shared/en.toml", "say_last =", "say_lats =", "shared/en.toml", "[shared] lacks 'say_last'"},
    {"letters/shared/en.toml", "rsl-66 =", "rsl-6 =", "shared/en.toml", "[law] lacks 'rsl-66'"},
    {"letters/shared/en.toml", "deadline = \"No later", "dedline = \"No later", "shared/en.toml",
     "[labels] lacks 'deadline'"},
    {"letters/shared/ar.toml", "in = { two = \"بعد يومين\", ", "in = { ", "shared/ar.toml", "lacks the form 'two'"},
    {"languages/ar.toml", "tag = \"ar\"", "tag = \"ark\"", "shared/ar.toml", "no language file ar.toml"},
    {"languages/ar.toml", "tag = \"ar\"", "tag = \"ark\"", "languages/ar.toml", "own name as tag"},
    // type.toml
    {"letters/partshoering/type.toml", "icon = \"forum\"", "icon = \"froum\"", "partshoering/type.toml",
     "icon \"froum\""},
    {"letters/partshoering/type.toml", "tint = \"lilac\"", "tint = \"lila\"", "partshoering/type.toml",
     "tint \"lila\""},
    {"letters/partshoering/type.toml", "look = \"letter\"", "look = \"brev\"", "partshoering/type.toml",
     "look \"brev\""},
    {"letters/partshoering/type.toml", "id = \"partshoering\"", "id = \"partshøring\"", "partshoering/type.toml",
     "the folder's name"},
    {"letters/partshoering/type.toml", "AD-HOER1", "AD-JOB1", "partshoering/type.toml", "the same code"},
    {"letters/partshoering/type.toml", "\"deadline\"", "\"dedline\"", "partshoering/type.toml",
     "\"dedline\", which is no field"},
    {"letters/partshoering/type.toml", "do = [\"deadline\"]", "do = [\"amount\"]", "partshoering/type.toml",
     "does not list it in 'uses'"},
    {"letters/partshoering/type.toml", "\"deadline\", \"phone\"", "\"deadline\", \"amount\", \"phone\"",
     "partshoering/type.toml", "no Danish line speaks of it"},
    {"letters/partshoering/type.toml", "rules = ", "rule_checked_on = 2026-11-21\nrules = ", "partshoering/type.toml",
     "unknown key 'rule_checked_on'"},
    // the law
    {"letters/partshoering/type.toml", "\"fvl-19\"", "\"fvl-91\"", "partshoering/type.toml",
     "the law \"fvl-91\", which is not in law.toml"},
    {"letters/partshoering/type.toml", "\"fvl-19\"", "\"rsl-11\"", "partshoering/type.toml",
     "\"rsl-11\", but no Danish line states it"},
    {"letters/partshoering/type.toml", "rules = \"almindelig\"", "rules = \"almen\"", "partshoering/type.toml",
     "rules \"almen\" is not in law.toml"},
    {"letters/book-selv-samtale/type.toml", "event = [\"deadline\"]", "event = [\"phone\"]",
     "book-selv-samtale/type.toml", "event \"phone\" is not"},
    {"letters/partshoering/da.toml", "law = \"fvl-21\"", "law = \"fvl-12\"", "partshoering/da.toml",
     "law = \"fvl-12\" is not in law.toml"},
    {"letters/partshoering/da.toml", "{ law = \"fvl-21\", text = \"Du må sige din mening, før kommunen bestemmer.\" }",
     "\"Du må sige din mening, før kommunen bestemmer.\"", "partshoering/da.toml", "without 'law', the rule it states"},
    {"letters/partshoering/da.toml", "Du kan ringe eller skrive.",
     "Ellers kan din hjælp stoppe, og du kan miste penge.", "partshoering/da.toml",
     "without 'law', the rule it states"},
    {"letters/shared/da.toml", "law = \"fvl-8\"", "law = \"fvl-88\"", "shared/da.toml",
     "\"fvl-88\" is not in law.toml"},
    {"letters/shared/da.toml", "unchecked_first =", "unchecked_fist =", "shared/da.toml",
     "[shared] lacks 'unchecked_first'"},
    {"letters/law.toml", "checked_on = 2026-11-27", "checked_on = 2025-01-01", "law.toml", "check it again"},
    {"letters/law.toml", "checked_on = 2026-11-27", "", "law.toml", "lacks 'checked_on'"},
    {"letters/law.toml", "checked_on = 2026-11-27", "checked_on = \"i går\"", "law.toml", "must be a date"},
    {"letters/law.toml", "paragraph = \"Forvaltningsloven § 7\"", "", "law.toml", "[law.fvl-7] lacks 'paragraph'"},
    {"letters/law.toml", "rules = \"almindelig\"", "rules = \"almen\"", "law.toml", "which is not in [rules]"},
    {"letters/law.toml", "[law.fvl-7]",
     "[law.fvl-1]\nparagraph = \"x\"\nrules = \"almindelig\"\nsays = \"x\"\nchecked_on = "
     "2026-11-01\n[law.fvl-7]",
     "law.toml", "[law.fvl-1] is stated by no line"},
    {"letters/law.toml", "valid_from = 2020-01-01", "", "law.toml", "[rules.almindelig] lacks 'valid_from'"},
    {"letters/partshoering/type.toml", "uses = [", "uses = 7 # [", "partshoering/type.toml", "must be a list"},
    // other senders
    {"letters/senders.toml", "phone = \"70157304\"", "phone = \"7015730\"", "senders.toml", "needs eight digits"},
    {"letters/senders.toml", "does.ar = \"مسؤولون عن ضرائبك.\"", "", "senders.toml",
     "\"skattestyrelsen\" lacks 'name'"},
    // the glass
    {"languages/en.toml", "yes = ", "yess = ", "languages/en.toml", "lacks 'common.yes'"},
    {"languages/en.toml", "yes = ", "yess = ", "languages/en.toml", "'common.yess' is not in da.toml"},
    {"languages/en.toml", "yes = \"", "yes = \"{name} ", "languages/en.toml", "has the placeholders name"},
};

}  // namespace

TEST_CASE("the content that ships has no fault, and its LIX is at most 25 in every letter type") {
    CHECK(told(check(assets, today)) == "");
    const auto lix = lix_by_type(assets, today);
    CHECK(lix.size() == letters::type_ids.size());
    for (const auto& [type, value] : lix) {
        INFO(type << " " << value);
        CHECK(value <= lix_max);
        CHECK(value > 0);
    }
}

TEST_CASE("check finds each kind of planted fault and says it in the right file") {
    const ContentCopy copy;
    for (const Planted& fault : planted) {
        copy.replace(fault.file, fault.from, fault.to);
        const auto faults = check(copy.dir(), today);
        INFO(fault.file << ": " << fault.from << " -> " << fault.to << "\n" << told(faults));
        CHECK(std::ranges::any_of(faults, [&](const ContentFault& f) {
            return f.file == fault.expected_file && f.what.find(fault.expected) != f.what.npos;
        }));
        copy.restore(fault.file);
    }
    CHECK(told(check(copy.dir(), today)) == "");
}

TEST_CASE("missing files and folders are told, and a stranger's file too") {
    const ContentCopy copy;
    fs::remove(copy.dir() / "letters/min-plan/ar.toml");
    fs::remove_all(copy.dir() / "letters/klagesvar");
    fs::remove(copy.dir() / "letters/visitation/da.toml");
    std::ofstream(copy.dir() / "letters/partshoering/kladde.txt") << "husk";
    fs::create_directories(copy.dir() / "letters/husleje");
    std::ofstream(copy.dir() / "letters/husleje/type.toml") << "id = \"husleje\"\n";
    const std::string text = told(check(copy.dir(), today));
    CHECK(text.find("min-plan/ar.toml: is missing; translate da.toml to العربية") != text.npos);
    CHECK(text.find("klagesvar: is missing") != text.npos);
    CHECK(text.find("visitation/da.toml: is missing; the Danish text comes first") != text.npos);
    CHECK(text.find("partshoering/kladde.txt: does not belong here") != text.npos);
    CHECK(text.find("the kiosk knows no letter type \"husleje\"") != text.npos);
}

TEST_CASE("content that could not be explained truly is not loaded, and the reason names the file") {
    struct Row {
        const char* file;
        const char* from;
        const char* to;
    };
    const Row rows[] = {{"letters/partshoering/da.toml", "[what]", "[what"},
                        {"letters/partshoering/da.toml", "[show]", "[shows]"},
                        {"letters/partshoering/type.toml", "uses = [", "uses = [1, "},
                        {"letters/shared/da.toml", "[grammar]", "[grammatik]"},
                        {"letters/shared/ar.toml", "today = ", "todai = "}};
    for (const Row& row : rows) {
        const ContentCopy copy;
        copy.replace(row.file, row.from, row.to);
        const auto loaded = LetterLibrary::load(copy.dir() / "letters");
        INFO(row.file << " " << row.to);
        REQUIRE_FALSE(loaded.ok());
        CHECK(loaded.error().fault == Fault::Invalid);
        const std::string file = fs::path(row.file).lexically_relative("letters").string();
        CHECK(loaded.error().what.find(file) != std::string::npos);
    }
    CHECK_FALSE(LetterLibrary::load("/nonexistent").ok());
    const ContentCopy huge;
    std::ofstream(huge.dir() / "letters/partshoering/da.toml") << std::string(std::size_t{300} * 1024, '#');
    CHECK_FALSE(LetterLibrary::load(huge.dir() / "letters").ok());
}

TEST_CASE("content check prints a line a fault and exits 1, or one line and exits 0") {
    std::stringstream good;
    CHECK(content_check(assets, today, good) == 0);
    CHECK(good.str().find("\n32 letter types, no faults; highest LIX ") != std::string::npos);
    const ContentCopy copy;
    copy.replace("letters/partshoering/type.toml", "icon = \"forum\"", "icon = \"froum\"");
    std::stringstream bad;
    CHECK(content_check(copy.dir(), today, bad) == 1);
    CHECK(bad.str().starts_with(
        "partshoering/type.toml: icon \"froum\" is not in icons.toml; choose one from that list\nwarning: law.toml: "));
    CHECK(bad.str().ends_with("\n1 fault\n"));
    std::stringstream empty;
    CHECK(content_check("/nonexistent", today, empty) == 1);
}

TEST_CASE("letter explain prints the cards, and says why it cannot") {
    std::stringstream out, err;
    CHECK(letter_explain(assets, "indkaldelse-jobsamtale", "da",
                         R"({"meeting_date":"2026-11-24","meeting_time":"10:15","phone":"00000000"})",
                         calendar::parse_date("2026-11-20").value(), out, err) == 0);
    CHECK(out.str().find("Kom til mødet tirsdag den 24. november.") != std::string::npos);
    CHECK(out.str().find("Det er om 4 dage kl. 10.15.") != std::string::npos);
    CHECK(out.str().find("Ring til 00 00 00 00.") != std::string::npos);
    CHECK(err.str().empty());
    std::stringstream refused;
    CHECK(letter_explain(assets, "husleje", "da", "", today, out, refused) == 1);
    CHECK(refused.str().find("no letter type husleje") != std::string::npos);
    std::stringstream broken;
    CHECK(letter_explain(assets, "partshoering", "da", "{\"deadline\": 7}", today, out, broken) == 1);
    CHECK(broken.str().find("--fields") != std::string::npos);
}

TEST_CASE("a new language is files alone: checked, filled with its own plural forms, and shown") {
    const ContentCopy copy;
    const fs::path letters_dir = copy.dir() / "letters";
    fs::copy_file(letters_dir / "shared/en.toml", letters_dir / "shared/ru.toml");
    for (const auto& entry : fs::directory_iterator(letters_dir))
        if (entry.path().filename() != "shared" && fs::exists(entry.path() / "en.toml"))
            fs::copy_file(entry.path() / "en.toml", entry.path() / "ru.toml");
    fs::copy_file(copy.dir() / "languages/en.toml", copy.dir() / "languages/ru.toml");
    copy.replace("languages/ru.toml", "tag = \"en\"\nname = \"English\"\nlocale = \"en_GB\"",
                 "tag = \"ru\"\nname = \"Русский\"");
    CHECK(told(check(copy.dir(), today)).find("shared/ru.toml: [grammar] 'in' lacks the form 'few'") !=
          std::string::npos);
    const std::string several = " few = \"через {n} дня\", many = \"через {n} дней\",";
    copy.replace("letters/shared/ru.toml", "in = { one = \"in {n} day\",",
                 "in = { one = \"через {n} день\"," + several);
    for (const char* forms : {"ago = {", "left = {", "passed = {"})
        copy.replace("letters/shared/ru.toml", forms, forms + several);
    CHECK(told(check(copy.dir(), today)).find("lacks 'home.here_until.few'") != std::string::npos);
    for (const char* counted : {"here_until", "before_you", "pages_read", "waiting"})
        copy.replace(
            "languages/ru.toml", std::string(counted) + ".other",
            std::string(counted) + ".few = \"{time}\"\n" + counted + ".many = \"{time}\"\n" + counted + ".other");
    for (const char* no_time : {"before_you", "pages_read", "waiting"})
        for (const char* form : {".few", ".many"})
            copy.replace("languages/ru.toml", std::string(no_time) + form + " = \"{time}\"",
                         std::string(no_time) + form + " = \"{n}\"");
    CHECK(told(check(copy.dir(), today)) == "");
    const auto library = LetterLibrary::load(letters_dir);
    REQUIRE(library.ok());
    letters::Fields fields;
    const std::pair<int, const char*> rows[] = {{3, "через 3 дня"}, {9, "через 9 дней"}, {21, "через 21 день"}};
    for (const auto& [days, said] : rows) {
        fields.deadline = calendar::add_days(today, days);
        const auto shown = explain::explain(*library, "partshoering", "ru", fields, today);
        REQUIRE(shown.ok());
        CHECK(shown->language == "ru");
        CHECK(shown->cards.at(1).sentences.at(1) == "That is " + std::string(said) + ".");
    }
    fs::remove(letters_dir / "partshoering/ru.toml");
    const auto without = LetterLibrary::load(letters_dir);
    REQUIRE(without.ok());
    CHECK(explain::explain(*without, "partshoering", "ru", fields, today)->language == "da");
}

TEST_CASE("cut, flipped and hostile files are refused or explained, never a crash") {
    const ContentCopy copy;
    const fs::path letters_dir = copy.dir() / "letters";
    for (const std::string_view id : letters::type_ids)
        if (id != "partshoering") fs::remove_all(letters_dir / id);
    const char* files[] = {"partshoering/da.toml", "partshoering/type.toml", "shared/da.toml"};
    const auto survives = [&](const std::string& file, const std::string& bytes) {
        std::ofstream(letters_dir / file, std::ios::binary) << bytes;
        const auto loaded = LetterLibrary::load(letters_dir);
        if (!loaded) {
            CHECK_FALSE(loaded.error().what.empty());
            return;
        }
        const auto shown = explain::explain(*loaded, "partshoering", "da", {}, today);
        CHECK((!shown.ok() || shown->cards.size() == card_count));
    };
    for (const char* file : files) {
        const std::string good = tests::slurp(letters_dir / file);
        for (std::size_t length = 0; length < good.size(); length += 97) survives(file, good.substr(0, length));
        for (std::size_t at = 3; at < good.size(); at += 61) {
            std::string flipped = good;
            flipped[at] = static_cast<char>(flipped[at] ^ 0x15);
            survives(file, flipped);
        }
        survives(file, std::string(10'000, '[') + "x");
        survives(file, "a = " + std::string(10'000, '['));
        survives(file, std::string("title = \"\0\"", 11));
        survives(file, "title = \"\xff\xfe\"");
        survives(file, good);
    }
    const auto whole = LetterLibrary::load(letters_dir);
    CHECK(whole.ok());
}
