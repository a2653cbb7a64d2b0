#include "jobcenter/sql_store.hpp"

#include "jobcenter/sides.hpp"

namespace aaben::jobcenter {

Result<Rows> SqlStore::ask(std::string_view sql, const std::vector<SqlValue>& values) {
    Rows rows;
    auto done = transact([&](SqlSession& session) -> Result<> {
        auto answer = session.query(sql, values);
        if (!answer) return answer.error();
        rows = std::move(*answer);
        return Done{};
    });
    if (!done) return done.error();
    return rows;
}

namespace {

Result<> just_done(const Result<Rows>& rows) {
    if (!rows) return rows.error();
    return Done{};
}

// Refusals are read from the transaction's own answers, so every step is one query and one check.
Result<> check_code(SqlSession& session, const Enrolment& wish, bool& again) {
    auto codes = session.query("SELECT device, unit, expires_ms, used_by FROM enrolment_codes WHERE sha256 = $1",
                               {wish.code_sha256});
    if (!codes) return codes.error();
    if (codes->empty()) return fail(Fault::Refused, "this code is not known");
    const Row& code = codes->front();
    if (code.number(2) < wish.now_ms) return fail(Fault::Refused, "this code has expired");
    if (!code.text(0).empty() && code.text(0) != wish.device.id)
        return fail(Fault::Refused, "this code was made for another device");
    again = code.text(3) == wish.request_sha256;
    if (!code.text(3).empty() && !again) return fail(Fault::Refused, "this code has been used");
    if (code.text(0).empty() && !again) {
        auto known = session.query("SELECT id FROM devices WHERE id = $1", {wish.device.id});
        if (!known) return known.error();
        if (!known->empty()) return fail(Fault::Refused, "a known device needs a code made for it");
    }
    return Done{};
}

Result<> write_device(SqlSession& session, const Device& device) {
    return just_done(session.query(
        "INSERT INTO devices (id, unit, sign_key, box_key, revoked_ms, head_seq, enrolled_ms) "
        "VALUES ($1, $2, $3, $4, 0, 0, $5) ON CONFLICT (id) DO UPDATE SET unit = excluded.unit, "
        "sign_key = excluded.sign_key, box_key = excluded.box_key, revoked_ms = 0, enrolled_ms = excluded.enrolled_ms",
        {device.id, device.unit, device.sign_key, device.box_key, device.enrolled_ms.ms}));
}

Result<> write_certificate(SqlSession& session, const Certificate& certificate) {
    return just_done(
        session.query("INSERT INTO certificates (serial, device, expires_ms, revoked) VALUES ($1, $2, $3, 0)",
                      {certificate.serial, certificate.device, certificate.expires_ms.ms}));
}

}  // namespace

Device device_of(const Row& row) {
    Device device;
    device.id = row.text(0);
    device.unit = row.text(1);
    device.sign_key = row.text(2);
    device.box_key = row.text(3);
    device.revoked_ms = row.number(4);
    device.revoked = device.revoked_ms != 0;
    device.head_seq = row.number(5);
    device.enrolled_ms = row.number(6);
    return device;
}

HeldEntry held_of(const Row& row) {
    auto [device, side] = device_and_side(row.text(0));
    return {std::move(device), row.number(1), row.text(2), row.text(3), row.text(4), row.text(5), row.number(6), side};
}

Result<std::vector<HeldEntry>> SqlStore::held(const std::string& device, const std::vector<std::string>& ids) {
    std::vector<HeldEntry> found;
    auto done = transact([&](SqlSession& session) -> Result<> {
        found.clear();
        for (const std::string& id : ids) {
            auto rows = session.query(
                "SELECT device, seq, id, sha256, prev, problem, server_seq FROM entries WHERE id "
                "= $2 AND device IN " +
                    std::string(names_of_device_1),
                {device, id});
            if (!rows) return rows.error();
            for (const Row& row : *rows) found.push_back(held_of(row));
        }
        return Done{};
    });
    if (!done) return done.error();
    return found;
}

Result<std::optional<Device>> SqlStore::device(const std::string& id) {
    auto rows = ask("SELECT " + std::string(device_columns) + " FROM devices WHERE id = $1", {id});
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<Device>();
    return std::optional<Device>(device_of(rows->front()));
}

Result<bool> SqlStore::certificate_ok(const std::string& device, const std::string& serial) {
    auto rows =
        ask("SELECT serial FROM certificates WHERE serial = $1 AND device = $2 AND revoked = 0", {serial, device});
    if (!rows) return rows.error();
    return !rows->empty();
}

Result<std::vector<Device>> SqlStore::devices() {
    auto rows = ask("SELECT " + std::string(device_columns) + " FROM devices ORDER BY id", {});
    if (!rows) return rows.error();
    std::vector<Device> all;
    for (const Row& row : *rows) all.push_back(device_of(row));
    return all;
}

Result<std::vector<std::string>> SqlStore::units(WallMs now_ms) {
    auto rows =
        ask("SELECT unit FROM devices WHERE unit <> '' UNION SELECT unit FROM enrolment_codes "
            "WHERE used_by = '' AND expires_ms >= $1 ORDER BY unit",
            {now_ms.ms});
    if (!rows) return rows.error();
    std::vector<std::string> all;
    for (const Row& row : *rows) all.push_back(row.text(0));
    return all;
}

Result<> SqlStore::put_device(const Device& device) {
    return transact([&](SqlSession& session) { return write_device(session, device); });
}

Result<> SqlStore::revoke_device(const std::string& id, WallMs now_ms) {
    return transact([&](SqlSession& session) -> Result<> {
        auto rows = session.query("UPDATE devices SET revoked_ms = $2 WHERE id = $1 RETURNING id", {id, now_ms.ms});
        if (!rows) return rows.error();
        if (rows->empty()) return fail(Fault::NotFound, "no device is called " + id);
        // Its codes end with it, used ones too: an old request posted again must not bring it back.
        return just_done(session.query("DELETE FROM enrolment_codes WHERE device = $1", {id}));
    });
}

Result<> SqlStore::add_certificate(const Certificate& certificate) {
    return transact([&](SqlSession& session) { return write_certificate(session, certificate); });
}

Result<> SqlStore::add_code(const EnrolmentCode& code) {
    return just_done(
        ask("INSERT INTO enrolment_codes (sha256, device, unit, expires_ms, used_by) VALUES ($1, $2, $3, $4, '')",
            {code.sha256, code.device, code.unit, code.expires_ms.ms}));
}

Result<EnrolmentCode> SqlStore::code(const std::string& sha256, WallMs now_ms) {
    auto rows = ask("SELECT device, unit, expires_ms FROM enrolment_codes WHERE sha256 = $1", {sha256});
    if (!rows) return rows.error();
    if (rows->empty() || rows->front().number(2) < now_ms) return fail(Fault::NotFound, "this code is not known");
    const Row& row = rows->front();
    return EnrolmentCode{sha256, row.text(0), row.text(1), row.number(2)};
}

Result<> SqlStore::enrol(const Enrolment& wish) {
    return transact([&](SqlSession& session) -> Result<> {
        bool again = false;
        if (auto right = check_code(session, wish, again); !right) return right;
        // The update decides between two requests that came at the same moment: only one finds the code unused.
        auto taken = session.query(
            "UPDATE enrolment_codes SET used_by = $2, device = $3 WHERE sha256 = $1 AND used_by IN ('', $2) "
            "RETURNING unit",
            {wish.code_sha256, wish.request_sha256, wish.device.id});
        if (!taken) return taken.error();
        if (taken->empty()) return fail(Fault::Refused, "this code has been used");
        // Requests of earlier enrolments of this device cannot come again: they would throw out this one.
        auto older = session.query("DELETE FROM enrolment_codes WHERE device = $1 AND sha256 <> $2 AND used_by <> ''",
                                   {wish.device.id, wish.code_sha256});
        if (!older) return older.error();
        Device device = wish.device;
        device.unit = taken->front().text(0);
        if (auto done = write_device(session, device); !done) return done;
        auto ended = session.query("UPDATE certificates SET revoked = 1 WHERE device = $1", {device.id});
        if (!ended) return ended.error();
        return write_certificate(session, wish.certificate);
    });
}

Result<> SqlStore::put_item(const Item& item, std::string_view bytes, WallMs now_ms) {
    auto rows = ask(
        "INSERT INTO items (kind, name, target, version, etag, size, bytes, put_ms) VALUES ($1, $2, $3, $4, $5, $6, "
        "$7, $8) "
        "ON CONFLICT (kind, name, target) DO UPDATE SET version = excluded.version, etag = excluded.etag, "
        "size = excluded.size, bytes = excluded.bytes, put_ms = excluded.put_ms WHERE items.version < excluded.version "
        "OR (items.version = excluded.version AND items.etag = excluded.etag) "
        "RETURNING version",
        {item.kind, item.name, item.target, item.version, item.etag, item.size, Bytes{bytes}, now_ms.ms});
    if (!rows) return rows.error();
    if (rows->empty()) return fail(Fault::Refused, "this version, or a higher one, is held already");
    return Done{};
}

Result<> SqlStore::withdraw_item(const std::string& kind, const std::string& name, const std::string& target) {
    auto rows =
        ask("DELETE FROM items WHERE kind = $1 AND name = $2 AND target = $3 RETURNING version", {kind, name, target});
    if (!rows) return rows.error();
    if (rows->empty()) return fail(Fault::NotFound, "no " + kind + " is called " + name + " for " + target);
    return Done{};
}

Result<std::vector<Item>> SqlStore::items(const std::string& device, const std::string& unit) {
    // Narrowest target last, so that it replaces the wider one of the same kind and name.
    const std::string for_unit = "unit:" + unit;
    const std::string for_device = "device:" + device;
    auto rows =
        ask("SELECT kind, name, target, version, etag, size FROM items WHERE target IN ('*', $1, $2) "
            "ORDER BY kind, name, CASE target WHEN '*' THEN 0 WHEN $1 THEN 1 ELSE 2 END",
            {for_unit, for_device});
    if (!rows) return rows.error();
    std::vector<Item> all;
    for (const Row& row : *rows) {
        Item item{row.text(0), row.text(1), row.text(2), row.number(3), row.text(4), row.number(5)};
        if (!all.empty() && all.back().kind == item.kind && all.back().name == item.name) all.pop_back();
        all.push_back(std::move(item));
    }
    return all;
}

Result<std::string> SqlStore::item_bytes(const Item& item) {
    auto rows = ask("SELECT bytes FROM items WHERE kind = $1 AND name = $2 AND target = $3 AND etag = $4",
                    {item.kind, item.name, item.target, item.etag});
    if (!rows) return rows.error();
    if (rows->empty()) return fail(Fault::NotFound, "the item was replaced meanwhile");
    return rows->front().text(0);
}

Result<std::vector<StoredEntry>> SqlStore::entries(std::int64_t after_server_seq, int limit) {
    auto rows =
        ask("SELECT server_seq, device, seq, id, type, sha256, body, problem, received_ms FROM entries "
            "WHERE server_seq > $1 ORDER BY server_seq LIMIT $2",
            {after_server_seq, static_cast<std::int64_t>(limit)});
    if (!rows) return rows.error();
    std::vector<StoredEntry> all;
    for (const Row& row : *rows) {
        auto [device, side] = device_and_side(row.text(1));
        all.push_back({row.number(0), std::move(device), row.number(2), row.text(3), row.text(4), row.text(5),
                       row.text(6), row.text(7), row.number(8), side});
    }
    return all;
}

Result<std::vector<DeviceGap>> SqlStore::gaps() {
    auto rows = ask("SELECT device, first_seq, last_seq, since_ms FROM gaps ORDER BY device, first_seq", {});
    if (!rows) return rows.error();
    std::vector<DeviceGap> all;
    for (const Row& row : *rows) all.push_back({row.text(0), {row.number(1), row.number(2), row.number(3)}});
    return all;
}

Result<std::vector<DeviceAck>> SqlStore::acks() {
    auto rows = ask(
        "SELECT device, kind, name, etag, version, applied FROM item_acks ORDER BY device, kind, name, version", {});
    if (!rows) return rows.error();
    std::vector<DeviceAck> all;
    for (const Row& row : *rows)
        all.push_back({row.text(0), {row.text(1), row.text(2), row.text(3), row.number(4), row.number(5) != 0}});
    return all;
}

Result<> SqlStore::note_seen(const DeviceReport& said) {
    return just_done(ask(
        "INSERT INTO kiosk_reports (device, seen_ms, report) VALUES ($1, $2, $3) ON CONFLICT (device) DO UPDATE SET "
        "seen_ms = excluded.seen_ms, "
        "report = CASE excluded.report WHEN '' THEN kiosk_reports.report ELSE excluded.report END",
        {said.device, said.seen_ms.ms, said.report}));
}

Result<std::vector<DeviceReport>> SqlStore::reports() {
    auto rows = ask("SELECT device, seen_ms, report FROM kiosk_reports ORDER BY device", {});
    if (!rows) return rows.error();
    std::vector<DeviceReport> all;
    for (const Row& row : *rows) all.push_back({row.text(0), row.number(1), row.text(2)});
    return all;
}

Result<> SqlStore::ping() {
    // A write: a store that can only be read takes nothing in.
    return just_done(ask("UPDATE schema_version SET version = version", {}));
}

}  // namespace aaben::jobcenter
