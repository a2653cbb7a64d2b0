// Stories of people at the glass, touch by touch, in three languages and both directions. Each step is held against the
// rules of every screen as well.
#include <catch2/catch_test_macros.hpp>

#include <map>

#include "fakes/glass.hpp"

using namespace aaben;
using fakes::Glass;
using widgets::TouchEvent;

namespace {
const widgets::Metrics landscape{1280, 800, 149}, portrait{800, 1280, 149};

std::string all(const std::vector<std::string>& faults) {
    std::string text;
    for (const std::string& fault : faults) text += fault + "\n";
    return text;
}
}  // namespace

TEST_CASE("A citizen gets a call-sign in four touches") {
    for (const widgets::Metrics& panel : {landscape, portrait}) {
        Glass g(panel);
        g.tap("Jeg vil tale med nogen").tap("Penge").tap("Videre").tap("Den første, der har tid");
        CHECK(g.screen() == flow::CallSignScreen::name);
        CHECK(g.sees("Du er tjekket ind"));
        CHECK(all(g.faults()).empty());
        g.tap("Færdig");
        CHECK(g.screen() == flow::HomeScreen::name);
    }
}

TEST_CASE("The same in Arabic, on the mirrored glass") {
    Glass g;
    const float danish_x = g.find("Jeg vil tale med nogen").rect.x;
    g.choose_language("العربية");
    CHECK(g.find("أريد التحدث مع شخص").rect.x > danish_x + 400);
    g.tap("أريد التحدث مع شخص");
    CHECK(g.screen() == flow::PurposeScreen::name);
    g.tap("Dansk");
    CHECK(g.sees("Hvad drejer det sig om?"));
    CHECK(all(g.faults()).empty());
}

TEST_CASE("An interpreter is asked for with the language that was chosen") {
    Glass g;
    g.tap("Jeg vil tale med nogen").tap("Et brev").tap("En tolk").tap("English").tap("Videre");
    CHECK(g.world.model.citizen.choices.interpreter_language == "en");
}

TEST_CASE("A letter is chosen by its look, understood, and carried into check-in") {
    for (const widgets::Metrics& panel : {landscape, portrait}) {
        Glass g(panel);
        g.tap("Forstå mit brev").tap("Find brevet på skærmen").tap("Søg").type("PART").tap("Vis breve");
        g.tap("Kommunen vil høre dig først");
        CHECK(g.screen() == flow::LetterCardsScreen::name);
        CHECK(all(g.faults()).empty());
        g.tap("Gør det").tap("Tal med nogen her").tap("Videre").tap("Den første, der har tid");
        REQUIRE(g.world.model.citizen.choices.letter);
        CHECK(g.world.model.citizen.choices.letter->type == "partshoering");
    }
}

TEST_CASE("A letter of two pages is laid page by page and explained as one") {
    struct Words {
        const char *letter, *camera, *lay, *no_more, *one_more, *shown;
    };
    const std::map<std::string, Words> words{
        {"Dansk",
         {"Forstå mit brev", "Læg brevet under kameraet", "Læg side 2 under kameraet", "Jeg har ikke flere sider",
          "Brevet har en side mere", "24.\u00a0november"}},
        {"العربية",
         {"أريد فهم رسالتي", "ضع الرسالة تحت الكاميرا", "ضع الصفحة ⁨2⁩ تحت الكاميرا",
          "ليس معي صفحات أخرى", "للرسالة صفحة أخرى", "24\u00a0نوفمبر"}}};
    for (const auto& [language, w] : words) {
        for (const widgets::Metrics& panel : {landscape, portrait}) {
            Glass g(panel);
            g.world.model.has_camera = true;
            g.say(flow::DevicesSeen{true});
            if (language != "Dansk") g.choose_language(language);
            g.tap(w.letter).tap(w.camera);
            flow::LetterRead first;
            first.type = "indkaldelse-jobsamtale", first.missing_page = 2;
            g.say(first);
            CHECK(all(g.faults()).empty());
            g.tap(w.lay);
            CHECK(g.screen() == flow::LetterCameraScreen::name);
            CHECK(all(g.faults()).empty());
            g.tap(w.no_more);
            CHECK(g.screen() == flow::LetterCardsScreen::name);
            CHECK_FALSE(g.sees(w.shown));
            g.say(flow::BackTouched{}).tap(w.camera).say(first).tap(w.lay);
            flow::LetterRead both = first;
            both.pages = 2, both.missing_page = 0;
            both.fields.meeting_date = calendar::Date{2026, 11, 24};
            both.fields.meeting_time = calendar::TimeOfDay{10, 15};
            both.shown = {{"meeting_date", 1, std::nullopt, {312, 182, 338, 26}}};
            g.say(both).say(flow::CardTouched{1});
            CHECK(g.sees(w.shown));
            CHECK(all(g.faults()).empty());
            if (panel.portrait()) continue;
            g.tap(w.one_more);
            CHECK(g.screen() == flow::LetterCameraScreen::name);
        }
    }
}

