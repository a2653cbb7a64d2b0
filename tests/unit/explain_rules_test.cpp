// The day decides: which rules a letter is explained by, on both sides of a change of the law, and without a clock.
// Every date is given; no test here asks what day it is.
#include <algorithm>

#include "explain/check.hpp"
#include "explain_letters.hpp"
#include "support/files.hpp"
#include "support/temporary_folder.hpp"

namespace {

using namespace aaben;
using namespace aaben::explain;
using namespace aaben::explain::tests;

// A paragraph of the law that is expected to change on 1 January 2027.
bool cites_expiring(const Explanation& e) {
    const auto expiring = [](const std::string& paragraph) {
        return paragraph.starts_with("Aktivloven") || paragraph.starts_with("Beskæftigelsesindsatsloven") ||
               paragraph.find("783/2025") != paragraph.npos || paragraph.find("21-22") != paragraph.npos;
    };
    for (const Card& c : e.cards)
        if (std::ranges::any_of(c.sources, expiring)) return true;
    return std::ranges::any_of(e.law, [&](const LegalLine& line) { return expiring(line.paragraph); });
}

// A copy of the letters that a case may change; gone with the case.
class LettersCopy {
  public:
    LettersCopy() {
        fs::copy(assets / "letters", dir() / "letters", fs::copy_options::recursive);
        fs::copy(assets / "languages", dir() / "languages", fs::copy_options::recursive);
    }
    [[nodiscard]] const fs::path& dir() const { return folder_.path; }
    [[nodiscard]] fs::path letters() const { return dir() / "letters"; }

    void replace_all(const std::string& file, const std::string& from, const std::string& to) const {
        std::string all = aaben::tests::slurp(letters() / file);
        REQUIRE(all.find(from) != all.npos);
        for (std::size_t at = all.find(from); at != all.npos; at = all.find(from, at + to.size()))
            all.replace(at, from.size(), to);
        aaben::tests::spill(letters() / file, all);
    }

  private:
    aaben::tests::TemporaryFolder folder_;
};

const std::vector<std::string> general{"partshoering", "samtykke-laegeoplysninger", "anmodning-oplysninger",
                                       "skift-af-sagsbehandler", "klagesvar"};

bool is_general(const std::string& type) {
    return std::ranges::find(general, type) != general.end();
}

}  // namespace

TEST_CASE("general administrative law stays: five types say the same before and after the change") {
    for (const std::string& type : general) {
        INFO(type);
        const Explanation before = shown(library(), type, letter_of("2026-12-30"), day("2026-12-31"));
        const Explanation after = shown(library(), type, letter_of("2026-12-31"), day("2027-01-01"));
        const Explanation later = shown(library(), type, letter_of("2028-03-01"), day("2028-03-02"));
        for (const Explanation* e : {&before, &after, &later}) {
            CHECK(e->standing == Standing::Checked);
            CHECK(all_of(*e) == all_of(before));
        }
    }
}

TEST_CASE("a letter of December keeps December's rules in January, and says that the rules may be new") {
    for (const std::string& type : library().types()) {
        if (is_general(type)) continue;
        INFO(type);
        const Explanation in_december = shown(library(), type, letter_of("2026-12-31"), day("2026-12-31"));
        CHECK(in_december.standing == Standing::Checked);
        for (const char* today : {"2027-01-01", "2027-01-20"}) {
            const Explanation in_january = shown(library(), type, letter_of("2026-12-31"), day(today));
            CHECK(in_january.standing == Standing::MayBeNew);
            CHECK(in_january.notes.at(0) == "Reglerne kan være nye nu. Spørg os.");
            CHECK(text_of(card(in_january, CardKind::Otherwise)) == text_of(card(in_december, CardKind::Otherwise)));
            CHECK(text_of(card(in_january, CardKind::Rights)) == text_of(card(in_december, CardKind::Rights)));
            CHECK(in_january.law.size() == in_december.law.size());
        }
    }
}

