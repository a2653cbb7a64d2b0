#include "old_unit.hpp"

#include <stdexcept>
#include <utility>

#include "jobcenter/service.hpp"
#include "seal/hash.hpp"
#include "seal/signed_texts.hpp"
#include "support/must.hpp"
#include "visit/fold.hpp"
#include "wire/batch.hpp"

namespace aaben::testing {
namespace {

namespace fs = std::filesystem;
constexpr WallMs made_ms = 1'795'262'400'000;  // 2026-11-21T12:00:00Z
constexpr std::int64_t day_ms = 24LL * 3'600'000;

using tests::must;

// Keys of nobody: whoever reads this can make them, so nothing rests on them.
seal::SignKey key_of(const std::string& name) {
    const std::string bytes = seal::sha256("an invented key of the tests: " + name);
    seal::Secret seed(bytes.size());
    std::copy(bytes.begin(), bytes.end(), seed.data());
    return seal::sign_key_from_seed(seed);
}

}  // namespace

OldUnit::OldUnit(fs::path where)
    : folder(std::move(where)), device_(key_of("device")), receipt_(key_of("receipt")), root_(key_of("root")) {
    clock.wall = made_ms + 400 * day_ms;
    clock.boot = "boot-later";
}

journal::Journal OldUnit::open() {
    clock.advance_ms(1000);
    auto opened = must(journal::Journal::open(folder, clock));
    const auto first = seal::new_box_key(), second = seal::new_box_key();  // their secret halves end here
    opened.set_key_list({1, {{first.id, first.public_key, 0}, {second.id, second.public_key, 0}}});
    opened.set_unit_name("testenheden");
    return opened;
}

void OldUnit::check_in(journal::Journal& journal) {
    clock.advance_ms(60'000);
    const auto today = calendar::copenhagen(clock.wall).date;
    if (visit::needs_day_close(journal.unit(), today)) (void)must(journal.append(visit::DayClosed{today}));
    visit::Choices choices;
    choices.purpose = visit::Purpose::Money;
    choices.call_me = "Test Testesen";
    (void)must(
        journal.append(visit::CheckedIn{seal::new_id(clock.wall), visit::next_sign(journal.unit(), today), choices}));
}

std::int64_t OldUnit::deliver(std::size_t most, const std::string& store_url) {
    auto store = must(jobcenter::open_store(
        store_url.empty() ? "sqlite:" + (folder / "jobcenter.db").string() : store_url, jobcenter::Access::ReadWrite));
    jobcenter::Service service(*store, {seal::sign_key_from_seed(receipt_.seed), root_.public_key}, std::nullopt, clock,
                               10);
    if (!must(store->device("test-kiosk"))) {
        jobcenter::Device device;
        device.id = "test-kiosk";
        device.unit = "testenheden";
        device.sign_key = device_.public_key;
        device.box_key = seal::new_box_key().public_key;
        device.enrolled_ms = clock.wall;
        (void)must(store->put_device(device));
    }
    auto reader = must(journal::JournalReader::open(folder));
    auto mail = must(journal::Mail::open(folder));
    const auto sent = must(reader.pending(0, most));
    if (!sent.empty()) {
        wire::Batch batch;
        for (const auto& entry : sent) batch.lines.push_back(must(reader.body(entry.seq)));
        const auto head = must(reader.head());
        batch.head = {"test-kiosk", sent.front().seq, static_cast<std::int64_t>(sent.size()), head.seq, head.hash, {}};
        seal::sign_head(device_, batch.head);
        jobcenter::Request request;
        request.method = "POST";
        request.path = "/v1/entries";
        request.body = wire::build_batch(batch);
        request.sender = jobcenter::Sender{"test-kiosk", ""};
        const auto answer = service.answer(request);
        if (answer.status != 200) throw std::runtime_error("the jobcenter answers " + answer.body);
        const auto receipt = must(seal::open_receipt(receipt_.public_key, answer.body));
        (void)must(mail.take_receipts({{receipt, answer.body, sent}}, clock.wall));
    }
    return static_cast<std::int64_t>(must(store->entries(0, 10'000)).size());
}

void OldUnit::make_old_files() {
    clock.wall = made_ms;
    clock.boot = "boot-1";
    {
        auto journal = open();
        const std::string shift = seal::new_id(clock.wall);
        (void)must(journal.append(visit::ShiftStarted{shift, "test-medarbejder"}));
        for (int i = 0; i < 6; ++i) check_in(journal);
        const std::string visit = visit::queue(journal.unit()).front()->id;
        (void)must(journal.append(visit::Called{visit, shift}));
        (void)must(journal.append(visit::ConversationStarted{visit, shift}));
        (void)must(journal.append(visit::ConversationEnded{visit, visit::Outcome::Helped}));
        const std::string callback = seal::new_id(clock.wall);
        visit::CallbackRequested wish;
        wish.callback = callback;
        wish.phone = "00000000";
        wish.call_me = "Test Testesen";
        (void)must(journal.append(wish));
        (void)must(journal.append(visit::CallbackAnswered{callback}));
        (void)deliver(8);
        clock.advance_ms(30LL * 3'600'000);
        (void)must(journal.erase_receipted(folder / "mail.db"));  // two days later: skeletons among the entries
        for (int i = 0; i < 3; ++i) check_in(journal);
        (void)deliver(3);
    }
    auto mail = must(journal::Mail::open(folder));
    const wire::ItemRef ref{wire::ItemKind::Hours, "unit", 3, seal::sha256_hex("{}"), 2};
    (void)must(mail.put_item({ref, "{}", false, "invented", clock.wall}));
    (void)must(mail.note("online", "1"));
    auto store =
        must(jobcenter::open_store("sqlite:" + (folder / "jobcenter.db").string(), jobcenter::Access::ReadWrite));
    for (const char* target : {"*", "unit:testenheden", "device:test-kiosk", "unit:en-anden"}) {
        const std::string bytes = std::string("for ") + target;
        (void)must(store->put_item(
            {"hours", "unit", target, 1, seal::sha256_hex(bytes), static_cast<std::int64_t>(bytes.size())}, bytes,
            clock.wall));
    }
}

}  // namespace aaben::testing
