#include "sqlite/database.hpp"

#include <sqlite3.h>

#include <cerrno>

#include "platform/fault_switch.hpp"
#include "platform/log.hpp"

namespace aaben::sqlite {
namespace {

// The one table of faults.
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
        case SQLITE_CANTOPEN:
            return Fault::NotFound;
        case SQLITE_CONSTRAINT:
            return Fault::Refused;
        default:
            return Fault::Io;
    }
}

[[noreturn]] void fail_now(sqlite3* db, int code, std::string_view doing) {
    const int extended = db ? sqlite3_extended_errcode(db) : code;
    // Only SQLite's own words and the statement's shape: never a bound value.
    std::string what = std::string(doing.substr(0, 60)) + ": " + (db ? sqlite3_errmsg(db) : sqlite3_errstr(code)) +
                       " (" + std::to_string(extended) + ")";
    Fault kind = fault_of(code);
    if (kind == Fault::NotFound && db) {
        const int why = sqlite3_system_errno(db);
        if (why == EROFS || why == EACCES || why == EPERM) kind = Fault::ReadOnly;
        if (why == ENOSPC) kind = Fault::DiskFull;
    }
    throw SqliteFailure{fail(kind, std::move(what))};
}

std::string sql_text(std::string_view text) {
    std::string out = "'";
    for (const char c : text) out.append(c == '\'' ? 2 : 1, c);
    return out + "'";
}

std::string read_only_uri(const std::filesystem::path& file) {
    std::string out = "file:";
    for (const char c : std::filesystem::absolute(file).string()) {
        static constexpr std::string_view hex = "0123456789ABCDEF";
        const auto byte = static_cast<unsigned char>(c);
        if (c == '?' || c == '#' || c == '%' || byte < 0x20)
            out.append("%").append(1, hex[byte >> 4]).append(1, hex[byte & 15]);
        else
            out.append(1, c);
    }
    return out + "?mode=ro";
}

}  // namespace

Query::~Query() {
    if (!stmt_) return;
    sqlite3_reset(stmt_);
    sqlite3_clear_bindings(stmt_);
}

Query& Query::operator()(std::string_view text) {
    const int code = sqlite3_bind_text64(stmt_, ++bound_, text.data() ? text.data() : "", text.size(), SQLITE_TRANSIENT,
                                         SQLITE_UTF8);
    if (code != SQLITE_OK) fail_now(sqlite3_db_handle(stmt_), code, "bind");
    return *this;
}

Query& Query::operator()(std::int64_t number) {
    const int code = sqlite3_bind_int64(stmt_, ++bound_, number);
    if (code != SQLITE_OK) fail_now(sqlite3_db_handle(stmt_), code, "bind");
    return *this;
}

Query& Query::blob(std::string_view bytes) {
    const int code =
        sqlite3_bind_blob64(stmt_, ++bound_, bytes.data() ? bytes.data() : "", bytes.size(), SQLITE_TRANSIENT);
    if (code != SQLITE_OK) fail_now(sqlite3_db_handle(stmt_), code, "bind");
    return *this;
}

Query& Query::null() {
    sqlite3_bind_null(stmt_, ++bound_);
    return *this;
}

bool Query::next() {
    const int code = sqlite3_step(stmt_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) fail_now(sqlite3_db_handle(stmt_), code, sqlite3_sql(stmt_));
    return false;
}

void Query::exec() {
    while (next()) {
    }
}

std::int64_t Query::number(int column) const {
    return sqlite3_column_int64(stmt_, column);
}

std::string Query::text(int column) const {
    const void* bytes = sqlite3_column_blob(stmt_, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(stmt_, column));
    return bytes ? std::string(static_cast<const char*>(bytes), size) : std::string();
}

bool Query::is_null(int column) const {
    return sqlite3_column_type(stmt_, column) == SQLITE_NULL;
}

bool Query::is_number(int column) const {
    return sqlite3_column_type(stmt_, column) == SQLITE_INTEGER;
}

int Query::columns() const {
    return sqlite3_column_count(stmt_);
}

int Query::parameters() const {
    return sqlite3_bind_parameter_count(stmt_);
}