TEST_CASE("a letter of January, whose rules nobody has checked, states none of them and offers a person first") {
    for (const std::string& type : library().types()) {
        if (is_general(type)) continue;
        for (const auto& [language, texts] : library().content().languages) {
            INFO(type << " " << language);
            const Explanation e = shown(library(), type, letter_of("2027-01-01"), day("2027-01-01"), language.c_str());
            CHECK(e.standing == Standing::Unchecked);
            CHECK_FALSE(cites_expiring(e));
            for (const Card& c : e.cards) CHECK_FALSE(c.sentences.empty());
            CHECK(card(e, CardKind::Do).sentences.at(0) ==
                  library().language(language)->shared.at("unchecked_first").at(0).text);
        }
    }
}

TEST_CASE("under unchecked rules the letter itself says what happens otherwise, but you may still ring today") {
    const auto otherwise = [](const char* type) {
        return text_of(card(shown(library(), type, letter_of("2027-01-01"), day("2027-01-04")), CardKind::Otherwise));
    };
    for (const char* type :
         {"indkaldelse-jobsamtale", "indkaldelse-telefonsamtale", "book-selv-samtale", "ny-tid-aflysning",
          "udeblivelse-kontakt-os", "tilbud-virksomhedspraktik", "arbejdspligt", "sygemelding", "visitation",
          "vejledning-ret-og-pligt", "agterskrivelse", "skaerpet-raadighedssanktion", "cv-joblog-mangler"}) {
        INFO(type);
        CHECK(otherwise(type) == "Brevet siger, hvad der sker. Spørg os, hvis du er i tvivl.\n");
    }
    const Explanation missed = shown(library(), "udeblivelse-kontakt-os", letter_of("2027-01-04"), day("2027-01-04"));
    CHECK(says(missed, CardKind::Do, "Ring i dag."));
    CHECK_FALSE(says(missed, CardKind::Do, "hver dag tæller"));
    const Explanation sanction = shown(library(), "afgoerelse-sanktion", letter_of("2027-01-04"), day("2027-01-04"));
    CHECK_FALSE(says(sanction, CardKind::Rights, "skrevet til dig om reglerne"));
    CHECK(says(sanction, CardKind::Rights, "senest 4 uger efter"));
    // What a group, a guidance or a team is, is withheld; rights and a person are not.
    for (const char* type : {"visitation", "vejledning-ret-og-pligt", "indkaldelse-rehabiliteringsteam"}) {
        INFO(type);
        const Explanation e = shown(library(), type, letter_of("2027-01-04"), day("2027-01-04"));
        CHECK(says(e, CardKind::Rights, "Du må tage en med"));
        CHECK(says(e, CardKind::Cannot, "Du kan også tale med os her."));
    }
    CHECK(text_of(card(shown(library(), "vejledning-ret-og-pligt", letter_of("2027-01-04"), day("2027-01-04")),
                       CardKind::What)) == "Brevet er fra kommunen. Vi læser det sammen med dig.\n");
}

TEST_CASE("the day of the event decides when it comes after the letter: December's invitation to January's meeting") {
    letters::Fields fields = letter_of("2026-12-20");
    for (const char* type : {"indkaldelse-foerste-samtale", "indkaldelse-jobsamtale", "indkaldelse-telefonsamtale",
                             "ny-tid-aflysning", "indkaldelse-rehabiliteringsteam", "afklaring"}) {
        INFO(type);
        fields.meeting_date = day("2026-12-30");
        CHECK(shown(library(), type, fields, day("2026-12-21")).standing == Standing::Checked);
        fields.meeting_date = day("2027-01-05");
        const Explanation e = shown(library(), type, fields, day("2026-12-21"));
        CHECK(e.standing == Standing::Unchecked);
        CHECK_FALSE(cites_expiring(e));
    }
    fields.meeting_date.reset();
    fields.start_date = day("2027-01-01");
    for (const char* type : {"tilbud-virksomhedspraktik", "tilbud-loentilskud", "tilbud-vejledning-opkvalificering",
                             "bevilling-mentor", "arbejdspligt", "ferie-svar"}) {
        INFO(type);
        CHECK(shown(library(), type, fields, day("2026-12-21")).standing == Standing::Unchecked);
    }
    // A decision is made on its own day, whenever it begins to count; so is a complaint about it.
    for (const char* type : {"afgoerelse-sanktion", "kontanthjaelp-bevilling-aendring-ophoer", "visitation"})
        CHECK(shown(library(), type, fields, day("2026-12-21")).standing == Standing::Checked);
}

