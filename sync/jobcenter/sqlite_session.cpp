#include "jobcenter/sqlite_session.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>

namespace aaben::jobcenter {
namespace {

constexpr int busy_timeout_ms = 10'000;
const std::filesystem::path in_memory = ":memory:";  // of the simulator: nothing to lock, nothing to keep

Fault fault_of(int code) {
    switch (code & 0xff) {
        case SQLITE_FULL:
            return Fault::DiskFull;
        case SQLITE_READONLY:
            return Fault::ReadOnly;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return Fault::Busy;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return Fault::Corrupt;
        case SQLITE_CONSTRAINT:
            return Fault::Refused;
        case SQLITE_CANTOPEN:
            return Fault::NotFound;
        default:
            return Fault::Io;
    }
}

// "$3" → "?3": a number is bound by place, a name would be looked up for every value.
std::string by_place(std::string_view sql) {
    std::string out(sql);
    std::ranges::replace(out, '$', '?');
    return out;
}

void bind(sqlite3_stmt* statement, const std::vector<SqlValue>& values) {
    const int used = std::min(static_cast<int>(values.size()), sqlite3_bind_parameter_count(statement));
    for (int at = 1; at <= used; ++at) {
        const SqlValue& value = values[static_cast<std::size_t>(at - 1)];
        if (const auto* number = std::get_if<std::int64_t>(&value)) {
            sqlite3_bind_int64(statement, at, *number);
        } else if (const auto* text = std::get_if<std::string_view>(&value)) {
            // An empty view may have no address, and SQLite would read a null pointer as NULL.
            sqlite3_bind_text64(statement, at, text->data() ? text->data() : "", text->size(), SQLITE_STATIC,
                                SQLITE_UTF8);
        } else if (const auto* bytes = std::get_if<Bytes>(&value)) {
            const auto view = bytes->view;
            sqlite3_bind_blob64(statement, at, view.data() ? view.data() : "", view.size(), SQLITE_STATIC);
        } else {
            sqlite3_bind_null(statement, at);
        }
    }
}

Cell cell(sqlite3_stmt* statement, int column) {
    switch (sqlite3_column_type(statement, column)) {
        case SQLITE_INTEGER:
            return static_cast<std::int64_t>(sqlite3_column_int64(statement, column));
        case SQLITE_NULL:
            return {};
        default: {
            const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
            const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
            return bytes ? std::string(bytes, size) : std::string();
        }
    }
}

}  // namespace

Result<std::unique_ptr<SqliteSession>> SqliteSession::open(const std::filesystem::path& file, Access access) {
    // Nobody reads SQLite's count of its own memory, and keeping it takes a lock at every allocation.
    static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static_cast<void>(uncounted);
    std::unique_ptr<SqliteSession> session(new SqliteSession);
    const bool on_disk = file != in_memory;
    if (access == Access::ReadWrite && on_disk) {  // made here, because SQLite would let everybody read it
        const int made = ::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
        if (made >= 0) ::close(made);
    }
    const int flags = SQLITE_OPEN_NOMUTEX |
                      (access == Access::ReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (sqlite3_open_v2(file.c_str(), &session->db_, flags, nullptr) != SQLITE_OK)
        return fail(session->error("open").fault,
                    "the store " + file.string() + " cannot be opened; check the path and its rights");
    sqlite3_busy_timeout(session->db_, busy_timeout_ms);
    if (access == Access::ReadWrite && on_disk) {
        session->lock_ = ::open((file.string() + ".lock").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
        if (session->lock_ < 0) return fail(Fault::ReadOnly, "cannot write beside the store " + file.string());
    }
    if (auto ready = on_disk ? session->prepare_file(access) : Done{}; !ready) return ready.error();
    return session;
}

Result<Done> SqliteSession::prepare_file(Access access) {
    if (access == Access::ReadWrite) {
        if (auto mode = query("PRAGMA journal_mode=WAL", {}); !mode || mode->empty() || mode->front().text(0) != "wal")
            return fail(mode ? Fault::Io : mode.error().fault, "the store cannot use write-ahead logging on this disk");
        if (auto done = query("PRAGMA synchronous=FULL", {}); !done) return done.error();
        // The batch that fills the log pays for its checkpoint: seldom and whole costs less in all than often.
        if (auto done = query("PRAGMA wal_autocheckpoint=4000", {}); !done) return done.error();
    }
    if (auto done = query("PRAGMA foreign_keys=ON", {}); !done) return done.error();
    return Done{};
}

SqliteSession::~SqliteSession() {
    for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
    if (lock_ >= 0) ::flock(lock_, LOCK_EX);  // closing may checkpoint
    sqlite3_close_v2(db_);
    if (lock_ >= 0) ::close(lock_);
}

Error SqliteSession::error(std::string_view doing) const {
    const int code = db_ ? sqlite3_extended_errcode(db_) : SQLITE_NOMEM;
    return fail(fault_of(code), "store: " + std::string(doing) + ": " + (db_ ? sqlite3_errmsg(db_) : "no memory"));
}

Result<sqlite3_stmt*> SqliteSession::statement(std::string_view sql) {
    if (const auto known = statements_.find(sql); known != statements_.end()) return known->second;
    const std::string placed = by_place(sql);
    sqlite3_stmt* made = nullptr;
    if (sqlite3_prepare_v3(db_, placed.data(), static_cast<int>(placed.size()), SQLITE_PREPARE_PERSISTENT, &made,
                           nullptr) != SQLITE_OK)
        return error("prepare");
    statements_.emplace(sql, made);
    return made;
}

Result<Rows> SqliteSession::query(std::string_view sql, const std::vector<SqlValue>& values) {
    auto prepared = statement(sql);
    if (!prepared) return prepared.error();
    sqlite3_stmt* running = *prepared;
    bind(running, values);
    Rows rows;
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(running)) == SQLITE_ROW) {
        std::vector<Cell> cells;
        cells.reserve(static_cast<std::size_t>(sqlite3_column_count(running)));
        const int columns = sqlite3_column_count(running);
        for (int i = 0; i < columns; ++i) cells.push_back(cell(running, i));
        rows.emplace_back(std::move(cells));
    }
    if (code != SQLITE_DONE) {
        Error what = error("query");
        sqlite3_reset(running);
        return what;
    }
    sqlite3_reset(running);
    sqlite3_clear_bindings(running);
    return rows;
}

Result<Done> SqliteSession::begin() {
    if (lock_ >= 0 && ::flock(lock_, LOCK_EX) != 0) return fail(Fault::Io, "the store's lock file is gone");
    auto begun = query(lock_ >= 0 ? "BEGIN IMMEDIATE" : "BEGIN", {});
    if (begun) return Done{};
    unlock();
    return begun.error();
}

Result<Done> SqliteSession::commit() {
    auto committed = query("COMMIT", {});
    if (!committed) {
        rollback();
        return committed.error();
    }
    unlock();
    return Done{};
}

void SqliteSession::rollback() {
    if (!sqlite3_get_autocommit(db_)) (void)query("ROLLBACK", {});
    unlock();
}

void SqliteSession::unlock() {
    if (lock_ >= 0) ::flock(lock_, LOCK_UN);
}

}  // namespace aaben::jobcenter