Database::Database(const std::filesystem::path& file, Access access, const Keeping& keeping) : vfs_(keeping.vfs) {
    // Nobody reads SQLite's count of its own memory, and keeping it takes a lock at every allocation.
    static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static_cast<void>(uncounted);
    const bool write = access == Access::ReadWrite;
    const int flags = (write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY) |
                      SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_URI;
    const int code = sqlite3_open_v2(file.c_str(), &db_, flags, vfs_.empty() ? nullptr : vfs_.c_str());
    try {
        if (code != SQLITE_OK) fail_now(db_, code, "open " + file.filename().string());
        sqlite3_busy_timeout(db_, keeping.busy_timeout_ms);
        // Values that a damaged or hostile file could smuggle into the schema are not trusted.
        sqlite3_db_config(db_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
        sqlite3_db_config(db_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
        run("PRAGMA temp_store = MEMORY");  // what is sorted is never a file in /tmp, where no program may write
        if (!write) {
            // The owner alone checkpoints, even when a reader is the last to leave.
            sqlite3_db_config(db_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
            run("PRAGMA query_only = ON");
        } else if (keeping.durable) {
            keep_durably(file.filename().string(), keeping);
        }
    } catch (...) {
        close();
        throw;
    }
}

// The durability promise. Each pragma is read back, because one that fails says nothing.
void Database::keep_durably(const std::string& name, const Keeping& keeping) {
    if (sqlite3_db_readonly(db_, "main") == 1) throw SqliteFailure{fail(Fault::ReadOnly, name + " cannot be written")};
    const std::string mode = text("PRAGMA journal_mode = WAL");
    run(fault("sync_normal") ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = FULL");
    run("PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON");
    if (keeping.overwrites) run("PRAGMA secure_delete = ON");
    run("PRAGMA wal_autocheckpoint = " + std::to_string(keeping.pages_before_checkpoint));
    const bool full = fault("sync_normal") || number("PRAGMA synchronous") == 2;
    const bool overwrites = !keeping.overwrites || number("PRAGMA secure_delete") == 1;
    if (mode != "wal" || !full || number("PRAGMA foreign_keys") != 1 || !overwrites)
        throw SqliteFailure{fail(Fault::Io, name + ": the disk does not take WAL with FULL")};
}

Database::Database(Database&& other) noexcept
    : db_(std::exchange(other.db_, nullptr)),
      vfs_(std::move(other.vfs_)),
      statements_(std::exchange(other.statements_, {})) {}

Database& Database::operator=(Database&& other) noexcept {
    if (this == &other) return *this;
    close();
    db_ = std::exchange(other.db_, nullptr);
    vfs_ = std::move(other.vfs_);
    statements_ = std::exchange(other.statements_, {});
    return *this;
}

Database::~Database() {
    close();
}

void Database::close() noexcept {
    for (const auto& [sql, stmt] : statements_) sqlite3_finalize(stmt);
    statements_.clear();
    if (db_) sqlite3_close_v2(db_);
    db_ = nullptr;
}

Query Database::query(std::string_view sql) {
    auto it = statements_.find(sql);
    if (it == statements_.end()) {
        sqlite3_stmt* stmt = nullptr;
        const int code = sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                            &stmt, nullptr);
        if (code != SQLITE_OK) fail_now(db_, code, sql);
        it = statements_.emplace(std::string(sql), stmt).first;
    }
    return Query(it->second);
}

void Database::run(const std::string& sql) {
    const int code = sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail_now(db_, code, sql);
}

std::int64_t Database::number(std::string_view sql) {
    Query row = query(sql);
    return row.next() ? row.number(0) : 0;
}

std::string Database::text(std::string_view sql) {
    Query row = query(sql);
    return row.next() ? row.text(0) : "";
}

std::int64_t Database::changes() const {
    return sqlite3_changes64(db_);
}

bool Database::in_transaction() const {
    return sqlite3_get_autocommit(db_) == 0;
}

void Database::attach_read_only(const std::filesystem::path& file, const std::string& name) {
    run("ATTACH " + sql_text(read_only_uri(file)) + " AS " + name);
}

void Database::checkpoint() {
    const int code = sqlite3_wal_checkpoint_v2(db_, "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY) fail_now(db_, code, "checkpoint");
}

void Database::back_up_to(const std::filesystem::path& file) {
    sqlite3* copy = nullptr;
    const int opened = sqlite3_open_v2(file.c_str(), &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                                       vfs_.empty() ? nullptr : vfs_.c_str());
    sqlite3_backup* backup = opened == SQLITE_OK ? sqlite3_backup_init(copy, "main", db_, "main") : nullptr;
    const int stepped = backup ? sqlite3_backup_step(backup, -1) : sqlite3_errcode(copy);
    const int finished = backup ? sqlite3_backup_finish(backup) : stepped;
    sqlite3_close_v2(copy);
    if (stepped != SQLITE_DONE) fail_now(nullptr, stepped, "copy");
    if (finished != SQLITE_OK) fail_now(nullptr, finished, "copy");
}

std::string Database::check(bool full) {
    return text(full ? "PRAGMA integrity_check(5)" : "PRAGMA quick_check(5)");
}

Transaction::Transaction(Database& db) : db_(db) {
    db_.run("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
    if (!open_) return;
    // SQLite may have rolled back by itself (disk full); then this ROLLBACK has nothing to do and says so.
    sqlite3_exec(db_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

OneMoment::~OneMoment() {
    sqlite3_exec(db_.handle(), "COMMIT", nullptr, nullptr, nullptr);  // it wrote nothing, so nothing can be lost
}

void Transaction::commit() {
    db_.run("COMMIT");
    open_ = false;
}

}  // namespace aaben::sqlite
