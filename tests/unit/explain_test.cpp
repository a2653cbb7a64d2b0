// Letters' content and how it is filled: grammar per language, absent fields, what editors are told.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "explain/explanation.hpp"
#include "explain/grammar.hpp"
#include "explain/lix.hpp"
#include "support/paths.hpp"

namespace {

using namespace aaben;
using namespace aaben::explain;
namespace fs = std::filesystem;

const fs::path assets = fs::path(aaben::tests::source_dir()) / "assets";

calendar::Date day(const char* iso) {
    return calendar::parse_date(iso).value();
}
const calendar::Date saturday = day("2026-11-21");
const calendar::Date friday = day("2026-11-20");

const LetterLibrary& library() {
    static const LetterLibrary loaded = [] {
        auto result = LetterLibrary::load(assets / "letters");
        INFO((result ? std::string{} : result.error().what));
        REQUIRE(result.ok());
        return *result;
    }();
    return loaded;
}

letters::Fields all_fields(calendar::Date today) {
    letters::Fields f;
    f.letter_date = calendar::add_days(today, -5);
    f.meeting_date = calendar::add_days(today, 4);
    f.meeting_time = calendar::TimeOfDay{10, 15};
    f.meeting_place = "Korskærparken 112";
    f.start_date = calendar::add_days(today, 6);
    f.end_date = calendar::add_days(today, 60);
    f.deadline = calendar::add_days(today, 9);
    f.deadline_exact = true;
    f.amount = "1234.50";
    f.phone = "00000000";
    return f;
}

std::string all_text(const Explanation& e) {
    std::string text = e.title + "\n";
    for (const Card& card : e.cards) {
        text += card.heading + "\n";
        for (const std::string& s : card.sentences) text += s + "\n";
        for (const KeyFact& f : card.facts) text += f.label + " " + f.value + " " + f.note + "\n";
    }
    for (const LegalLine& l : e.law) text += l.paragraph + " " + l.text + "\n";
    for (const HardWord& w : e.words) text += w.word + " " + w.explanation + "\n";
    for (const std::string& s : e.say) text += s + "\n";
    for (const std::string& s : e.say_meaning) text += s + "\n";
    return text;
}

const Card& card(const Explanation& e, CardKind kind) {
    return e.cards.at(static_cast<std::size_t>(kind));
}

bool says(const Card& c, std::string_view sentence) {
    return std::ranges::any_of(c.sentences, [&](const std::string& s) { return s.find(sentence) != s.npos; });
}

}  // namespace

TEST_CASE("days are said as people of each language say them") {
    struct Row {
        const char* language;
        std::int64_t days;
        const char* said;
    };
    const Row rows[] = {
        {"da", 0, "i dag"},
        {"da", 1, "i morgen"},
        {"da", 4, "om 4 dage"},
        {"da", -1, "i går"},
        {"da", -9, "for 9 dage siden"},
        {"en", 0, "today"},
        {"en", 1, "tomorrow"},
        {"en", 2, "in 2 days"},
        {"en", -1, "yesterday"},
        {"en", -3, "3 days ago"},
        {"ar", 0, "اليوم"},
        {"ar", 1, "غدًا"},
        {"ar", 2, "بعد يومين"},
        {"ar", 3, "بعد 3 أيام"},
        {"ar", 10, "بعد 10 أيام"},
        {"ar", 11, "بعد 11 يومًا"},
        {"ar", 99, "بعد 99 يومًا"},
        {"ar", 100, "بعد 100 يوم"},
        {"ar", 103, "بعد 103 أيام"},
        {"ar", -1, "أمس"},
        {"ar", -2, "قبل يومين"},
        {"ar", -5, "قبل 5 أيام"},
        {"ar", -30, "قبل 30 يومًا"},
    };
    for (const Row& row : rows) {
        INFO(row.language << " " << row.days);
        CHECK(days_phrase(*library().language(row.language), row.days) == row.said);
    }
}