TEST_CASE("a letter without a date counts as today's; without today too, no rule that may end is stated") {
    CHECK(shown(library(), "indkaldelse-jobsamtale", {}, day("2026-12-31")).standing == Standing::Checked);
    CHECK(shown(library(), "indkaldelse-jobsamtale", {}, day("2027-01-01")).standing == Standing::Unchecked);
    const Explanation nothing = shown(library(), "indkaldelse-jobsamtale", {}, std::nullopt);
    CHECK(nothing.standing == Standing::Unchecked);
    CHECK_FALSE(cites_expiring(nothing));
    CHECK(shown(library(), "indkaldelse-jobsamtale", letter_of("2026-12-01"), std::nullopt).standing ==
          Standing::Checked);
}

TEST_CASE("a letter older than the first checked day keeps its text, with a word of warning") {
    const Explanation old = shown(library(), "indkaldelse-jobsamtale", letter_of("2026-03-01"), day("2026-03-02"));
    CHECK(old.standing == Standing::MayBeNew);
    CHECK(says(old, CardKind::Otherwise, "kan du miste penge"));
}

TEST_CASE("without a trusted clock no number of days is said, and that today is not known is") {
    letters::Fields fields = letter_of("2026-11-20");
    fields.meeting_date = day("2026-11-24");
    fields.meeting_time = calendar::TimeOfDay{10, 15};
    fields.meeting_place = "Korskærparken 112";
    fields.start_date = day("2026-11-25");
    fields.deadline = day("2026-11-26");
    fields.deadline_exact = true;
    for (const std::string& type : library().types()) {
        INFO(type);
        const Explanation e = shown(library(), type, fields, std::nullopt);
        CHECK(says(e, CardKind::Do, "Vi ved ikke, hvilken dato det er i dag."));
        const std::string text = all_of(e);
        for (const char* near : {" om ", "i morgen", "i går", "siden brev", "Fristen var", "Mødet var"}) {
            INFO(near << " in " << text);
            if (std::string_view(near) == " om ") continue;  // "tale om job"
            CHECK(text.find(near) == text.npos);
        }
        for (const Card& c : e.cards)
            for (const KeyFact& fact : c.facts) CHECK(fact.kind != FactKind::Days);
    }
    const Explanation meeting = shown(library(), "indkaldelse-jobsamtale", fields, std::nullopt);
    CHECK(says(meeting, CardKind::Do, "Kom til mødet tirsdag den 24.\u00a0november 2026."));
    CHECK(says(meeting, CardKind::Do, "Det er kl. 10.15."));
    const auto fact = read_off(library(), "da", "meeting_date", fields, std::nullopt);
    REQUIRE(fact.has_value());
    CHECK(fact->value == "24.\u00a0november 2026");
}

