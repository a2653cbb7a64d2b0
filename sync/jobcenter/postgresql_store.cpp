#include "jobcenter/postgresql_store.hpp"

#include "jobcenter/schema.hpp"
#include "jobcenter/sides.hpp"

namespace aaben::jobcenter {
namespace {

constexpr int tries_max = 5;

PgParameter value(const SqlValue& one) {
    return PgParameter(one);
}

// Everything the judge wants to see, in one round trip. The first row is locked, and each statement that follows sees
// what was committed while it waited for that lock (READ COMMITTED takes a fresh snapshot for every statement).
std::vector<PgStatement> looking(const IntakeQuery& query) {
    const SqlValue device(query.device);
    std::vector<PgStatement> all;
    all.push_back({"BEGIN ISOLATION LEVEL READ COMMITTED", {}});
    all.push_back(
        {"SELECT id, unit, sign_key, box_key, revoked_ms, head_seq, enrolled_ms FROM devices WHERE id = $1 FOR UPDATE",
         {value(device)}});
    all.push_back({"SELECT serial FROM certificates WHERE serial = $1 AND device = $2 AND revoked = 0",
                   {value(query.certificate_serial), value(device)}});
    all.push_back({"SELECT device, seq, id, sha256, prev, problem, server_seq FROM entries WHERE id = ANY($1)",
                   {PgParameter(query.ids)}});
    static const std::string by_seq =
        "SELECT device, seq, id, sha256, prev, problem, server_seq FROM entries WHERE device IN " +
        std::string(names_of_device_1) + " AND seq = ANY($2)";
    all.push_back({by_seq, {value(device), PgParameter(query.seqs)}});
    all.push_back({"SELECT seq, sha256, signature FROM heads WHERE device = $1 AND seq = ANY($2)",
                   {value(device), PgParameter(query.seqs)}});
    all.push_back(
        {"SELECT first_seq, last_seq, since_ms FROM gaps WHERE device = $1 AND last_seq >= $2 AND first_seq <= $3 "
         "ORDER BY first_seq",
         {value(device), value(query.first_seq), value(query.last_seq)}});
    all.push_back({"SELECT coalesce(max(side), 1) FROM sides WHERE device = $1", {value(device)}});
    all.push_back(
        {"SELECT device, kind, seq, sha256, resolved FROM anomalies WHERE device = $1 AND kind IN ('altered', "
         "'conflict') AND seq = ANY($2)",
         {value(device), PgParameter(query.seqs)}});
    return all;
}

Look look_of(const std::vector<Rows>& answers, const IntakeQuery& query) {
    Look look;
    if (!answers[1].empty()) look.device = device_of(answers[1].front());
    look.certificate_ok = query.certificate_serial.empty() || !answers[2].empty();
    for (const std::size_t i : {3, 4})
        for (const Row& row : answers[i]) look.held.push_back(held_of(row));
    for (const Row& row : answers[5]) look.heads.push_back({row.number(0), row.text(1), row.text(2)});
    for (const Row& row : answers[6]) look.gaps.push_back({row.number(0), row.number(1), row.number(2)});
    look.sides = static_cast<int>(answers[7].front().number(0));
    for (const Row& row : answers[8])
        look.told.push_back({row.text(0), row.text(1), row.number(2), row.text(3), "", 0, row.text(4)});
    return look;
}

PgStatement insert_entries(const std::string& device, const std::vector<NewEntry>& entries, WallMs now_ms) {
    std::vector<std::int64_t> seqs;
    std::vector<std::string> names;
    std::vector<std::string_view> ids, types, hashes, prevs, problems;
    std::vector<std::optional<std::string_view>> bodies;
    for (const NewEntry& entry : entries) {
        seqs.push_back(entry.seq);
        names.push_back(side_name(device, entry.side));
        ids.push_back(entry.id);
        types.push_back(entry.type);
        hashes.push_back(entry.sha256);
        prevs.push_back(entry.prev);
        bodies.push_back(entry.body);
        problems.push_back(entry.problem);
    }
    return {
        "INSERT INTO entries (device, received_ms, seq, id, type, sha256, prev, body, problem) "
        "SELECT device, $2, seq, id, type, sha256, prev, body, problem FROM unnest($1, $3, $4, $5, $6, $7, $8, $9) "
        "WITH ORDINALITY "
        "AS u (device, seq, id, type, sha256, prev, body, problem, n) ORDER BY n RETURNING id, server_seq",
        {PgParameter(std::vector<std::string_view>(names.begin(), names.end())), value(now_ms.ms), PgParameter(seqs),
         PgParameter(ids), PgParameter(types), PgParameter(hashes), PgParameter(prevs), PgParameter(bodies),
         PgParameter(problems)}};
}

void add_chain(const std::string& device, const Writing& writing, WallMs now_ms, std::vector<PgStatement>& all) {
    if (writing.head)
        all.push_back(
            {"INSERT INTO heads (device, seq, sha256, signature) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
             {value(device), value(writing.head->seq), value(writing.head->sha256), value(writing.head->signature)}});
    all.push_back(
        {"UPDATE devices SET head_seq = $2 WHERE id = $1 AND head_seq < $2", {value(device), value(writing.head_seq)}});
    if (!writing.gaps_closed.empty())
        all.push_back({"DELETE FROM gaps WHERE device = $1 AND first_seq = ANY($2)",
                       {value(device), PgParameter(writing.gaps_closed)}});
    for (const Gap& gap : writing.gaps_opened)
        all.push_back({"INSERT INTO gaps (device, first_seq, last_seq, since_ms) VALUES ($1, $2, $3, $4)",
                       {value(device), value(gap.first), value(gap.last), value(gap.since_ms.ms)}});
    for (const Anomaly& one : writing.anomalies)
        all.push_back(
            {"INSERT INTO anomalies (device, kind, seq, sha256, detail, found_ms) VALUES ($1, $2, $3, $4, $5, $6) "
             "ON CONFLICT DO NOTHING",
             {value(device), value(one.kind), value(one.seq), value(one.sha256), value(one.detail), value(now_ms.ms)}});
    for (const ItemAck& ack : writing.acks)
        all.push_back(
            {"INSERT INTO item_acks (device, kind, name, version, etag, applied, acked_ms) "
             "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (device, kind, name, etag) DO UPDATE SET "
             "applied = excluded.applied, acked_ms = excluded.acked_ms",
             {value(device), value(ack.kind), value(ack.name), value(ack.version), value(ack.etag),
              value(std::int64_t{ack.applied}), value(now_ms.ms)}});
}

// Sides that begin, and what gives way to other bytes: before the new entries are written.
void make_room(const std::string& device, const Writing& writing, WallMs now_ms, std::vector<PgStatement>& all) {
    for (const auto& [side, from_seq] : writing.sides_opened) {
        const std::string name = side_name(device, side);
        all.push_back({"INSERT INTO sides (name, device, side, from_seq, since_ms) VALUES ($1, $2, $3, $4, $5)",
                       {value(name), value(device), value(std::int64_t{side}), value(from_seq), value(now_ms.ms)}});
    }
    std::vector<std::string_view> giving_way;
    for (const NewEntry& entry : writing.entries)
        if (entry.replaces) giving_way.push_back(entry.id);
    if (giving_way.empty()) return;
    all.push_back(
        {"INSERT INTO replaced SELECT server_seq, device, seq, id, sha256, body, problem, received_ms, $2 "
         "FROM entries WHERE id = ANY($1)",
         {PgParameter(giving_way), value(now_ms.ms)}});
    all.push_back({"DELETE FROM entries WHERE id = ANY($1)", {PgParameter(giving_way)}});
}

// The new entries, the chain's bookkeeping, what the receipt must say, and the commit: one more round trip.
// `inserted_at`: where the answer to the entries stands among the answers.
std::vector<PgStatement> writing_down(const std::string& device, const Writing& writing, WallMs now_ms,
                                      std::size_t& inserted_at) {
    std::vector<PgStatement> all;
    make_room(device, writing, now_ms, all);
    inserted_at = all.size();
    all.push_back(insert_entries(device, writing.entries, now_ms));
    add_chain(device, writing, now_ms, all);
    all.push_back({"SELECT first_seq, last_seq, since_ms FROM gaps WHERE device = $1 ORDER BY first_seq LIMIT 100",
                   {value(device)}});
    all.push_back({"SELECT count(*) FROM anomalies WHERE device = $1 AND resolved = ''", {value(device)}});
    all.push_back({"COMMIT", {}});
    return all;
}

Written written_of(const std::vector<Rows>& answers, std::size_t inserted_at) {
    Written written;
    for (const Row& row : answers[inserted_at]) written.server_seqs.emplace_back(row.text(0), row.number(1));
    for (const Row& row : answers[answers.size() - 3])
        written.first_gaps.push_back({row.number(0), row.number(1), row.number(2)});
    written.anomalies = answers[answers.size() - 2].front().number(0);
    return written;
}

Result<> migrate_alone(PgSession& session, Access access) {
    // Instances that start together migrate one after the other; the number is this program's own.
    static constexpr std::int64_t migration_lock = 0x6161'6265'6e64'6f72;
    if (auto begun = session.query("BEGIN", {}); !begun) return begun.error();
    if (auto alone = session.query("SELECT pg_advisory_xact_lock($1)::text", {migration_lock}); !alone)
        return alone.error();
    if (auto done = migrate(session, Dialect::Postgresql, access); !done) {
        session.rollback();
        return done;
    }
    if (auto done = session.query("COMMIT", {}); !done) return done.error();
    return Done{};
}

}  // namespace

Result<std::unique_ptr<Store>> PostgresqlStore::open(const std::string& url, Access access, int connections) {
    auto session = PgSession::open(url, access == Access::ReadOnly);
    if (!session) return session.error();
    if (auto done = migrate_alone(**session, access); !done) return done.error();
    std::unique_ptr<PostgresqlStore> store(new PostgresqlStore(url, access, connections));
    store->free_.push_back(std::move(*session));
    return std::unique_ptr<Store>(std::move(store));
}

Result<PostgresqlStore::SessionPtr> PostgresqlStore::take() {
    {
        std::unique_lock lock(mutex_);
        one_free_.wait(lock, [&] { return !free_.empty() || in_use_ < connections_; });
        ++in_use_;
        if (!free_.empty()) {
            SessionPtr session = std::move(free_.back());
            free_.pop_back();
            return session;
        }
    }
    auto opened = PgSession::open(url_, access_ == Access::ReadOnly);
    if (!opened) give_back(nullptr);
    return opened;
}

void PostgresqlStore::give_back(SessionPtr session) {
    {
        const std::lock_guard lock(mutex_);
        --in_use_;
        if (session && !session->broken()) free_.push_back(std::move(session));
    }
    one_free_.notify_one();
}

// Runs it again when another transaction got in between, or when the connection had died while it waited: then nothing
// of it can have happened, or it is such that doing it twice is the same as once.
Result<> PostgresqlStore::attempt(const Attempt& once) {
    for (int tries = 1;; ++tries) {
        auto session = take();
        if (!session) return session.error();
        auto done = once(**session);
        if (!done) (*session)->rollback();
        const bool again = !done && ((*session)->broken() || (*session)->may_retry());
        give_back(std::move(*session));
        if (!again || tries == tries_max) return done;
    }
}

Result<> PostgresqlStore::transact(const Work& work) {
    bool committing = false;
    std::optional<Error> lost;
    auto done = attempt([&](PgSession& session) -> Result<> {
        if (committing) return *lost;  // its commit may have happened: only the caller knows whether again is harmless
        if (auto begun = session.query("BEGIN", {}); !begun) return begun.error();
        if (auto ok = work(session); !ok) return ok;
        committing = true;
        auto committed = session.query("COMMIT", {});
        if (committed) return Done{};
        lost = committed.error();
        return *lost;
    });
    return done;
}

Result<Written> PostgresqlStore::intake(const IntakeQuery& query, const Judge& judge, WallMs now_ms) {
    Written written;
    auto done = attempt([&](PgSession& session) -> Result<> {
        auto seen = session.batch(looking(query));
        if (!seen) return seen.error();
        auto writing = judge(look_of(*seen, query));
        if (!writing) return writing.error();
        std::size_t inserted_at = 0;
        auto answers = session.batch(writing_down(query.device, *writing, now_ms, inserted_at));
        if (!answers) return answers.error();
        written = written_of(*answers, inserted_at);
        return Done{};
    });
    if (!done) return done.error();
    return written;
}

Result<std::vector<HeldEntry>> PostgresqlStore::held(const std::string& device, const std::vector<std::string>& ids) {
    static const std::string by_id =
        "SELECT device, seq, id, sha256, prev, problem, server_seq FROM entries WHERE device IN " +
        std::string(names_of_device_1) + " AND id = ANY($2)";
    std::vector<HeldEntry> found;
    auto done = attempt([&](PgSession& session) -> Result<> {
        found.clear();
        auto answers = session.batch(
            {{by_id, {value(device), PgParameter(std::vector<std::string_view>(ids.begin(), ids.end()))}}});
        if (!answers) return answers.error();
        for (const Row& row : answers->front()) found.push_back(held_of(row));
        return Done{};
    });
    if (!done) return done.error();
    return found;
}

}  // namespace aaben::jobcenter