TEST_CASE("A letter of no known type: its sender, its own words one by one, no rule, and a person") {
    struct Words {
        const char *letter, *camera, *title, *mark, *day, *due, *talk;
    };
    const std::map<std::string, Words> words{
        {"Dansk",
         {"Forstå mit brev", "Læg brevet under kameraet", "Brev fra: Gældsstyrelsen",
          "Det her står i dit brev. Vi kender ikke den slags brev.", "tirsdag 8.\u00a0december", "Her står en frist",
          "Tal med nogen her"}},
        {"English",
         {"Understand my letter", "Put the letter under the camera", "Letter from: Gældsstyrelsen (public debt)",
          "This stands in your letter. We do not know this kind of letter.", "Tuesday", "A deadline stands here",
          "Talk to someone here"}},
        {"العربية",
         {"أريد فهم رسالتي", "ضع الرسالة تحت الكاميرا",
          "رسالة من:", "هذا مكتوب في رسالتك. لا نعرف هذا النوع من الرسائل.", "8\u00a0ديسمبر", "هنا مهلة مكتوبة",
          "تحدث مع شخص هنا"}}};
    for (const auto& [language, w] : words) {
        for (const widgets::Metrics& panel : {landscape, portrait}) {
            INFO(language);
            Glass g(panel);
            g.world.model.has_camera = true;
            g.say(flow::DevicesSeen{true});
            if (language != "Dansk") g.choose_language(language);
            g.tap(w.letter).tap(w.camera);
            flow::LetterRead read;
            read.official.sender = "gaeldsstyrelsen", read.official.wish = letters::Wish::Pay;
            read.official.passages = {
                {"Betal senest tirsdag den 8. december 2026.", {{letters::FieldKind::Date, "2026-12-08"}}, true},
                {"Ring til os på 70 15 73 04.", {{letters::FieldKind::Phone, "70157304"}}, false}};
            g.say(read);
            REQUIRE(g.screen() == flow::LetterOfficialScreen::name);
            for (const char* shown : {w.title, w.mark, w.day, w.due, "Betal senest tirsdag den 8. december 2026."}) {
                INFO(shown);
                CHECK(g.sees(shown));
            }
            CHECK(g.sees("§") == false);
            CHECK(all(g.faults()).empty());
            g.say(flow::PageTouched{1});
            CHECK(g.sees("Ring til os på 70 15 73 04."));
            CHECK_FALSE(g.sees(w.due));
            CHECK(all(g.faults()).empty());
            g.tap(w.talk);
            REQUIRE(g.world.model.citizen.choices.letter);
            CHECK(g.world.model.citizen.choices.letter->type.empty());
        }
    }
}