TEST_CASE("dates carry their weekday, and their year only when it is another year") {
    struct Row {
        const char* language;
        const char* date;
        const char* said;
    };
    const Row rows[] = {
        {"da", "2026-11-24", "tirsdag den 24.\u00a0november"}, {"da", "2027-01-04", "mandag den 4.\u00a0januar 2027"},
        {"en", "2026-11-24", "Tuesday 24\u00a0November"},      {"en", "2025-12-31", "Wednesday 31\u00a0December 2025"},
        {"ar", "2026-11-24", "الثلاثاء 24\u00a0نوفمبر"},       {"ar", "2027-01-04", "الاثنين 4\u00a0يناير 2027"}};
    for (const Row& row : rows)
        CHECK(date_phrase(library().language(row.language)->spoken, day(row.date), saturday) == row.said);
}

TEST_CASE("sums are told in words, without øre that are none") {
    const SharedTexts& da = *library().language("da");
    CHECK(amount_phrase(da, "1234.50") == "1.234,50 kroner");
    CHECK(amount_phrase(da, "987.00") == "987 kroner");
    CHECK(amount_phrase(da, "1234567") == "1.234.567 kroner");
    CHECK(amount_phrase(*library().language("en"), "1234.50") == "1,234.50 kroner");
}

TEST_CASE("a sentence is filled, raised to a capital, or not shown at all") {
    letters::Fields fields;
    const Filling filling{*library().language("da"), fields, friday};
    CHECK(fill(filling, "Ring {call_day}.") == "Ring i dag.");
    CHECK(fill(filling, "Ring til {phone}.") == std::nullopt);
    CHECK(fill(filling, "Det er {unknown}.") == std::nullopt);
    CHECK(fill(filling, "Ikke lukket {phone") == std::nullopt);
    fields.deadline = day("2026-11-24");
    CHECK(fill(filling, "{deadline_days} er det slut.") == "Om 4 dage er det slut.");
    CHECK(fill(filling, "Svar nu. {days_left} er det slut.") == "Svar nu. Om 4 dage er det slut.");
    CHECK(fill(filling, "Det er kl. 10 den {deadline}.") == "Det er kl. 10 den tirsdag den 24.\u00a0november.");
    CHECK_FALSE(holds(filling, "deadline_computed"));
    fields.deadline_exact = false;
    CHECK(holds(filling, "deadline_computed"));
    CHECK(fill(filling, "Svar senest {deadline}.") == "Svar senest tirsdag den 24.\u00a0november.");
    fields.amount = "12,50 eller mere";
    CHECK(fill(filling, "Det er {amount}.") == std::nullopt);  // not the form of an amount: better unsaid than wrong
    CHECK(holds(filling, "deadline_ahead"));
    CHECK_FALSE(holds(filling, "deadline_past"));
    CHECK_FALSE(holds(filling, "meeting_past"));
}

TEST_CASE("ring today, or the next day on which somebody answers") {
    struct Row {
        const char* today;
        bool closed;
        const char* day;
    };
    const Row rows[] = {{"2026-11-20", false, "2026-11-20"}, {"2026-11-20", true, "2026-11-23"},
                        {"2026-11-21", false, "2026-11-23"}, {"2026-11-22", false, "2026-11-23"},
                        {"2026-12-24", false, "2026-12-28"}, {"2026-04-02", false, "2026-04-07"},
                        {"2026-05-24", false, "2026-05-26"}};
    for (const Row& row : rows) {
        INFO(row.today);
        CHECK(next_phone_day(day(row.today), row.closed) == day(row.day));
    }
    const auto missed = explain::explain(library(), "udeblivelse-kontakt-os", "da", {}, friday);
    CHECK(says(card(*missed, CardKind::Do), "Ring i dag – hver dag tæller."));
    const auto weekend = explain::explain(library(), "udeblivelse-kontakt-os", "da", {}, saturday);
    CHECK(says(card(*weekend, CardKind::Do), "Ring på mandag – hver dag tæller."));
    const auto evening = explain::explain(library(), "udeblivelse-kontakt-os", "ar", {}, friday, {false, true});
    CHECK(says(card(*evening, CardKind::Do), "اتصل يوم الاثنين"));
}

