#include "samples.hpp"

#include <type_traits>
#include <variant>

#include "sample_fill.hpp"
#include "sample_unit.hpp"
#include "visit/fold.hpp"

namespace aaben::tests {

namespace {

// The screen that stands on the glass of `m`.
template <class S>
S& on(flow::Model& m) {
    if constexpr (std::is_constructible_v<flow::CitizenScreen, S>)
        return std::get<S>(m.citizen.screen);
    else if constexpr (std::is_constructible_v<flow::StaffScreen, S>)
        return std::get<S>(m.staff->screen);
    else
        return std::get<S>(m.door->screen);
}

template <class S>
Sample sample_of() {
    Sample sample{std::string(S::name), unit_with_people()};
    flow::Model& m = sample.model;
    m.citizen.visit = "visit-1";
    m.citizen.saved = true;
    if constexpr (std::is_constructible_v<flow::CitizenScreen, S>) {
        m.citizen.screen = S{};
    } else if constexpr (std::is_constructible_v<flow::StaffScreen, S>) {
        flow::Staff& staff = m.staff.emplace();
        staff.caseworker = "mette", staff.screen = S{};
        if constexpr (!std::is_same_v<S, flow::StaffQueueScreen>) staff.back.push_back(flow::StaffQueueScreen{});
        m.sync.visits_today = m.sync.receipts_today = 12;
        m.sync.online = true;
    } else {
        m.door.emplace().screen = S{};
    }
    fill(m, on<S>(m));
    return sample;
}

using Samples = std::vector<Sample>;

template <class... S>
void add_all(Samples& all, const std::variant<S...>&) {
    (all.push_back(sample_of<S>()), ...);
}

template <class S, class Change>
void special(Samples& all, const char* name, Change change) {
    Sample sample = sample_of<S>();
    sample.name += std::string("_") + name;
    if constexpr (std::is_invocable_v<Change, flow::Model&, S&>)
        change(sample.model, on<S>(sample.model));
    else
        change(sample.model);
    all.push_back(std::move(sample));
}
}  // namespace

flow::Model in_language(flow::Model model, const std::string& language) {
    model.citizen.language = language;
    return model;
}

std::vector<Sample> samples() {
    Samples all;
    add_all(all, flow::CitizenScreen{});
    add_all(all, flow::DoorScreen{});
    add_all(all, flow::StaffScreen{});
    special<flow::HomeScreen>(all, "nobody", [](flow::Model& m) { m.unit.shifts.clear(); });
    special<flow::HomeScreen>(all, "large", [](flow::Model& m) { m.citizen.large = true; });
    special<flow::HomeScreen>(all, "read_only", [](flow::Model& m) { m.trouble = flow::Trouble::JournalReadOnly; });
    special<flow::PurposeScreen>(all, "languages", [](flow::Model& m) { m.citizen.over = flow::Over::Languages; });
    special<flow::PurposeScreen>(all, "no_voice", [](flow::Model& m) { m.citizen.over = flow::Over::NoVoice; });
    special<flow::NameScreen>(all, "danish_letters", [](flow::Model& m) { m.citizen.danish_letters = true; });
    special<flow::PurposeScreen>(all, "still_there", [](flow::Model& m) { m.citizen.still_there = true; });
    special<flow::PurposeScreen>(all, "large", [](flow::Model& m) { m.citizen.large = true; });
    special<flow::NeedsScreen>(all, "interpreter", [](flow::Model& m) {
        m.citizen.choices.needs.put(visit::Need::Interpreter);
        m.citizen.choices.interpreter_language = "ar";
    });
    special<flow::CallSignScreen>(all, "printer",
                                  [](flow::Model& m) { m.printer = flow::Printer::Ready, m.sync.online = true; });
    special<flow::CallSignScreen>(all, "printing", [](flow::Model& m) {
        m.printer = flow::Printer::Ready, m.citizen.sign_slip = flow::Slip::Asked;
    });
    special<flow::CallSignScreen>(all, "printed", [](flow::Model& m) {
        m.printer = flow::Printer::Ready, m.citizen.sign_slip = flow::Slip::Out;
    });
    special<flow::MySignScreen>(all, "none", [](flow::Model& m) { m.unit.visits.clear(); });
    special<flow::SignStatusScreen>(all, "called",
                                    [](flow::Model& m) { act(m.unit, visit::Called{"visit-1", "shift-1"}, now_ms); });
    special<flow::SignStatusScreen>(all, "outside",
                                    [](flow::Model& m) { act(m.unit, visit::SteppedOut{"visit-1"}, now_ms); });
    special<flow::IdentifyDoneScreen>(all, "matched", [](flow::Model&, auto& screen) { screen.matched = true; });
    special<flow::NobodyHereScreen>(all, "closed",
                                    [](flow::Model& m) { m.now_ms += std::int64_t{8} * 60 * minute_ms; });
    special<flow::HelpNowScreen>(all, "asked", [](flow::Model& m, auto& screen) {
        screen.help = "help-1";
        m.unit.help.push_back({"help-1", now_ms});
    });
    special<flow::HelpNowScreen>(all, "nobody", [](flow::Model& m, auto& screen) {
        screen.help = "help-1";
        m.unit.help.push_back({"help-1", now_ms});
        m.unit.shifts.clear();
    });
    special<flow::HelpNowScreen>(all, "saving", [](flow::Model& m, auto& screen) {
        screen.help = "help-1";
        m.pending.push_back({1, visit::HelpRequested{"help-1"}, flow::Then::HelpAsked});
    });
    special<flow::HomeScreen>(all, "help", [](flow::Model& m) { m.unit.help.push_back({"help-1", now_ms}); });
    special<flow::HomeScreen>(all, "called", [](flow::Model& m) {
        act(m.unit, visit::Called{"visit-1", "shift-1"}, now_ms);
        act(m.unit, visit::Called{"visit-2", "shift-2"}, now_ms);
        m.unit.help.push_back({"help-1", now_ms});
    });
    special<flow::HomeScreen>(all, "called_arabic", [](flow::Model& m) {
        act(m.unit, visit::Called{"visit-1", "shift-1"}, now_ms);
        for (visit::Visit& each : m.unit.visits) each.choices.language = "ar";
    });
    special<flow::StaffCallScreen>(all, "help", [](flow::Model& m) {
        m.unit.help.push_back({"help-1", now_ms});
        for (visit::Visit& each : m.unit.visits) each.choices.language = "ar";
    });
    special<flow::StaffConversationScreen>(all, "help", [](flow::Model& m) {
        m.unit.help.push_back({"help-1", now_ms});
        m.help_calls = {{"help-2", true, now_ms, {}, 0, "korskaerparken-2", true}};
    });
    special<flow::StaffCallScreen>(all, "arabic", [](flow::Model& m) {
        for (visit::Visit& each : m.unit.visits) each.choices.language = "ar";
    });
    special<flow::HomeScreen>(
        all, "revoked", [](flow::Model& m) { m.unit.shifts.clear(), m.sync.enrolled = false, m.sync.revoked = true; });
    special<flow::HomeScreen>(all, "pause", [](flow::Model& m) {
        for (visit::Shift& shift : m.unit.shifts) shift.on_break = true;
    });
    special<flow::NobodyHereScreen>(
        all, "revoked", [](flow::Model& m) { m.unit.shifts.clear(), m.sync.enrolled = false, m.sync.revoked = true; });
    special<flow::CallSignScreen>(all, "nobody", [](flow::Model& m) { m.unit.shifts.clear(); });
    special<flow::CallbackSavedScreen>(all, "online", [](flow::Model& m) { m.sync.online = true; });
    special<flow::BadgeScreen>(all, "unknown", [](flow::Model&, auto& screen) { screen.unknown = true; });
    special<flow::BadgeScreen>(all, "early", [](flow::Model& m) { m.roster.people.clear(); });
    special<flow::BadgeScreen>(all, "new", [](flow::Model& m) { m.sync.enrolled = false; });
    special<flow::BadgeScreen>(all, "revoked", [](flow::Model& m) { m.sync.enrolled = false, m.sync.revoked = true; });
    special<flow::EnrolScreen>(all, "wrong",
                               [](flow::Model&, auto& screen) { screen.code.clear(), screen.wrong = true; });
    special<flow::EnrolScreen>(all, "sent",
                               [](flow::Model&, auto& screen) { screen.code.clear(), screen.sent = true; });
    special<flow::PinScreen>(all, "locked", [](flow::Model& m) { m.lockouts["mette"] = {4, m.mono_ms + 90'000}; });
    special<flow::PinScreen>(all, "wrong", [](flow::Model&, auto& screen) { screen.wrong = true, screen.digits = 0; });
    special<flow::StaffQueueScreen>(all, "off_shift", [](flow::Model& m) { m.unit.shifts.clear(); });
    special<flow::StaffQueueScreen>(all, "empty", [](flow::Model& m) { m.unit.visits.clear(); });
    special<flow::StaffQueueScreen>(all, "busy", [](flow::Model& m) {
        for (int i = 0; i < 6; ++i) {
            const std::string id = "more-" + std::to_string(i);
            act(m.unit, visit::CheckedIn{id, visit::next_sign(m.unit, m.unit.day), {}}, now_ms - i * minute_ms);
        }
        act(m.unit, visit::Called{"more-0", "shift-2"}, now_ms);
        act(m.unit, visit::ConversationStarted{"more-0", "shift-2"}, now_ms);
        m.unit.help.push_back({"help-1", now_ms});
        m.sync.unreceipted = 4, m.staff->draft.last = visit::Called{"visit-1", "shift-1"},
        m.unit.alarms.push_back({"alarm-1", now_ms, "shift-1"});
    });
    for (const auto& [name, part] :
         std::initializer_list<std::pair<const char*, flow::RecordPart>>{{"agreements", flow::RecordPart::Agreements},
                                                                         {"offers", flow::RecordPart::Offers},
                                                                         {"contacts", flow::RecordPart::Contacts},
                                                                         {"progress", flow::RecordPart::Progress},
                                                                         {"tell_next", flow::RecordPart::TellNext}})
        special<flow::StaffRecordScreen>(all, name, [part](flow::Model&, auto& screen) { screen.part = part; });
    special<flow::StaffRecordScreen>(all, "earlier", [](flow::Model& m) { m.staff->record = {"visit-0", {}, true}; });
    special<flow::StaffRecordScreen>(all, "full", [](flow::Model& m, auto& screen) {
        visit::Record& r = m.staff->record.record;
        screen.part = flow::RecordPart::Agreements;
        r.agreements.resize(visit::agreements_max,
                            {visit::Step::VisitWorkplace, visit::Party::Caseworker, calendar::Date{2026, 12, 28}});
    });
    special<flow::StaffAskScreen>(
        all, "break", [](flow::Model&, auto& screen) { screen.about = flow::StaffAskScreen::About::CallInBreak; });
    special<flow::StaffAskScreen>(
        all, "merge", [](flow::Model&, auto& screen) { screen.about = flow::StaffAskScreen::About::Merge; });
    for (const char* topic : {"krise", "vold", "borderline", "laesning", "hjemloeshed", "afhaengighed", "stemmer"})
        special<flow::StaffGuidanceScreen>(all, topic, [topic](flow::Model&, auto& screen) { screen.topic = topic; });
    special<flow::StaffGuidanceScreen>(all, "asks",
                                       [](flow::Model&, auto& screen) { screen.topic = "vold", screen.asks = true; });
    for (const char* topic : {"krise", "vold", "borderline"})
        special<flow::StaffGuidanceScreen>(all, (std::string(topic) + "_help").c_str(),
                                           [topic](flow::Model& m, auto& screen) {
                                               screen.topic = topic;
                                               m.unit.help.push_back({"help-1", now_ms});
                                           });
    special<flow::HomeScreen>(all, "closed_by_staff",
                              [](flow::Model& m) { m.unit.closing = {flow::local_now(m).date, {10, 0}}; });
    special<flow::NobodyHereScreen>(all, "closed_by_staff",
                                    [](flow::Model& m) { m.unit.closing = {flow::local_now(m).date, {10, 0}}; });
    special<flow::StaffClosingScreen>(all, "morning", [](flow::Model& m) { m.now_ms -= 80 * minute_ms; });
    special<flow::StaffDayScreen>(all, "night", [](flow::Model& m) {
        m.unit.visits[0].checked_in_ms = calendar::wall_ms({m.unit.day, {1, 30}});
        m.unit.visits[1].checked_in_ms = calendar::wall_ms({m.unit.day, {22, 30}});
    });
    special<flow::StaffDayScreen>(all, "closed_early",
                                  [](flow::Model& m) { m.unit.closing = {flow::local_now(m).date, {9, 0}}; });
    special<flow::StaffQueueScreen>(all, "notes", [](flow::Model& m) { m.staff->notes = notes(); });
    special<flow::StaffNotesScreen>(all, "long", [](flow::Model& m) {
        std::string words;
        for (int i = 0; i < 120; ++i) words += i % 9 == 8 ? "afsnit.\n" : "Et langt forløb med mange aftaler ";
        m.staff->notes = {{flow::NoteKind::Transfer, "visit-9", words, now_ms}};
        m.staff->notes[0].text += std::string(300, 'x');  // a word that is longer than any line
    });
    special<flow::StaffCallScreen>(all, "came_back", [](flow::Model&, auto& screen) { screen.came_back = true; });
    special<flow::StaffCallScreen>(
        all, "silent", [](flow::Model& m) { m.unit.visits[0].choices.needs.put(visit::Need::FetchSilently); });
    special<flow::StaffSyncScreen>(all, "trouble", [](flow::Model& m) {
        m.sync.unreceipted = 4, m.sync.oldest_ms = now_ms - 50 * minute_ms, m.sync.online = false;
        m.sync.enrolled = false, m.sync.anomalies = 1, m.trouble = flow::Trouble::JournalSetAside;
        m.sync.clock_ahead_ms = -40LL * 24 * 60 * minute_ms, m.today_known = false;
        m.sync.quarantined = {{"e1", "visit.checked_in", "urn:aaben:problem:id-conflict"},
                              {"e2", "visit.called", "urn:aaben:problem:unknown-type"}};
    });
    special<flow::StaffQueueScreen>(all, "disk_full", [](flow::Model& m) { m.trouble = flow::Trouble::DiskFull; });
    special<flow::LetterRingScreen>(all, "printer", [](flow::Model& m) { m.printer = flow::Printer::Ready; });
    special<flow::StaffSyncScreen>(all, "no_paper", [](flow::Model& m) { m.printer = flow::Printer::PaperOut; });
    special<flow::PhoneCodeScreen>(all, "letter", [](flow::Model& m) {
        a_letter(m);
        m.printer = flow::Printer::CoverOpen, m.citizen.back = {flow::LetterRingScreen{}};
    });
    special<flow::StaffSyncScreen>(all, "disk_full", [](flow::Model& m) { m.trouble = flow::Trouble::DiskFull; });
    const auto crowded = [](flow::Model& m, auto& screen) {
        for (int i = 0; i < 14; ++i) {
            const std::string id = "many-" + std::to_string(i);
            act(m.unit, visit::CheckedIn{id, visit::next_sign(m.unit, m.unit.day), {}}, now_ms - i * minute_ms);
            m.roster.people.push_back(caseworker(id.c_str(), ("Prøve Person " + std::to_string(i)).c_str(), "PP"));
            m.sync.quarantined.push_back({id, "checked_in", "signatur passer ikke"});
        }
        screen.page = 1;
    };
    special<flow::StaffMergeScreen>(all, "crowded", crowded);
    special<flow::StaffTransferScreen>(all, "crowded", crowded);
    special<flow::StaffSyncScreen>(all, "crowded", crowded);
    special<flow::MySignScreen>(all, "crowded", [](flow::Model& m) {
        for (int i = 0; i < 14; ++i)
            act(m.unit, visit::CheckedIn{"many-" + std::to_string(i), visit::next_sign(m.unit, m.unit.day), {}},
                now_ms);
    });
    special<flow::LetterStartScreen>(all, "camera", [](flow::Model& m) { m.has_camera = true; });
    special<flow::LetterStartScreen>(all, "unknown_code",
                                     [](flow::Model&, auto& screen) { screen.unknown_code = true; });
    special<flow::LetterCameraScreen>(all, "unsure", [](flow::Model& m, auto& screen) {
        screen.stage = flow::ReadingStage::Unsure, m.citizen.letter.type.clear();
    });
    special<flow::LetterCameraScreen>(all, "next_page", [](flow::Model& m, auto& screen) {
        m.has_camera = true, m.citizen.letter.pages = 1, m.citizen.letter.missing_page = 2;
        screen.stage = flow::ReadingStage::Looking;
    });
    special<flow::LetterCameraScreen>(all, "other_letter", [](flow::Model& m, auto& screen) {
        m.has_camera = true, m.citizen.letter.pages = 1, screen.stage = flow::ReadingStage::OtherLetter;
    });
    special<flow::LetterCameraScreen>(all, "pages_unsure", [](flow::Model& m, auto& screen) {
        m.has_camera = true, m.citizen.letter.pages = 2, m.citizen.letter.type.clear();
        screen.stage = flow::ReadingStage::Unsure;
    });
    special<flow::LetterMoreScreen>(all, "said", [](flow::Model& m) {
        m.has_camera = true, m.citizen.letter.pages = 1, m.citizen.letter.missing_page = 2;
    });
    special<flow::LetterChooseScreen>(all, "typing",
                                      [](flow::Model&, auto& screen) { screen.typing = true, screen.typed = "Part"; });
    special<flow::LetterChooseScreen>(all, "none", [](flow::Model&, auto& screen) { screen.typed = "xqxqxqxqxq"; });
    special<flow::LetterCardsScreen>(all, "read", [](flow::Model& m) {
        m.has_camera = true, m.citizen.letter.pages = 1;
        m.citizen.letter.shown = {{"meeting_date", 1, std::nullopt, {312, 182, 338, 26}}};
    });
    special<flow::LetterOfficialScreen>(all, "words_alone", [](flow::Model&, auto& screen) { screen.page = 2; });
    special<flow::LetterOfficialScreen>(all, "nobody", [](flow::Model& m) {
        m.citizen.letter.official = {}, m.citizen.letter.shown.clear();
        m.citizen.letter.official.passages = {
            {"Torsdag den 17. december kl. 18.30",
             {{letters::FieldKind::Date, "2026-12-17"}, {letters::FieldKind::Time, "18:30"}}}};
    });
    special<flow::LetterOfficialScreen>(all, "sender_alone",
                                        [](flow::Model& m) { m.citizen.letter.official.passages.clear(); });
    for (int card = 0; card < 6; ++card) {
        special<flow::LetterCardsScreen>(all, ("card_" + std::to_string(card + 1)).c_str(), [&](flow::Model& m) {
            m.citizen.letter.type = "partshoering", m.citizen.letter.card = card;
            m.citizen.letter.fields = {};
            m.citizen.letter.fields.deadline = calendar::Date{2026, 11, 27};
            m.citizen.letter.fields.phone = "72107000";
        });
    }
    special<flow::LetterChooseScreen>(all, "searched", [](flow::Model&, auto& screen) { screen.typed = "møde"; });
    special<flow::LetterCardsScreen>(all, "law", [](flow::Model& m, auto& screen) {
        m.citizen.letter.type = "partshoering", m.citizen.letter.card = 5, screen.law = true;
    });
    special<flow::LetterCardsScreen>(all, "show", [](flow::Model& m) {
        m.has_camera = true, m.citizen.letter.pages = 1, m.citizen.letter.card = 5;
        m.citizen.letter.shown = {{"meeting_date", 1, std::nullopt, {312, 182, 338, 26}}};
    });
    special<flow::LetterCardsScreen>(all, "large", [](flow::Model& m) {
        m.citizen.letter.type = "partshoering", m.citizen.letter.card = 2, m.citizen.large = true;
        m.citizen.letter.fields = {};
    });
    special<flow::LetterCardsScreen>(all, "hard_word", [](flow::Model& m, auto& screen) {
        m.citizen.letter.type = "partshoering", m.citizen.letter.card = 0;
        screen.hard_word = "partshøring";
    });
    for (int step = 1; step < 5; ++step) {
        special<flow::LetterPracticeScreen>(all, std::to_string(step + 1).c_str(),
                                            [&](flow::Model&, auto& screen) { screen.step = step; });
    }
    special<flow::LetterPracticeScreen>(all, "open", [](flow::Model& m, auto& screen) {
        m.citizen.letter.type = "partshoering", screen.step = 4, m.now_ms -= 60 * minute_ms;
    });
    special<flow::HelpNowScreen>(all, "seen", [](flow::Model& m, auto& screen) {
        screen.help = "help-1";
        m.unit.help.push_back({"help-1", now_ms});
        m.help_calls = {{"help-1", false, now_ms, "Anna", now_ms + minute_ms}};
    });
    special<flow::HomeScreen>(all, "elsewhere",
                              [](flow::Model& m) { m.help_calls = {{"help-2", true, now_ms - 3 * minute_ms, {}, 0}}; });
    special<flow::HelpNowScreen>(all, "answered", [](flow::Model&, auto& screen) { screen.help = "help-1"; });
    return all;
}

}  // namespace aaben::tests