TEST_CASE("The call is practised before it is made: they ask, one answers, and the number stands at the end") {
    for (const widgets::Metrics& panel : {landscape, portrait}) {
        Glass g(panel);
        g.scan("udeblivelse-kontakt-os");
        g.tap("Ring").tap("Øv samtalen");
        CHECK(g.sees("De tager telefonen"));
        CHECK(g.sees("Du taler med kommunen"));
        g.tap("Videre");
        CHECK(g.sees("Jeg hedder (dit navn)"));
        CHECK(g.sees("Jeg kom ikke til mødet"));  // what this letter is about
        g.tap("Videre");
        CHECK(g.sees("Hvorfor kom du ikke?"));
        g.tap("Tilbage").tap("Videre").tap("Videre");
        CHECK(g.sees("Hvad skal jeg gøre nu?"));
        g.tap("Videre");
        CHECK(g.sees("Nu kan du ringe"));
        CHECK(g.sees("72\u00a010\u00a070\u00a000"));
        CHECK(g.sees("Telefonen er lukket nu. Den åbner i morgen kl. 9.00."));
        CHECK(all(g.faults()).empty());
        g.tap("Prøv igen");
        CHECK(g.sees("De tager telefonen"));
        g.tap("Tilbage");
        CHECK(g.screen() == flow::LetterRingScreen::name);
        CHECK(g.sees("Hvad skal jeg gøre nu?"));
    }
    Glass g;
    g.choose_language("العربية").scan("partshoering");
    g.tap("اتصل").tap("تدرّب على المكالمة").tap("التالي").tap("التالي");
    CHECK(g.sees("Hvad vil du sige til brevet?"));   // it is Danish one speaks
    CHECK(g.sees("ماذا تريد أن تقول عن الرسالة؟"));  // and this is what it means
    CHECK(all(g.faults()).empty());
}

TEST_CASE("'Videre' leads through the cards to the end, and 'Noget af det' to a question") {
    for (const widgets::Metrics& panel : {landscape, portrait}) {
        Glass g(panel);
        g.scan("partshoering");
        for (int card = 0; card < 5; ++card) {
            CHECK(g.world.model.citizen.letter.card == card);
            g.tap("Videre");
            CHECK(all(g.faults()).empty());
        }
        g.tap("Jeg er færdig").tap("Noget af det");
        CHECK(g.sees("Hvad vil du nu?"));
        CHECK(all(g.faults()).empty());
        g.tap("Læs det igen");
        CHECK(g.screen() == flow::LetterCardsScreen::name);
        CHECK(g.world.model.citizen.letter.card == 0);
    }
}

TEST_CASE("The law has its own way in, and makes no card longer") {
    Glass g;
    g.scan("partshoering");
    g.say(flow::CardTouched{5});
    CHECK_FALSE(g.sees("§"));
    g.tap("Loven");
    CHECK(g.sees("§"));
    CHECK(all(g.faults()).empty());
    g.tap("Luk");
    CHECK_FALSE(g.sees("§"));
}

TEST_CASE("'Ja' stands before 'Nej', and 'Vis mig' gives the letter the room") {
    Glass g;
    g.world.model.has_camera = true;
    g.tap("Forstå mit brev").tap("Læg brevet under kameraet");
    flow::LetterRead read;
    read.type = "indkaldelse-jobsamtale", read.pages = 1;
    read.fields.meeting_date = calendar::Date{2026, 11, 24};
    read.shown = {{"meeting_date", 1, std::nullopt, {312, 182, 338, 26}}};
    g.say(read);
    CHECK(g.find("Ja").rect.end() <= g.find("Nej").rect.x);
    const float before = g.find("Nej").rect.end();
    g.say(flow::CardTouched{5});
    CHECK(g.find("Nej").rect.end() > before + 150);  // the paper is wider
    CHECK(all(g.faults()).empty());
}

TEST_CASE("A search shows what was searched and can be cleared") {
    Glass g;
    g.tap("Forstå mit brev").tap("Find brevet på skærmen").tap("Søg").type("PART").tap("Vis breve");
    CHECK(g.sees("Du søgte: Part"));
    g.tap("Vis alle breve");
    CHECK(g.sees("Hvilket brev har du fået?"));
    CHECK(all(g.faults()).empty());
}

TEST_CASE("Who forgot the sign gets another, and a person") {
    Glass g;
    g.tap("Jeg har et tegn").tap("Jeg har glemt mit tegn").tap("Penge").tap("Videre").tap("Den første, der har tid");
    CHECK(g.screen() == flow::CallSignScreen::name);
}