TEST_CASE("a passed deadline is said first: Fristen var i går. Ring i dag.") {
    letters::Fields fields;
    fields.deadline = calendar::add_days(friday, -1);
    const auto shown = explain::explain(library(), "partshoering", "da", fields, friday);
    REQUIRE(shown.ok());
    CHECK(card(*shown, CardKind::Do).sentences.at(0) == "Fristen var i går. Ring i dag.");
    CHECK_FALSE(says(card(*shown, CardKind::Do), "Svar senest"));
    fields.deadline = calendar::add_days(friday, 1);
    const auto ahead = explain::explain(library(), "partshoering", "da", fields, friday);
    CHECK(card(*ahead, CardKind::Do).sentences.at(0) == "Svar senest lørdag den 21.\u00a0november.");
    CHECK(says(card(*ahead, CardKind::Do), "Det er i morgen."));
}

TEST_CASE("what matters is shown large: date with weekday, time, place, days left") {
    const auto shown = explain::explain(library(), "indkaldelse-jobsamtale", "da", all_fields(friday), friday);
    REQUIRE(shown.ok());
    const std::vector<KeyFact> expected{{FactKind::Date, "meeting_date", "Dag", "24.\u00a0november", "tirsdag"},
                                        {FactKind::Days, "meeting_date", "", "4", "dage til"},
                                        {FactKind::Time, "meeting_time", "Klokken", "10.15", ""},
                                        {FactKind::Place, "meeting_place", "Sted", "Korskærparken 112", ""}};
    CHECK(card(*shown, CardKind::Do).facts == expected);
    const auto today =
        explain::explain(library(), "indkaldelse-jobsamtale", "da", all_fields(friday), day("2026-11-24"));
    CHECK(card(*today, CardKind::Do).facts.at(1).value == "i dag");
    const auto none = explain::explain(library(), "indkaldelse-jobsamtale", "da", {}, friday);
    CHECK(card(*none, CardKind::Do).facts.empty());
}

TEST_CASE("every type in every language speaks on all six cards, with all fields or with none") {
    for (const std::string& type : library().types())
        for (const auto& [code, language] : library().content().languages)
            for (const calendar::Date today : {friday, day("2026-12-24"), day("2026-10-01")})
                for (const bool full : {true, false}) {
                    const auto shown =
                        explain::explain(library(), type, code, full ? all_fields(friday) : letters::Fields{}, today);
                    INFO(type << " " << code << " full " << full);
                    REQUIRE(shown.ok());
                    CHECK(shown->language == code);
                    CHECK(shown->cards.size() == card_count);
                    for (const Card& c : shown->cards) {
                        INFO(c.heading);
                        CHECK_FALSE(c.sentences.empty());
                        CHECK_FALSE(c.heading.empty());
                        CHECK_FALSE(c.tab.empty());
                        CHECK_FALSE(c.icon.empty());
                    }
                    const std::string text = all_text(*shown);
                    CHECK(text.find('{') == text.npos);
                    CHECK(text.find('}') == text.npos);
                    CHECK_FALSE(shown->title.empty());
                    CHECK((shown->language == "da" || shown->say.size() == shown->say_meaning.size()));
                }
}

TEST_CASE("no sentence states a number that is not in the letter") {
    letters::Fields
        fields;  // nothing was read: a rule may bring its four weeks, and its two days before a night abroad
    for (const std::string& type : library().types()) {
        const auto shown = explain::explain(library(), type, "da", fields, friday);
        for (const Card& c : shown->cards)
            for (const std::string& s : c.sentences)
                for (const std::string& word : split_words(s))
                    if (word[0] >= '0' && word[0] <= '9') {
                        INFO(type << ": " << s);
                        CHECK((word == "4" || (type == "ferie-svar" && word == "2")));
                    }
    }
}

TEST_CASE("a unit that requires reviewed text gets Danish, which says that nobody has checked it and to ask us") {
    const auto shown = explain::explain(library(), "partshoering", "ar", {}, friday, {true, false});
    REQUIRE(shown.ok());
    CHECK(shown->language == "da");
    CHECK_FALSE(shown->right_to_left);
    CHECK(shown->unreviewed);
    REQUIRE_FALSE(shown->notes.empty());
    CHECK(shown->notes.back() == library().language("da")->labels.at("unreviewed"));
    CHECK(shown->notes.back().find("Spørg os") != std::string::npos);
    const auto free = explain::explain(library(), "partshoering", "ar", {}, friday);
    CHECK(free->language == "ar");
    CHECK(free->right_to_left);
    CHECK(free->unreviewed);
}

