// The parts of the uploader by themselves: reading ahead, writing receipts down, asking what is held. Together they are
// driven by the hostile tests and the simulator.
#include <catch2/catch_test_macros.hpp>

#include "daemon/reconciler.hpp"
#include "fakes/full_disk.hpp"
#include "journal_unit.hpp"

using namespace aaben;
using namespace aaben::daemon;
using namespace aaben::journal::testing;

namespace {

class OpenLine final : public http::Transport {  // remembers what was asked; the test answers
  public:
    http::Ticket start(http::Request request) override {
        asked.push_back(std::move(request));
        return asked.size();
    }
    void cancel(http::Ticket ticket) override { cancelled.push_back(ticket); }
    std::vector<http::Finished> poll(std::int64_t) override { return {}; }
    std::vector<http::Request> asked;
    std::vector<http::Ticket> cancelled;
};

Result<journal::VerifiedReceipt> believe_a_200(const Signer&, const http::Response& answer, Entries sent) {
    if (answer.status != 200) return fail(Fault::Refused, "no receipt");
    wire::Receipt receipt = receipt_for(sent);
    return journal::VerifiedReceipt(std::move(receipt), "envelope", std::move(sent));
}

UploadLimits small_pages() {
    UploadLimits limits;
    limits.page_entries = 3;
    limits.receipts_together = 3;
    limits.reconcile_entries = 4;
    limits.outbox.entries = 8;
    return limits;
}

struct Parts {
    Unit unit;
    UploadLimits limits = small_pages();
    UploadCounts counts;
    OpenLine line;
    journal::Mail mail = must(journal::Mail::open(unit.folder.path));
    std::optional<journal::JournalReader> reader;
    outbox::Outbox outbox{limits.outbox};
    ReadAhead entries{mail, outbox, unit.clock, limits};
    ReceiptWriter receipts{mail, entries, counts, unit.clock, limits};
    Reconciler reconciler{Signer{"kiosk-1", nullptr, ""},
                          &believe_a_200,
                          entries,
                          receipts,
                          outbox,
                          line,
                          unit.clock,
                          [] { return 0.5; },
                          limits};

    explicit Parts(int visits) {
        for (int i = 0; i < visits; ++i) unit.check_in();
        reader.emplace(must(journal::JournalReader::open(unit.folder.path)));
        entries.read_from(&*reader);
    }
    journal::VerifiedReceipt receipt_of(std::uint64_t seq) const {
        const Entries sent{*entries.find(seq)};
        return {receipt_for(sent), "envelope", sent};
    }
    std::int64_t unreceipted() { return must(reader->status()).unreceipted; }
    void answer(int status) {
        http::Response response;
        response.status = status;
        last_reach = reconciler.finished({line.asked.size(), response});
    }
    std::optional<Reach> last_reach;
};

}  // namespace

TEST_CASE("the journal is read a page ahead: until half a batch can be sent, and no further") {
    Parts parts(20);
    CHECK_FALSE(must(parts.entries.nothing_left()));
    REQUIRE(parts.entries.look().ok());
    CHECK(parts.outbox.size() == 3);
    parts.entries.tick();
    CHECK(parts.outbox.size() == 6);  // two pages of three: at least half of eight
    parts.entries.tick();
    CHECK(parts.outbox.size() == 6);
    CHECK(parts.entries.will_be_sent(20));
    CHECK_FALSE(must(parts.entries.nothing_left()));
}

TEST_CASE("receipts wait for company while a batch is on its way, but not long, and an entry leaves after the commit") {
    Parts parts(4);
    REQUIRE(parts.entries.look().ok());
    parts.entries.tick();
    REQUIRE(parts.receipts.take(parts.receipt_of(1)));
    CHECK(parts.receipts.wait_ms(true) == 100);
    parts.receipts.tick(true);
    CHECK(parts.unreceipted() == 4);
    CHECK(parts.entries.find(1) != nullptr);
    parts.unit.clock.advance_ms(100);
    parts.receipts.tick(true);
    CHECK(parts.unreceipted() == 3);
    CHECK(parts.entries.find(1) == nullptr);
    CHECK(parts.receipts.mail_changed());
    REQUIRE(parts.receipts.take(parts.receipt_of(2)));
    CHECK(parts.receipts.wait_ms(false) == 0);  // nothing is on its way that could bring company
    REQUIRE(parts.receipts.take(parts.receipt_of(3)));
    REQUIRE(parts.receipts.take(parts.receipt_of(4)));
    CHECK(parts.receipts.wait_ms(true) == 0);  // three together
    parts.receipts.tick(true);
    CHECK(parts.unreceipted() == 0);
    CHECK(parts.counts.accepted == 4);
    CHECK(must(parts.entries.nothing_left()));
}