TEST_CASE("A call stays on the first screen when the panel locks, with sign and caseworker") {
    for (const widgets::Metrics& panel : {landscape, portrait}) {
        Glass g(panel);
        g.tap("Personale").scan("mette").type("246810").tap("Kald");
        CHECK_THROWS(g.find("Kom ikke"));  // a passer-by cannot press it
        g.wait_s(21);
        REQUIRE(g.screen() == flow::HomeScreen::name);
        CHECK(g.sees(": gå hen til Mette"));
        CHECK(all(g.faults()).empty());
        g.tap("Personale").scan("mette").type("246810");
        g.tap("Kom ikke");
        CHECK(g.screen() == flow::StaffQueueScreen::name);
    }
}

TEST_CASE("A hard word is explained and closed again") {
    Glass g;
    g.scan("partshoering");
    REQUIRE(g.screen() == flow::LetterCardsScreen::name);
    g.tap("Hvad?").tap("partshøring");
    CHECK(g.sees("Kommunen spørger dig"));
    CHECK_FALSE(g.sees("Tal med nogen her"));
    g.tap("Luk");
    CHECK(g.sees("Tal med nogen her"));
}

TEST_CASE("Idle asks, hides what was on the glass, and forgets") {
    Glass g;
    g.tap("Jeg vil tale med nogen");
    g.wait_s(61);
    CHECK(g.sees("Er du her stadig?"));
    CHECK_FALSE(g.sees("Penge"));
    g.tap("Ja, jeg er her");
    CHECK(g.sees("Penge"));
    g.wait_s(61);
    REQUIRE(g.sees("Er du her stadig?"));
    for (const auto kind : {TouchEvent::Kind::Down, TouchEvent::Kind::Up}) g.finger(kind, 20, 20);  // anywhere
    CHECK(g.sees("Penge"));
    g.wait_s(61).wait_s(21);
    CHECK(g.screen() == flow::HomeScreen::name);
}

TEST_CASE("'Ring mig op' is typed on the own digit pad") {
    Glass g;
    g.tap("Ring mig op").type("20304050").tap("Videre").tap("Midt på dagen").tap("Bolig");
    CHECK(g.screen() == flow::CallbackSavedScreen::name);
    CHECK(g.sees("Vi ringer til 20\u00a030\u00a040\u00a050"));
}

TEST_CASE("The way on is closed until the number is whole") {
    Glass g;
    g.tap("Ring mig op").type("2030");
    CHECK(g.find("Videre").disabled);
    g.tap("Videre");
    CHECK(g.screen() == flow::CallbackPhoneScreen::name);
}

TEST_CASE("A caseworker starts a conversation and ends it") {
    Glass g;
    g.tap("Personale").scan("mette");
    REQUIRE(g.screen() == flow::PinScreen::name);
    g.type("246810");
    REQUIRE(g.screen() == flow::StaffQueueScreen::name);
    CHECK(all(g.faults()).empty());
    g.tap("Kald");
    CHECK(g.screen() == flow::StaffCallScreen::name);
    g.tap("Start samtale").tap("Slut samtale").tap("Hjulpet her");
    CHECK(g.screen() == flow::FacesScreen::name);  // the citizen is asked, with the staff's side closed
    CHECK_FALSE(g.sees("Mette Krogh"));
    g.tap("Godt").tap("I høj grad");
    CHECK(g.sees("Tak, fordi du kom"));
}

TEST_CASE("Locking closes the staff's side at once") {
    Glass g;
    g.tap("Personale").scan("mette").type("246810");
    REQUIRE(g.screen() == flow::StaffQueueScreen::name);
    g.tap("Lås");
    CHECK_FALSE(g.sees("Mette Krogh"));
    CHECK_FALSE(g.sees("Kald"));
}

TEST_CASE("What could not be saved is never confirmed") {
    Glass g;
    g.tap("Jeg vil tale med nogen").tap("Penge").tap("Videre");
    g.world.fails = true;
    g.tap("Den første, der har tid");
    CHECK(g.sees("Det blev ikke gemt"));
    CHECK_FALSE(g.sees("Du er tjekket ind"));
    g.world.fails = false;
    g.tap("Prøv igen");
    CHECK(g.sees("Du er tjekket ind"));
}