TEST_CASE("an unknown language becomes Danish, an unknown type is refused") {
    CHECK(explain::explain(library(), "partshoering", "xx", {}, friday)->language == "da");
    const auto unknown = explain::explain(library(), "husleje", "da", {}, friday);
    REQUIRE_FALSE(unknown.ok());
    CHECK(unknown.error().fault == Fault::NotFound);
}

TEST_CASE("an address inside Arabic keeps its own direction, a telephone number its order") {
    const auto shown = explain::explain(library(), "indkaldelse-jobsamtale", "ar", all_fields(friday), friday);
    CHECK(says(card(*shown, CardKind::Do), "\u200eKorskærparken 112\u200e"));
    CHECK(says(card(*shown, CardKind::Cannot), "00\u00a000\u00a000\u00a000"));
}

TEST_CASE("whatever a letter lacks, no brace is left, no card is empty, and all languages say as many sentences") {
    const letters::Fields full = all_fields(friday);
    constexpr unsigned subsets = 1u << letters::field_table.size();
    for (unsigned subset = 0; subset < subsets; ++subset) {
        letters::Fields fields = full;
        for (std::size_t i = 0; i < letters::field_table.size(); ++i)
            if ((subset >> i & 1u) == 0)
                std::visit([&](auto slot) { (fields.*slot).reset(); }, letters::field_table[i].slot);
        const calendar::Date today = subset % 3 == 0 ? calendar::add_days(friday, 30) : friday;
        const std::string type = library().types().at(subset % library().types().size());
        const auto danish = explain::explain(library(), type, "da", fields, today);
        REQUIRE(danish.ok());
        for (const auto& [code, language] : library().content().languages) {
            const auto shown = explain::explain(library(), type, code, fields, today);
            REQUIRE(shown.ok());
            const std::string text = all_text(*shown);
            if (text.find('{') != text.npos) FAIL_CHECK(type << " " << code << ": " << text);
            for (std::size_t i = 0; i < card_count; ++i) {
                INFO(type << " " << code << " card " << i << " fields " << letters::to_json(fields));
                REQUIRE(shown->cards[i].sentences.size() == danish->cards[i].sentences.size());
                REQUIRE_FALSE(shown->cards[i].sentences.empty());
                REQUIRE(shown->cards[i].facts.size() == danish->cards[i].facts.size());
            }
        }
    }
}

TEST_CASE("a meeting or deadline that the type's text does not speak of is still told") {
    letters::Fields fields;
    fields.meeting_date = calendar::add_days(friday, 4);
    const auto plan = explain::explain(library(), "min-plan", "da", fields, friday);
    CHECK(says(card(*plan, CardKind::Do), "I brevet står også et møde tirsdag den 24.\u00a0november."));
    fields.meeting_date.reset();
    fields.deadline = calendar::add_days(friday, 4);
    const auto meeting = explain::explain(library(), "indkaldelse-jobsamtale", "da", fields, friday);
    CHECK(says(card(*meeting, CardKind::Do), "I brevet står også en frist tirsdag den 24.\u00a0november."));
}

TEST_CASE("a computed deadline is said as its date, and then that we worked it out") {
    letters::Fields fields;
    fields.deadline = calendar::add_days(friday, 10);
    fields.deadline_exact = false;
    const auto shown = explain::explain(library(), "partshoering", "da", fields, friday);
    CHECK(says(card(*shown, CardKind::Do), "Svar senest mandag den 30.\u00a0november."));
    CHECK(says(card(*shown, CardKind::Do), "Vi har regnet datoen ud."));
    CHECK(card(*shown, CardKind::Do).facts.at(0).note == "mandag");
    CHECK(card(*shown, CardKind::Do).facts.at(0).value == "30.\u00a0november");
    fields.deadline_exact = true;
    const auto printed = explain::explain(library(), "partshoering", "da", fields, friday);
    CHECK_FALSE(says(card(*printed, CardKind::Do), "Vi har regnet"));
    for (const char* type : {"anmodning-oplysninger", "book-selv-samtale", "min-plan", "sygemelding", "agterskrivelse",
                             "cv-joblog-mangler", "fritidstillaeg-dokumentation", "tilbagebetaling"}) {
        INFO(type);
        fields.deadline_exact = false;
        CHECK(says(card(*explain::explain(library(), type, "da", fields, friday), CardKind::Do),
                   "Vi har regnet datoen ud."));
    }
}
