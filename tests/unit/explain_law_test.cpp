// What the letters' texts say of the law: each statement with its paragraph, nothing that was wrong once, and nothing
// that its day has made untrue.
#include <algorithm>
#include <tuple>

#include "explain/official.hpp"
#include "explain_letters.hpp"

namespace {

using namespace aaben;
using namespace aaben::explain;
using namespace aaben::explain::tests;

}  // namespace

TEST_CASE("a decision whose four weeks have passed says so, and what is still possible") {
    for (const char* type :
         {"afgoerelse-sanktion", "visitation", "tilbagebetaling", "ferie-svar", "bevilling-mentor"}) {
        INFO(type);
        const Explanation last = shown(library(), type, letter_of("2026-10-01"), day("2026-10-29"));
        CHECK(says(last, CardKind::Rights, "senest 4 uger efter"));
        const Explanation late = shown(library(), type, letter_of("2026-10-01"), day("2026-10-30"));
        CHECK_FALSE(says(late, CardKind::Rights, "senest 4 uger efter"));
        CHECK(says(late, CardKind::Rights, "Der er gået over 4 uger, siden brevet blev skrevet."));
        CHECK(says(late, CardKind::Rights, "Du kan stadig klage. Sig, hvorfor klagen er sen."));
        CHECK(says(late, CardKind::Rights, "Bed kommunen se på sagen igen."));
    }
}

TEST_CASE("what makes no sense after the day is not said after the day") {
    letters::Fields fields = letter_of("2026-11-01");
    fields.meeting_date = day("2026-11-10");
    fields.deadline = day("2026-11-10");
    const auto after = day("2026-11-12");
    const Explanation meeting = shown(library(), "indkaldelse-jobsamtale", fields, after);
    CHECK_FALSE(says(meeting, CardKind::Do, "Tag brevet med"));
    CHECK_FALSE(says(meeting, CardKind::Otherwise, "hvis du ikke kan komme"));
    CHECK(says(meeting, CardKind::Otherwise, "Det stopper, når I taler sammen."));
    const Explanation call = shown(library(), "indkaldelse-telefonsamtale", fields, after);
    CHECK_FALSE(says(call, CardKind::Do, "Sæt lyd"));
    CHECK_FALSE(says(call, CardKind::Otherwise, "Tager du den ikke"));
    const Explanation hearing = shown(library(), "partshoering", fields, after);
    CHECK_FALSE(says(hearing, CardKind::What, "ikke bestemt noget"));
    CHECK_FALSE(says(hearing, CardKind::Otherwise, "Svarer du ikke"));
    CHECK(says(hearing, CardKind::Cannot, "om du stadig kan svare"));
    const Explanation announced = shown(library(), "agterskrivelse", fields, after);
    CHECK(says(announced, CardKind::What, "er brevet nu en afgørelse"));
    CHECK(says(announced, CardKind::Do, "Fristen var for 2 dage siden."));
    letters::Fields offer = letter_of("2026-10-01");
    offer.start_date = day("2026-10-05");
    offer.end_date = day("2026-11-06");
    const Explanation ended = shown(library(), "tilbud-virksomhedspraktik", offer, after);
    CHECK(says(ended, CardKind::Do, "Sidste dag var fredag den 6.\u00a0november."));
    CHECK_FALSE(says(ended, CardKind::Otherwise, "Bliver du væk"));
}

