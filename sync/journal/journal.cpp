#include "journal/journal.hpp"

#include <utility>

#include "entries/codec.hpp"
#include "entries/field_names.hpp"
#include "journal/migrate.hpp"
#include "journal/state.hpp"
#include "journal/unit_json.hpp"
#include "platform/durable.hpp"
#include "platform/fault_switch.hpp"
#include "platform/log.hpp"
#include "seal/hash.hpp"
#include "seal/sealed.hpp"
#include "visit/fold.hpp"
#include "wire/entry.hpp"
#include "wire/uuid.hpp"

namespace aaben::journal {
namespace {

constexpr std::int64_t clock_rows = 1'000;  // how far back the latest wall clock is looked for

template <class T>
T must(Result<T> result) {
    if (!result) throw SqliteFailure{result.error()};
    return std::move(result).value();
}

std::string open_with_unit(const std::string& open, const std::string& unit_name) {
    if (unit_name.empty()) return open;
    std::string head = dump(Json{{entries::field::unit, unit_name}});
    head.pop_back();
    return head.append(open == "{}" ? "}" : "," + open.substr(1));
}

}  // namespace

std::filesystem::path journal_file(const std::filesystem::path& folder) {
    return folder / "journal.db";
}
std::filesystem::path mail_file(const std::filesystem::path& folder) {
    return folder / "mail.db";
}

std::filesystem::path keys_folder(const std::filesystem::path& folder, const OpenOptions& options) {
    return options.memory.empty() ? folder : options.memory;
}

Journal::State::State(std::filesystem::path where, const Clock& the_clock, const OpenOptions& the_options,
                      Database database, VisitKeys visit_keys)
    : folder(std::move(where)),
      clock(&the_clock),
      options(the_options),
      db(std::move(database)),
      keys(std::move(visit_keys)),
      projection(db, keys) {}

void Journal::State::read_head() {
    Query row = db.query("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1");
    const bool any = row.next();
    head_seq = any ? row.number(0) : 0;
    head_hash = any ? row.text(1) : wire::first_prev;
    Query latest = db.query("SELECT max(wall_ms) FROM (SELECT wall_ms FROM entry ORDER BY seq DESC LIMIT ?)");
    latest(clock_rows);
    latest_ms = latest.next() ? latest.number(0) : 0;
}

std::int64_t fold_entries(Database& db, std::int64_t from_seq, bool strict, visit::Unit& unit) {
    std::int64_t unknown = 0;
    Query rows = db.query("SELECT seq, body FROM entry WHERE seq > ? ORDER BY seq");
    rows(from_seq);
    while (rows.next()) {
        const auto corrupt = [&](const std::string& what) {
            // After an act that only a newer program knows, a refusal may be that act's doing.
            if (strict && unknown == 0)
                throw SqliteFailure{fail(Fault::Corrupt, "entry " + std::to_string(rows.number(0)) + ": " + what)};
        };
        if (rows.is_null(1)) {
            corrupt("erased inside the day");
            continue;
        }
        const auto entry = wire::parse_entry(rows.text(1));
        if (!entry) {
            corrupt(entry.error().what);
            continue;
        }
        const auto act = entries::decode(entry->type, entry->open, std::nullopt);
        if (!act && act.error().fault == Fault::TooNew) {
            ++unknown;
            continue;
        }
        if (!act) {
            corrupt(act.error().what);
            continue;
        }
        if (const auto applied = visit::apply(unit, *act, entry->recorded.wall_ms); !applied)
            corrupt(applied.error().what);
    }
    return unknown;
}

// The day folded again from its entries; what only the live rows know (choices) is laid over it.
Journal::State::Replay Journal::State::replayed() {
    Replay replay;
    visit::Unit& out = replay.unit;
    std::int64_t from = 0;
    {
        Query base = db.query("SELECT seq, unit FROM base");
        if (base.next()) {
            auto read = read_unit(Json::parse(base.text(1), nullptr, false));
            if (!read) throw SqliteFailure{fail(Fault::Corrupt, "the day's base cannot be read")};
            out = std::move(*read);
            from = base.number(0);
        }
    }
    replay.unknown = fold_entries(db, from, true, out);
    const visit::Unit live = projection.load();
    for (visit::Visit& v : out.visits) {
        const visit::Visit* known = visit::find(live, v.id);
        v.choices = known ? known->choices : entries::no_choices();
    }
    return replay;
}

void Journal::State::load_or_rebuild() {
    try {
        unit = projection.load();
        const Replay replay = replayed();
        if (unit == replay.unit) return;
        if (replay.unknown > 0 && visit::violations(unit).empty()) return trust_rows(replay.unknown);
    } catch (const SqliteFailure& failure) {
        if (failure.error.fault != Fault::Corrupt) throw;
    }
    // The entries are the truth; the rows are only their shadow.
    log(LogLevel::Alert, "journal", "the live queue disagreed with the entries and was made again from them");
    Transaction again(db);
    visit::Unit truth;
    std::int64_t from = 0;
    {
        Query base = db.query("SELECT seq, unit FROM base");
        if (base.next())
            if (auto read = read_unit(Json::parse(base.text(1), nullptr, false))) {
                truth = std::move(*read);
                from = base.number(0);
            }
    }
    (void)fold_entries(db, from, false, truth);
    for (visit::Visit& v : truth.visits) v.choices = entries::no_choices();
    db.run(
        "INSERT OR IGNORE INTO spent_slot SELECT slot FROM live_visit WHERE slot IS NOT NULL;"
        "DELETE FROM live_visit; DELETE FROM ended_visit; DELETE FROM wait_sample; DELETE FROM unit_state");
    projection.forget_cache();
    projection.save(visit::Unit{}, truth);
    set_base(head_seq, truth);
    again.commit();
    unit = std::move(truth);
    rebuilt = true;
}

// A newer program wrote acts that this one cannot fold, and with them the rows, which say what came of them. So the
// rows are what a replay starts from now; from here on the entries are checked against them again.
void Journal::State::trust_rows(std::int64_t unknown) {
    log(LogLevel::Warning, "journal",
        std::to_string(unknown) + " entries were written by a newer program; the live queue is kept as it left it");
    Transaction kept(db);
    set_base(head_seq, unit);
    kept.commit();
}

void Journal::State::set_base(std::int64_t seq, const visit::Unit& at) {
    db.query(
          "INSERT INTO base(one, seq, unit) VALUES (1, ?, ?) "
          "ON CONFLICT DO UPDATE SET seq = excluded.seq, unit = excluded.unit")(seq)(dump(unit_json(at)))
        .exec();
}

// An acknowledgement has no id of its own: two units may each acknowledge one answer. Within a journal one is enough.
std::optional<Appended> Journal::State::already_answered(const visit::Act& act) {
    const auto* answered = std::get_if<visit::CallbackAnswered>(&act);
    if (!answered) return std::nullopt;
    Query row = db.query("SELECT seq, id, hash FROM entry WHERE visit = ? AND type = 'callback.answered'");
    row(answered->callback);
    if (!row.next()) return std::nullopt;
    return Appended{row.number(0), row.text(1), row.text(2), true};
}

std::optional<Appended> Journal::State::already_there(const std::string& id, const std::string& type) {
    Query row = db.query("SELECT seq, hash, type FROM entry WHERE id = ?");
    row(id);
    if (!row.next()) return std::nullopt;
    if (row.text(2) != type) throw SqliteFailure{fail(Fault::Invalid, "an entry of another type has this id")};
    return Appended{row.number(0), id, row.text(1), true};
}

Appended Journal::State::append(const visit::Act& act, const std::function<void()>& beside) {
    if (late) late->commit(), late.reset();
    const entries::Coded coded = entries::encode(act);
    const WallMs now_ms = clock->wall_ms();
    const bool named = wire::is_uuid(coded.own_id);
    if (named)
        if (auto there = already_there(coded.own_id, coded.type)) return *there;
    if (auto there = already_answered(act)) return *there;

    visit::Unit after = unit;
    if (const auto applied = visit::apply(after, act, now_ms); !applied) throw SqliteFailure{applied.error()};

    wire::Entry entry;
    entry.seq = head_seq + 1;
    entry.id = named ? coded.own_id : seal::new_id(now_ms);
    entry.type = coded.type;
    entry.recorded = {now_ms, clock->boot_id(), clock->mono_ms()};
    entry.open = open_with_unit(coded.open, unit_name);
    if (!coded.private_part.empty()) {
        if (!seal_ready) seal_ready = must(seal::make_seal_ready(key_list));
        entry.sealed = must(seal::seal_with(*std::exchange(seal_ready, std::nullopt), coded.private_part));
    }
    entry.prev = head_hash;
    const std::string body = must(wire::build_entry(entry));
    Appended appended{entry.seq, entry.id, seal::sha256_hex(body), false};

    if (fault("queue_outside")) {
        Transaction alone(db);
        projection.save(unit, after);
        alone.commit();
    }
    auto transaction = std::make_unique<Transaction>(db);
    try {
        db.query("INSERT INTO entry(seq, id, type, visit, wall_ms, body, hash, prev) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")(
              entry.seq)(entry.id)(entry.type)(coded.visit)(now_ms)
            .blob(body)(appended.hash)(entry.prev)
            .exec();
        if (!fault("queue_outside")) projection.save(unit, after);
        if (const auto* written = std::get_if<visit::ConversationRecorded>(&act))
            projection.put_record(written->visit, *written->record);
        if (std::holds_alternative<visit::DayClosed>(act)) set_base(entry.seq, after);
        if (beside) beside();
        if (fault("confirm_before_commit"))
            late = std::move(transaction);
        else
            transaction->commit();
    } catch (...) {
        projection.forget_cache();
        throw;
    }
    unit = std::move(after);
    head_seq = appended.seq;
    head_hash = appended.hash;
    latest_ms = std::max(latest_ms, now_ms);
    if (!late && !fault("key_kept")) {
        // The entry stands; a key that could not be overwritten now is overwritten with the next entry.
        try {
            projection.burn_spent();
        } catch (const SqliteFailure&) {
            projection.forget_cache();
        }
    }
    return appended;
}

Journal::Journal(std::unique_ptr<State> state) : state_(std::move(state)) {}
Journal::Journal(Journal&&) noexcept = default;
Journal& Journal::operator=(Journal&&) noexcept = default;
Journal::~Journal() = default;

Result<Journal> Journal::open(const std::filesystem::path& folder, const Clock& clock, const OpenOptions& options) {
    const auto running = [&](Database db, VisitKeys keys) {
        auto state = std::make_unique<State>(folder, clock, options, std::move(db), std::move(keys));
        state->read_head();
        state->load_or_rebuild();
        state->projection.burn_spent();
        return state;
    };
    const std::filesystem::path key_file = keys_folder(folder, options) / "visit-keys";
    const auto attempt = [&] {
        Database db(journal_file(folder), Access::ReadWrite, {.vfs = options.vfs});
        if (const std::string found = db.check(false); found != "ok")
            throw SqliteFailure{fail(Fault::Corrupt, "journal.db: " + found)};
        migrate(db, journal_migrations(), "journal.db");
        auto state = running(std::move(db), must(VisitKeys::open(key_file)));
        state->go_on_after_receipts();
        return Journal(std::move(state));
    };
    const auto tell = [&](Database db, VisitKeys keys, const std::string& note) {
        const auto state = running(std::move(db), std::move(keys));
        (void)state->append(visit::JournalRecovered{note});
        state->db.checkpoint();
    };
    return guarded([&] {
        (void)make_folder(folder).ok();  // what cannot be written is said when it is opened
        OwnerLock lock = must(OwnerLock::take(folder / "journal.lock"));
        const auto held = [&](Journal journal) {
            journal.state_->lock.emplace(std::move(lock));
            return journal;
        };
        (void)must(VisitKeys::move_from(folder / "visit-keys", key_file));
        const bool finished = place_salvage(folder, options, clock.wall_ms());
        try {
            Journal journal = attempt();
            if (finished) journal.state_->recovered = "a damaged journal was set aside; its salvage is finished now";
            return held(std::move(journal));
        } catch (const SqliteFailure& failure) {
            if (failure.error.fault != Fault::Corrupt) throw;
            log(LogLevel::Alert, "journal", "damaged, will be set aside: " + failure.error.what);
        }
        const std::string note = salvage(folder, options, tell);
        (void)place_salvage(folder, options, clock.wall_ms());
        Journal journal = attempt();
        journal.state_->recovered = note;
        return held(std::move(journal));
    });
}

void Journal::make_ready() {
    if (state_->seal_ready || state_->key_list.keys.empty()) return;
    if (auto ready = seal::make_seal_ready(state_->key_list)) state_->seal_ready = std::move(*ready);
}

void Journal::set_key_list(wire::KeyList keys) {
    state_->key_list = std::move(keys);
    state_->seal_ready.reset();
}

void Journal::set_unit_name(std::string unit) {
    state_->unit_name = std::move(unit);
}

Result<Appended> Journal::append(const visit::Act& act) {
    return guarded([&] { return state_->append(act); });
}

const visit::Unit& Journal::unit() const {
    return state_->unit;
}

Result<visit::Unit> Journal::load() {
    return guarded([&] { return state_->projection.load(); });
}

Result<std::optional<visit::Record>> Journal::record(const visit::VisitId& visit) {
    return guarded([&] { return state_->projection.record(visit); });
}

Result<visit::Unit> Journal::replay() {
    return guarded([&] { return state_->replayed().unit; });
}

WallMs Journal::latest_wall_ms() const {
    return state_->latest_ms;
}

bool Journal::queue_was_rebuilt() const {
    return state_->rebuilt;
}

const std::string& Journal::recovered() const {
    return state_->recovered;
}

}  // namespace aaben::journal