TEST_CASE(
    "a receipt that meets a full disk was never there: its entry is sent again, and the next is written at once") {
    Parts parts(2);
    REQUIRE(parts.entries.look().ok());
    REQUIRE(parts.receipts.take(parts.receipt_of(1)));
    parts.outbox.forget(1);  // the outbox was told of the receipt
    {
        const fakes::FullDisk full;
        parts.receipts.tick(false);
        CHECK(parts.outbox.contains(1));
        CHECK(parts.receipts.writes_first());
        CHECK_FALSE(parts.receipts.take(parts.receipt_of(2)));
    }
    CHECK(parts.unreceipted() == 2);
    CHECK(parts.counts.accepted == 0);
    REQUIRE(parts.receipts.take(parts.receipt_of(1)));
    CHECK_FALSE(parts.receipts.holds_any());
    CHECK(parts.unreceipted() == 1);
    CHECK_FALSE(parts.receipts.writes_first());
}

TEST_CASE("what is held is asked once a day, a question at a time, and what the answer names is not sent") {
    Parts parts(6);
    REQUIRE(parts.entries.look().ok());
    parts.entries.tick();
    REQUIRE(parts.outbox.size() == 6);
    parts.reconciler.tick();
    CHECK(parts.line.asked.empty());
    CHECK(parts.reconciler.wait_ms() > parts.limits.reconcile_every_ms - 60'000);
    parts.unit.clock.advance_ms(parts.reconciler.wait_ms());
    CHECK(parts.reconciler.wait_ms() == 0);
    parts.reconciler.tick();
    parts.reconciler.tick();
    REQUIRE(parts.line.asked.size() == 1);
    CHECK(parts.line.asked[0].path == "/v1/reconcile");
    parts.answer(200);
    CHECK(parts.last_reach == Reach::Good);
    CHECK(parts.outbox.size() == 2);
    CHECK(parts.reconciler.due());  // the round goes on behind the four that were asked about
    parts.reconciler.tick();
    parts.answer(200);
    CHECK(parts.outbox.empty());
    parts.reconciler.tick();
    CHECK(parts.line.asked.size() == 2);
    CHECK_FALSE(parts.reconciler.due());
    CHECK(parts.unreceipted() == 0);
}

TEST_CASE("a question that fails gives the round up, so that it never keeps the entries from leaving") {
    Parts parts(2);
    REQUIRE(parts.entries.look().ok());
    parts.reconciler.ask_soon();
    parts.reconciler.tick();
    REQUIRE(parts.reconciler.asking());
    parts.answer(503);
    CHECK(parts.last_reach == Reach::Bad);
    CHECK_FALSE(parts.reconciler.asking());
    CHECK_FALSE(parts.reconciler.due());
    CHECK(parts.outbox.size() == 2);
    parts.reconciler.ask_soon();
    parts.reconciler.tick();
    CHECK(parts.line.asked.size() == 1);  // the failure makes the next question wait
    CHECK(parts.reconciler.wait_ms() > 0);
    parts.unit.clock.advance_ms(parts.reconciler.wait_ms());
    parts.reconciler.tick();
    REQUIRE(parts.line.asked.size() == 2);
    parts.reconciler.link_up();
    CHECK(parts.line.cancelled == std::vector<http::Ticket>{2});
    CHECK_FALSE(parts.reconciler.finished({2, fail(Fault::Offline, "the old line")}));  // its end is nobody's now
    CHECK(parts.reconciler.due());
}
