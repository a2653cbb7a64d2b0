// Somebody holds the device's card and everything the jobcenter was sent, and wants to know who gave which answer.
// The same tries are made on a journal that holds each answer as an entry, as older releases wrote it, so that they
// are known to work.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <functional>
#include <mutex>
#include <nlohmann/json.hpp>
#include <numeric>
#include <optional>
#include <random>

#include "journal/answer_box.hpp"
#include "journal/journal.hpp"
#include "journal/store.hpp"
#include "seal/hash.hpp"
#include "seal/keys.hpp"
#include "seal/signed_texts.hpp"
#include "support/files.hpp"
#include "support/must.hpp"
#include "support/temporary_folder.hpp"
#include "visit/fold.hpp"
#include "wire/key_list.hpp"

using namespace aaben;
using tests::must;
namespace fs = std::filesystem;

namespace {

constexpr int days = 20, minute_ms = 60'000;
constexpr std::int64_t day_ms = 24LL * 60 * minute_ms;

// A unit whose acts go the way of the real kiosk: through the store, with a memory folder or, as once, without.
class Kiosk {
  public:
    explicit Kiosk(bool as_once) {
        const seal::BoxKey box = seal::new_box_key();
        const std::string list = wire::build_key_list({1, {{box.id, box.public_key, 0}}});
        fs::create_directories(card_.path / "keys");
        tests::spill(card_.path / "keys/key_list.json", seal::sign_text(root_, wire::Signed::KeyList, list));
        journal::StoreOptions options;
        options.folder = card_.path;
        options.root_key = root_.public_key;
        if (!as_once) options.memory = memory_.path;
        store_.emplace(options, clock_, [this](journal::StoreEvent e) {
            const std::lock_guard hold(mutex_);
            if (auto* saved = std::get_if<journal::events::Saved>(&e)) unit_ = std::move(saved->unit);
            if (const auto* failed = std::get_if<journal::events::SaveFailed>(&e)) faults_ += failed->error.what + "\n";
        });
    }
    void add(const visit::Act& act) {
        clock_.advance_ms(minute_ms);
        store_->save(1, act);
        store_->settle();
        INFO(faults_);
        REQUIRE(faults_.empty());
    }
    std::string id() { return seal::new_id(clock_.wall_ms()); }
    void visit_with_answers(const std::string& shift, int face, visit::Cooperation degree) {
        const std::string visit = id();
        add(visit::CheckedIn{visit, visit::next_sign(unit_, today()), visit::Choices{}});
        add(visit::Called{visit, shift});
        add(visit::ConversationStarted{visit, shift});
        add(visit::ConversationEnded{visit, visit::Outcome::Helped});
        add(visit::FaceGiven{id(), face});
        add(visit::CooperationRated{id(), degree});
        add(visit::LetterUnderstood{id(), "klagesvar", 2, visit::Understood::No});
    }
    std::string start_shift() {
        const std::string shift = id();
        add(visit::ShiftStarted{shift, "mette"});
        return shift;
    }
    void night() {
        const calendar::Date closing = today();
        clock_.advance_ms(day_ms - 60LL * minute_ms);
        add(visit::DayClosed{closing});
        store_->look();
        store_->settle();
    }
    [[nodiscard]] calendar::Date today() const { return calendar::copenhagen(clock_.wall_ms()).date; }
    // What the jobcenter was sent; the sealed parts stay sealed to whoever lacks its keys.
    [[nodiscard]] std::vector<nlohmann::json> entries() const {
        std::vector<nlohmann::json> out;
        (void)must(journal::export_folder(card_.path,
                                          [&](std::string_view line) { out.push_back(nlohmann::json::parse(line)); }));
        return out;
    }
    [[nodiscard]] int files_on_card_with(std::string_view text) const {
        int found = 0;
        for (const auto& each : fs::recursive_directory_iterator(card_.path))
            if (each.is_regular_file() && tests::slurp(each.path()).find(text) != std::string::npos) ++found;
        return found;
    }

  private:
    tests::TemporaryFolder card_{tests::quick_place()}, memory_{tests::quick_place()};
    FakeClock clock_;
    seal::SignKey root_ = seal::new_sign_key();
    std::mutex mutex_;
    visit::Unit unit_;
    std::string faults_;
    std::optional<journal::Store> store_;  // last: it posts to what stands above
};

// Days of visits that all answer, the easiest case for whoever links; returns what each gave, in the visits' order.
std::vector<int> live_through(Kiosk& kiosk, unsigned seed) {
    std::mt19937 random(seed);
    std::vector<int> truth;
    for (int day = 0; day < days; ++day) {
        const std::string shift = kiosk.start_shift();
        const int visits = 6 + static_cast<int>(random() % 5);
        for (int i = 0; i < visits; ++i) {
            truth.push_back(1 + static_cast<int>(random() % 5));
            kiosk.visit_with_answers(shift, truth.back(), static_cast<visit::Cooperation>(random() % 6));
        }
        kiosk.add(visit::ShiftEnded{shift, visits, 0});
        kiosk.night();
    }
    return truth;
}

// A guess for each ended conversation: the face in the next links of the chain, else the faces of the next counts in
// an order that `deal` decides.
using Deal = std::function<void(std::vector<int>&)>;
std::vector<int> link(const std::vector<nlohmann::json>& entries, const Deal& deal) {
    std::vector<int> guesses;
    std::vector<std::size_t> waiting;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const std::string type = entries[i].at("type");
        if (type == "visit.conversation_ended") {
            guesses.push_back(0);
            const bool next = i + 1 < entries.size() && entries[i + 1].at("type") == "answer.face";
            if (next)
                guesses.back() = entries[i + 1].at("open").at("face");
            else
                waiting.push_back(guesses.size() - 1);
        }
        if (type != "answers.counted") continue;
        std::vector<int> faces;
        const auto& counts = entries[i].at("open").at("faces");
        for (int face = 1; face <= 5; ++face)
            faces.insert(faces.end(), counts.at(static_cast<std::size_t>(face - 1)).get<std::size_t>(), face);
        deal(faces);
        for (std::size_t k = 0; k < waiting.size() && k < faces.size(); ++k) guesses[waiting[k]] = faces[k];
        waiting.clear();
    }
    return guesses;
}