TEST_CASE("each right, duty and deadline stands on its card with the paragraph that says it") {
    struct Row {
        const char* type;
        CardKind kind;
        const char* sentence;
        const char* paragraph;
    };
    const Row rows[] = {
        {"afgoerelse-sanktion", CardKind::Rights, "senest 4 uger efter", "Retssikkerhedsloven § 67, stk. 1"},
        {"afgoerelse-sanktion", CardKind::Otherwise, "også mens du klager", "Retssikkerhedsloven § 72"},
        {"agterskrivelse", CardKind::What, "bliver brevet til en afgørelse", "Aktivloven § 35, stk. 6"},
        {"udeblivelse-kontakt-os", CardKind::Rights, "Er du aktivitetsparat? Så skal kommunen selv prøve",
         "Aktivloven § 35, stk. 7"},
        {"tilbagebetaling", CardKind::Cannot, "Så kan du vente med at betale.", "Bekendtgørelse 783/2025 § 6"},
        {"tilbagebetaling", CardKind::Otherwise, "krævet ind", "Aktivloven §§ 91–95"},
        {"klagesvar", CardKind::Do, "går klagen selv videre til Ankestyrelsen", "Retssikkerhedsloven § 66"},
        {"klagesvar", CardKind::Otherwise, "Du har 4 uger til at sige det.", "Bekendtgørelse 861/2025 § 12"},
        {"sygemelding", CardKind::Do, "som kommunen har sagt", "Aktivloven § 35, stk. 8"},
        {"sygemelding", CardKind::Otherwise, "én gang om måneden", "Aktivloven §§ 39–40"},
        {"book-selv-samtale", CardKind::Otherwise, "for hver dag, til du booker", "Aktivloven § 37 a"},
        {"tilbud-loentilskud", CardKind::Otherwise, "Siger du nej uden en god grund", "Aktivloven §§ 39–40"},
        {"tilbud-loentilskud", CardKind::Otherwise, "for de dage", "Aktivloven § 36"},
        {"arbejdspligt", CardKind::What, "Timer i et job og til dansk", "Beskæftigelsesindsatsloven §§ 105 a–c"},
        {"arbejdspligt", CardKind::Rights, "hensyn til dit helbred", "Beskæftigelsesindsatsloven §§ 105 a–c"},
        {"indkaldelse-jobsamtale", CardKind::Rights, "telefon eller video", "Beskæftigelsesindsatsloven § 33"},
        {"min-plan", CardKind::What, "Kommunen har skrevet en plan", "Beskæftigelsesindsatsloven § 41"},
        {"min-plan", CardKind::Rights, "klage over et tilbud i planen", "Beskæftigelsesindsatsloven § 204"},
        {"ferie-svar", CardKind::Rights, "én nat i udlandet", "Aktivloven § 5, stk. 3"},
        {"samtykke-laegeoplysninger", CardKind::Rights, "Om penge må kommunen godt spørge",
         "Retssikkerhedsloven § 11 a, stk. 2"},
        {"samtykke-laegeoplysninger", CardKind::Rights, "Du må sige nej.", "Retssikkerhedsloven § 11 a, stk. 1"},
        {"samlet-beskrivelse", CardKind::What, "fleksjob eller førtidspension", "Beskæftigelsesindsatsloven § 43"},
        {"indkaldelse-rehabiliteringsteam", CardKind::Otherwise, "for hver dag", "Aktivloven § 37"},
        {"indkaldelse-foerste-samtale", CardKind::Rights, "Har du en god grund?", "Retssikkerhedsloven § 10"},
        {"vejledning-ret-og-pligt", CardKind::Rights, "ved det første møde og hvert halve år",
         "Ankestyrelsens principmeddelelse 21-22"},
        {"afgoerelse-sanktion", CardKind::Rights, "Så skal det hjælpe dig mod job.", "Aktivloven § 13, stk. 8"},
        {"skaerpet-raadighedssanktion", CardKind::Otherwise, "lukker kommunen din sag", "Aktivloven § 40 a"},
        {"cv-joblog-mangler", CardKind::Otherwise, "Mangler dit cv", "Aktivloven § 38"},
        {"fritidstillaeg-dokumentation", CardKind::Otherwise, "Din kontanthjælp går videre.",
         "Aktivloven § 86, stk. 8"},
        {"afklaring", CardKind::What, "hvert andet år", "Beskæftigelsesindsatsloven § 36 a"},
        {"partshoering", CardKind::Rights, "før kommunen bestemmer", "Forvaltningsloven § 21"},
        {"anmodning-oplysninger", CardKind::Rights, "Du må spørge, hvad kommunen skal bruge",
         "Retssikkerhedsloven § 12"},
    };
    for (const Row& row : rows) {
        INFO(row.type << ": " << row.sentence);
        const Explanation e = shown(library(), row.type, letter_of("2026-11-20"), day("2026-11-21"));
        CHECK(says(e, row.kind, row.sentence));
        CHECK(std::ranges::find(card(e, row.kind).sources, row.paragraph) != card(e, row.kind).sources.end());
    }
    const Explanation sanction = shown(library(), "afgoerelse-sanktion", letter_of("2026-11-20"), day("2026-11-21"));
    CHECK(source_line(card(sanction, CardKind::Otherwise)) == "Retssikkerhedsloven § 72");
    CHECK(source_line(card(sanction, CardKind::Rights)).find("Retssikkerhedsloven § 60; § 67, stk. 1; § 66 · ") == 0);
}

TEST_CASE("what was wrong once is not said again") {
    const auto whole = [](const char* type, const char* language) {
        return all_of(shown(library(), type, letter_of("2026-11-20"), day("2026-11-21"), language));
    };
    const std::tuple<const char*, const char*, const char*> wrong[] = {
        {"tilbagebetaling", "da", "rater"},
        {"book-selv-samtale", "da", "Det gælder mest"},
        {"min-plan", "da", "blevet enige om"},
        {"indkaldelse-foerste-samtale", "da", "små børn"},
        {"tilbud-virksomhedspraktik", "da", "samme dag"},
        {"sygemelding", "da", "tælle, som om du blev væk"},
        {"udeblivelse-kontakt-os", "da", "Kommunen skal også selv prøve"},
        {"partshoering", "en", "hearing"},
        {"partshoering", "ar", "جلسة"},
    };
    for (const auto& [type, language, words] : wrong) {
        INFO(type << " " << language << " " << words);
        CHECK(whole(type, language).find(words) == std::string::npos);
    }
}

TEST_CASE("a letter of no known type: who sent it, that its dates stand in the letter, and no rule") {
    for (const auto& [language, shared] : library().content().languages)
        for (const Sender& sender : library().content().senders) {
            INFO(sender.id << " " << language);
            const OfficialText text = official_text(library(), language, {sender.id, letters::Wish::Pay, {}});
            CHECK(text.language == language);
            CHECK_FALSE(text.sender.empty());
            CHECK(text.sentences.size() >= 6);
            CHECK_FALSE(text.mark.empty());
            for (const std::string& sentence : text.sentences) CHECK(sentence.find('{') == sentence.npos);
        }
    const OfficialText debt = official_text(library(), "da", {"gaeldsstyrelsen", {}, {}});
    CHECK(debt.sender == "Gældsstyrelsen");
    CHECK(debt.phone == "70\u00a015\u00a073\u00a004");
    CHECK(std::ranges::find(debt.sentences, "Ring til 70\u00a015\u00a073\u00a004.") != debt.sentences.end());
    const OfficialText nobody = official_text(library(), "xx", {});
    CHECK(nobody.language == "da");
    CHECK(nobody.sender.empty());
    CHECK(nobody.sentences.at(0) == "Vi ved ikke, hvem der har sendt brevet.");
    CHECK(std::ranges::find(nobody.sentences, "Nummeret står i brevet.") != nobody.sentences.end());
}