TEST_CASE("two sets of rules live side by side: each letter by its own day") {
    const LettersCopy copy;
    copy.replace_all("law.toml", "[rules.ydelse-2025]",
                     "[rules.indsats-2027]\ntitle = \"Ny lov\"\nvalid_from = 2027-01-01\n\n[rules.ydelse-2025]");
    copy.replace_all(
        "law.toml", "[law.las-5-3]",
        "[law.ny-7]\nparagraph = \"Ny lov § 7\"\nrules = \"indsats-2027\"\nsays = \"Prøve.\"\nchecked_on = "
        "2026-11-01\n\n[law.las-5-3]");
    const fs::path type = copy.letters() / "indkaldelse-jobsamtale";
    fs::create_directories(type / "indsats-2027");
    std::vector<std::string> translations;
    for (const auto& file : fs::directory_iterator(type)) {
        if (!file.is_regular_file()) continue;
        const std::string name = file.path().filename().string();
        fs::copy_file(file.path(), type / "indsats-2027" / name);
        if (name != "type.toml" && name != "da.toml") translations.push_back(name);
    }
    const std::string version = "indkaldelse-jobsamtale/indsats-2027/";
    copy.replace_all(version + "type.toml", "rules = \"indsats-2026\"", "rules = \"indsats-2027\"");
    copy.replace_all(version + "type.toml", "[\"las-37\", \"lab-33\", \"fvl-8\"]", "[\"fvl-8\"]");
    copy.replace_all(version + "da.toml", "{ use = \"lose_daily\" }",
                     "{ law = \"ny-7\", text = \"Efter den nye lov sker der dette.\" }");
    copy.replace_all(version + "da.toml", "law = \"lab-33\"", "law = \"ny-7\"");
    for (const std::string& language : translations)
        copy.replace_all(version + language, "{ use = \"lose_daily\" }", "\"New law.\"");
    std::string faults;
    for (const ContentFault& fault : check(copy.dir(), day("2026-11-21")))
        if (!fault.warning && fault.what.find("is older than") == std::string::npos)
            faults += fault.file + ": " + fault.what + "\n";
    CHECK(faults == "");
    const LetterLibrary both = load(copy.letters());
    letters::Fields fields = letter_of("2026-12-15");
    for (const char* today : {"2026-12-16", "2027-01-01", "2027-03-31"}) {
        INFO(today);
        fields.letter_date = day("2026-12-15");
        const Explanation old = shown(both, "indkaldelse-jobsamtale", fields, day(today));
        CHECK(says(old, CardKind::Otherwise, "Bliver du væk uden en god grund"));
        CHECK(old.standing == (day(today) < day("2027-01-01") ? Standing::Checked : Standing::MayBeNew));
        fields.letter_date = day("2027-01-02");
        const Explanation fresh = shown(both, "indkaldelse-jobsamtale", fields, day(today));
        CHECK(says(fresh, CardKind::Otherwise, "Efter den nye lov sker der dette."));
        CHECK_FALSE(says(fresh, CardKind::Otherwise, "Bliver du væk uden en god grund"));
        CHECK(card(fresh, CardKind::Otherwise).sources == std::vector<std::string>{"Ny lov § 7"});
    }
}

TEST_CASE("when the law stays as it is, one date in one place is moved and every letter says what it said") {
    const LettersCopy copy;
    copy.replace_all("law.toml", "valid_to = 2026-12-31", "valid_to = 2027-12-31");
    const LetterLibrary moved = load(copy.letters());
    for (const std::string& type : moved.types()) {
        INFO(type);
        const Explanation before = shown(library(), type, letter_of("2026-12-30"), day("2026-12-30"));
        const Explanation after = shown(moved, type, letter_of("2027-02-01"), day("2027-02-01"));
        CHECK(after.standing == Standing::Checked);
        CHECK(text_of(card(after, CardKind::Otherwise)) == text_of(card(before, CardKind::Otherwise)));
    }
    CHECK_FALSE(shown(moved, "indkaldelse-jobsamtale", letter_of("2028-01-01"), day("2028-01-01")).standing ==
                Standing::Checked);
}

TEST_CASE("which letters expire when is told sixty days before, and after") {
    const auto list = expiries(library().content(), day("2026-11-27"));
    REQUIRE(list.size() == 2);
    for (const Expiry& expiry : list) {
        CHECK(expiry.valid_to == day("2026-12-31"));
        CHECK(expiry.days_left == 34);
        CHECK_FALSE(expiry.types.empty());
        for (const std::string& type : expiry.types) CHECK_FALSE(is_general(type));
    }
    const auto warned = [](const char* today) {
        return std::ranges::count_if(check(assets, day(today)), [](const ContentFault& fault) {
            return fault.warning && fault.what.starts_with("[rules.");
        });
    };
    CHECK(warned("2026-10-31") == 0);
    CHECK(warned("2026-11-01") == 2);
    CHECK(warned("2027-06-01") == 2);
}