double share_right(const std::vector<int>& guesses, const std::vector<int>& truth) {
    REQUIRE(guesses.size() == truth.size());
    return std::inner_product(guesses.begin(), guesses.end(), truth.begin(), 0.0, std::plus{},
                              [](int a, int b) { return a == b ? 1.0 : 0.0; }) /
           static_cast<double>(truth.size());
}

}  // namespace

TEST_CASE("who holds card and jobcenter links an answer to a visit no better than by drawing lots") {
    constexpr unsigned seed = 20261128;
    const Deal as_counted = [](std::vector<int>&) {};
    const Deal backwards = [](std::vector<int>& faces) { std::ranges::reverse(faces); };

    Kiosk once(true);
    const std::vector<int> truth_once = live_through(once, seed);
    CHECK(share_right(link(once.entries(), as_counted), truth_once) == 1.0);
    CHECK(once.files_on_card_with("klagesvar") > 0);

    Kiosk kiosk(false);
    const std::vector<int> truth = live_through(kiosk, seed);
    const auto entries = kiosk.entries();
    // Lots: the faces of each day, dealt out blindly. What knowing the counts alone is worth.
    std::mt19937 random(seed);
    std::vector<double> drawn;
    drawn.reserve(400);
    for (int i = 0; i < 400; ++i)
        drawn.push_back(
            share_right(link(entries, [&](std::vector<int>& faces) { std::ranges::shuffle(faces, random); }), truth));
    const double chance = std::accumulate(drawn.begin(), drawn.end(), 0.0) / static_cast<double>(drawn.size());
    double variance = 0;
    for (const double one : drawn) variance += (one - chance) * (one - chance) / static_cast<double>(drawn.size());
    const double bound = chance + 3 * std::sqrt(variance);
    const double in_order = share_right(link(entries, as_counted), truth);
    const double reversed = share_right(link(entries, backwards), truth);
    WARN(truth.size() << " answers: as once 100 % linked; now " << 100 * in_order << " % and " << 100 * reversed
                      << " %, by lots " << 100 * chance << " % (3 sigma: " << 100 * bound << " %)");
    CHECK(in_order <= bound);
    CHECK(reversed <= bound);
    CHECK(chance < 0.5);

    // Neither an entry, nor a page of the database or its log, tells of one answer.
    for (const char* trace : {"answer.face", "answer.cooperation", "answer.letter", "klagesvar"})
        CHECK(kiosk.files_on_card_with(trace) == 0);
    // And none was lost: the counts are what was given.
    std::vector<int> counted(5), given(5);
    for (const auto& entry : entries)
        if (entry.at("type") == "answers.counted")
            for (std::size_t f = 0; f < 5; ++f) counted[f] += entry.at("open").at("faces").at(f).get<int>();
    for (const int face : truth) ++given[static_cast<std::size_t>(face - 1)];
    CHECK(counted == given);
}

TEST_CASE("fewer than five answers to a question wait, and what leaves, leaves once") {
    const tests::TemporaryFolder memory;
    const calendar::Date monday{2026, 11, 23}, tuesday{2026, 11, 24};
    journal::AnswerBox box(memory.path);
    for (int i = 0; i < journal::answers_least - 1; ++i) must(box.count(visit::FaceGiven{"a", 5}, monday));
    must(box.count(visit::CooperationRated{"b", visit::Cooperation::NotAtAll}, monday));
    CHECK_FALSE(box.leaving("x", tuesday, true));

    journal::AnswerBox restarted(memory.path);
    must(restarted.count(visit::FaceGiven{"c", 1}, tuesday));
    CHECK_FALSE(restarted.leaving("x", monday, false));
    const auto going = restarted.leaving("x", tuesday, false);
    REQUIRE(going);
    CHECK(going->faces == std::array<int, 5>{1, 0, 0, 0, 4});
    CHECK(going->cooperation == std::array<int, 6>{});

    // Killed between the entry's commit and left(): the same entry is offered, which the journal knows by its id.
    must(restarted.count(visit::FaceGiven{"d", 3}, tuesday));
    journal::AnswerBox again(memory.path);
    const auto same = again.leaving("y", tuesday, true);
    REQUIRE(same);
    CHECK(same->answers == "x");
    CHECK(same->faces == going->faces);
    again.left();
    CHECK_FALSE(again.leaving("y", tuesday, true));
    CHECK_FALSE(again.count(visit::HelpRequested{"h"}, tuesday).ok());
}
