#include "journal/mail.hpp"

#include <algorithm>
#include <unordered_map>

#include "journal/database.hpp"
#include "journal/fleeting_items.hpp"
#include "journal/mail_rows.hpp"
#include "journal/migrate.hpp"
#include "journal/owner_lock.hpp"
#include "platform/durable.hpp"
#include "platform/fault_switch.hpp"
#include "platform/log.hpp"
#include "seal/pin.hpp"

namespace aaben::journal {
namespace {

constexpr const char* resend_cursor = "resend_seq";
constexpr std::string_view resend_type = "resend.asked";

void set_aside(const std::filesystem::path& folder) {
    for (const char* tail : {"-wal", "-shm", ""}) {
        const std::filesystem::path file = (folder / "mail.db").string() + tail;
        std::error_code ignored;
        std::filesystem::rename(file, folder / (std::string("mail.damaged.db") + tail), ignored);
    }
}

}  // namespace

struct Mail::State {
    State(const std::filesystem::path& folder, Database database) : db(std::move(database)), fleeting(folder) {}
    std::optional<OwnerLock> lock;  // first, so that it is let go last
    Database db;
    FleetingItems fleeting;

    void note(std::string_view name, std::string_view value) {
        db.query("INSERT INTO note(name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value")(name)(
              value)
            .exec();
    }
    // What the memory has lost, and what an older release wrote here, is asked for again; a card must not keep it.
    void forget_what_memory_lost() {
        std::vector<std::pair<std::string, std::string>> lost;
        {
            Query rows = db.query("SELECT kind, name, etag FROM item WHERE state = 'applied'");
            while (rows.next()) {
                const auto kind = wire::item_kind(rows.text(0));
                if (kind && wire::is_fleeting(*kind) && !fleeting.bytes(rows.text(2)))
                    lost.emplace_back(rows.text(0), rows.text(1));
            }
        }
        if (lost.empty()) return;
        Transaction all(db);
        for (const auto& [kind, name] : lost)
            db.query("DELETE FROM item WHERE kind = ? AND name = ?")(kind)(name).exec();
        db.run("DELETE FROM note WHERE name = 'items_etag'");
        all.commit();
        db.checkpoint();  // the WAL would keep what an older release wrote
    }
    void drop_unlisted_memory() {
        std::set<std::string> etags;
        Query rows = db.query("SELECT etag FROM item WHERE state = 'applied'");
        while (rows.next()) etags.insert(rows.text(0));
        fleeting.keep_only(etags);
    }
    // A release before this one kept what tests a badge and a PIN without the device's pepper.
    void forget_box_keys() {
        std::string name, bytes;
        {
            Query row = db.query("SELECT name, bytes FROM item WHERE kind = 'roster' AND state = 'applied'");
            if (!row.next()) return;
            name = row.text(0), bytes = row.text(1);
        }
        auto roster = wire::parse_roster(bytes);
        if (!roster || std::ranges::all_of(roster->people, &std::string::empty, &visit::Caseworker::box_key)) return;
        for (visit::Caseworker& who : roster->people) who.box_key.clear();
        bytes = wire::build_roster(*roster);
        db.query("UPDATE item SET bytes = ? WHERE kind = 'roster' AND name = ?").blob(bytes)(name).exec();
        db.checkpoint();
    }
    void put_quarantine(const PendingEntry& entry, std::string_view problem, WallMs now_ms) {
        db.query(
              "INSERT INTO quarantine(id, seq, sha256, problem, at_ms) VALUES (?, ?, ?, ?, ?) "
              "ON CONFLICT DO UPDATE SET problem = excluded.problem, at_ms = excluded.at_ms")(entry.id)(entry.seq)(
              entry.sha256)(problem)(now_ms)
            .exec();
    }
    void put_receipt(const VerifiedReceipt& verified, WallMs now_ms) {
        const std::vector<Judgement>& judged = verified.judged;
        const bool some_quarantined = db.number("SELECT EXISTS (SELECT 1 FROM quarantine)") != 0;
        db.query("INSERT INTO receipt_text(envelope, received_ms) VALUES (?, ?)")
            .blob(verified.envelope)(now_ms)
            .exec();
        const std::int64_t number = db.number("SELECT last_insert_rowid()");
        bool used = false;
        for (std::size_t i = 0; i < judged.size(); ++i) {
            const PendingEntry& entry = verified.sent[i];
            if (judged[i].outcome == wire::Outcome::Retry) continue;
            if (judged[i].outcome == wire::Outcome::Rejected) {
                put_quarantine(entry, judged[i].problem, now_ms);
                continue;
            }
            db.query(
                  "INSERT OR IGNORE INTO receipt(id, seq, sha256, server_seq, received_ms, number) "
                  "VALUES (?, ?, ?, ?, ?, ?)")(entry.id)(entry.seq)(entry.sha256)(judged[i].server_seq)(now_ms)(number)
                .exec();
            if (some_quarantined) db.query("DELETE FROM quarantine WHERE id = ?")(entry.id).exec();
            used = true;
        }
        if (!used) db.query("DELETE FROM receipt_text WHERE number = ?")(number).exec();
        note("anomalies", std::to_string(verified.receipt.anomalies));
        note("missing", std::to_string(verified.receipt.missing.size()));
    }
};

Mail::Mail(std::unique_ptr<State> state) : state_(std::move(state)) {}
Mail::Mail(Mail&&) noexcept = default;
Mail& Mail::operator=(Mail&&) noexcept = default;
Mail::~Mail() = default;

Result<Mail> Mail::open(const std::filesystem::path& folder, const std::string& vfs) {
    const auto attempt = [&] {
        Database db(folder / "mail.db", Access::ReadWrite, {.vfs = vfs});
        if (const std::string found = db.check(false); found != "ok")
            throw SqliteFailure{fail(Fault::Corrupt, "mail.db: " + found)};
        migrate(db, mail_migrations(), "mail.db");
        auto state = std::make_unique<State>(folder, std::move(db));
        state->forget_box_keys();
        state->forget_what_memory_lost();
        state->drop_unlisted_memory();
        return Mail(std::move(state));
    };
    return guarded([&] {
        if (auto made = make_folder(folder); !made) throw SqliteFailure{made.error()};
        auto lock = OwnerLock::take(folder / "mail.lock");
        if (!lock) throw SqliteFailure{lock.error()};
        const auto held = [&](Mail mail) {
            mail.state_->lock.emplace(std::move(*lock));
            return mail;
        };
        try {
            return held(attempt());
        } catch (const SqliteFailure& failure) {
            if (failure.error.fault != Fault::Corrupt) throw;
            // Receipts are asked for again by reconcile and items are fetched again, so a fresh file loses nothing.
            log(LogLevel::Alert, "mail", "damaged and set aside: " + failure.error.what);
        }
        set_aside(folder);
        return held(attempt());
    });
}

namespace {

std::vector<Judgement> judgements(const wire::Receipt& verified, const std::vector<PendingEntry>& sent) {
    std::unordered_map<std::string_view, const wire::ReceiptLine*> by_id;
    for (const wire::ReceiptLine& line : verified.entries) {
        const auto [known, fresh] = by_id.emplace(line.id, &line);
        if (!fresh) known->second = nullptr;  // two words about one entry are none
    }
    std::vector<Judgement> out;
    out.reserve(sent.size());
    for (const PendingEntry& entry : sent) {
        Judgement& judged = out.emplace_back();
        judged.seq = entry.seq;
        judged.id = entry.id;
        const auto found = by_id.find(entry.id);
        if (found == by_id.end() || found->second == nullptr) continue;
        const wire::ReceiptLine& line = *found->second;
        if (line.sha256 != entry.sha256 && !fault("receipt_unchecked")) continue;
        judged.named = true;
        judged.outcome = line.outcome;
        judged.server_seq = line.server_seq;
        judged.problem = line.problem;
    }
    return out;
}

}  // namespace

VerifiedReceipt::VerifiedReceipt(wire::Receipt verified, std::string text, std::vector<PendingEntry> sent_entries)
    : receipt(std::move(verified)),
      envelope(std::move(text)),
      sent(std::move(sent_entries)),
      judged(judgements(receipt, sent)) {}

Result<> Mail::take_receipts(const std::vector<VerifiedReceipt>& all, WallMs now_ms) {
    return guarded([&] {
        Transaction together(state_->db);
        for (const VerifiedReceipt& each : all) state_->put_receipt(each, now_ms);
        together.commit();
        return Done{};
    });
}

Result<> Mail::quarantine(const PendingEntry& entry, std::string_view problem, WallMs now_ms) {
    return guarded([&] {
        Transaction all(state_->db);
        state_->put_quarantine(entry, problem, now_ms);
        all.commit();
        return Done{};
    });
}

Result<std::int64_t> Mail::follow_resends(JournalReader& journal, const std::vector<PendingEntry>& page) {
    if (std::ranges::none_of(page, [](const PendingEntry& entry) { return entry.type == resend_type; }))
        return std::int64_t{0};
    const auto cursor = noted(resend_cursor);
    if (!cursor) return cursor.error();
    const auto head = journal.head();
    if (!head) return head.error();
    std::int64_t last = cursor->empty() ? 0 : std::strtoll(cursor->c_str(), nullptr, 10);
    if (last > head->seq) last = 0;  // the journal went back in time: what it asks now was never seen
    std::vector<std::string> asked;
    for (const PendingEntry& entry : page) {
        if (entry.type != resend_type || entry.seq <= last) continue;
        auto id = journal.resend_asked(entry.seq);
        if (!id) return id.error();
        asked.push_back(std::move(*id));
        last = entry.seq;
    }
    if (asked.empty()) return std::int64_t{0};
    return guarded([&] {
        std::int64_t freed = 0;
        Transaction all(state_->db);
        for (const std::string& id : asked) {
            state_->db.query("DELETE FROM quarantine WHERE id = ?")(id).exec();
            freed += state_->db.changes();
        }
        state_->note(resend_cursor, std::to_string(last));
        all.commit();
        return freed;
    });
}

Result<> Mail::put_item(const StoredItem& item) {
    const bool fleeting = item.applied && wire::is_fleeting(item.ref.kind);
    if (fleeting)
        if (const auto kept = state_->fleeting.put(item.ref.etag, item.bytes); !kept) return kept.error();
    return guarded([&] {
        Transaction all(state_->db);
        Query put = state_->db.query(
            "INSERT INTO item(kind, name, version, etag, bytes, state, reason, received_ms) VALUES (?, ?, ?, ?, ?, ?, "
            "?, ?) ON CONFLICT DO UPDATE SET version = excluded.version, etag = excluded.etag, bytes = excluded.bytes, "
            "state = excluded.state, reason = excluded.reason, received_ms = excluded.received_ms");
        put(to_string(item.ref.kind))(item.ref.name)(item.ref.version)(item.ref.etag);
        put.blob(fleeting ? std::string_view() : std::string_view(item.bytes))(item.applied ? "applied" : "refused")(
               item.reason)(item.received_ms)
            .exec();
        all.commit();
        if (fleeting) state_->drop_unlisted_memory();
        return Done{};
    });
}

Result<> Mail::drop_item(wire::ItemKind kind, std::string_view name) {
    return guarded([&] {
        state_->db.query("DELETE FROM item WHERE kind = ? AND name = ?")(to_string(kind))(name).exec();
        if (wire::is_fleeting(kind)) state_->drop_unlisted_memory();
        return Done{};
    });
}

Result<std::optional<StoredItem>> Mail::item(wire::ItemKind kind, std::string_view name) {
    return guarded([&] { return read_item(state_->db, state_->fleeting, kind, name); });
}

Result<std::vector<wire::ItemRef>> Mail::items() {
    return guarded([&] {
        std::vector<wire::ItemRef> out;
        Query rows = state_->db.query("SELECT kind, name, version, etag, length(bytes) FROM item ORDER BY kind, name");
        while (rows.next())
            if (const auto kind = wire::item_kind(rows.text(0)))
                out.push_back({*kind, rows.text(1), rows.number(2), rows.text(3), rows.number(4)});
        return out;
    });
}

Result<bool> Mail::tell(const folder::LinkFacts& facts) {
    return guarded([&] {
        const folder::FactRows before = read_notes(state_->db);
        folder::FactRows differing = folder::to_rows(facts);
        std::erase_if(differing, [&](const auto& row) {
            const auto was = before.find(row.first);
            return was != before.end() && was->second == row.second;
        });
        if (differing.empty()) return false;
        Transaction all(state_->db);
        for (const auto& [name, value] : differing) state_->note(name, value);
        all.commit();
        return true;
    });
}

Result<> Mail::forget_lists() {
    return guarded([&] {
        Transaction all(state_->db);
        state_->db.run(
            "DELETE FROM item WHERE kind IN ('roster', 'expected', 'brief', 'answer', 'transfer', 'help', 'revoke')");
        state_->db.run("DELETE FROM note WHERE name IN ('items_etag', 'items_time_ms')");
        all.commit();
        state_->drop_unlisted_memory();
        return Done{};
    });
}

Result<folder::LinkFacts> Mail::link_facts() {
    return guarded([&] { return folder::from_rows(read_notes(state_->db)); });
}

Result<> Mail::note(std::string_view name, std::string_view value) {
    return guarded([&] {
        state_->note(name, value);
        return Done{};
    });
}

Result<std::string> Mail::noted(std::string_view name) {
    return guarded([&] { return read_note(state_->db, name); });
}

Result<> Mail::check_disk() {
    return guarded([&] {
        const std::string found = state_->db.check(true);
        if (found != "ok") throw SqliteFailure{fail(Fault::Corrupt, "mail.db: " + found)};
        return Done{};
    });
}

Result<> Mail::checkpoint() {
    return guarded([&] {
        state_->db.checkpoint();
        return Done{};
    });
}

Result<std::string> peppered_roster(std::string_view roster, const seal::Secret& pepper) {
    auto parsed = wire::parse_roster(roster);
    if (!parsed) return parsed.error();
    for (visit::Caseworker& who : parsed->people) {
        auto pin = seal::pepper_verifier(pepper, who.pin_hash);
        if (!pin) return pin.error();
        who.pin_hash = std::move(*pin);
        who.badge_hash = seal::pepper_badge(pepper, who.badge_hash);
        who.box_key.clear();  // badge and PIN make it again; here it would test them without the pepper
    }
    return wire::build_roster(*parsed);
}

}  // namespace aaben::journal
