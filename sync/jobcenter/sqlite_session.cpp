#include "jobcenter/sqlite_session.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>

namespace aaben::jobcenter {
namespace {

const std::filesystem::path in_memory = ":memory:";  // of the simulator: nothing to lock, nothing to keep

// Sealed bodies are overwritten nowhere but with their row, and the batch that fills the log pays for its checkpoint:
// seldom and whole costs less in all than often.
const sqlite::Keeping on_the_disk{
    .vfs = {}, .durable = true, .overwrites = false, .busy_timeout_ms = 10'000, .pages_before_checkpoint = 4'000};

void bind(sqlite::Query& query, const std::vector<SqlValue>& values) {
    const auto used = std::min(values.size(), static_cast<std::size_t>(query.parameters()));
    for (std::size_t i = 0; i < used; ++i) {
        const SqlValue& value = values[i];
        if (const auto* number = std::get_if<std::int64_t>(&value))
            query(*number);
        else if (const auto* text = std::get_if<std::string_view>(&value))
            query(*text);
        else if (const auto* bytes = std::get_if<Bytes>(&value))
            query.blob(bytes->view);
        else
            query.null();
    }
}

Cell cell(const sqlite::Query& query, int column) {
    if (query.is_null(column)) return {};
    if (query.is_number(column)) return query.number(column);
    return query.text(column);
}

}  // namespace

Result<std::unique_ptr<SqliteSession>> SqliteSession::open(const std::filesystem::path& file, Access access) {
    std::unique_ptr<SqliteSession> session(new SqliteSession);
    const bool on_disk = file != in_memory, write = access == Access::ReadWrite;
    if (write && on_disk) {  // made here, because SQLite would let everybody read it
        const int made = ::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
        if (made >= 0) ::close(made);
    }
    auto opened = sqlite::guarded([&] {
        return sqlite::Database(file, write ? sqlite::Access::ReadWrite : sqlite::Access::ReadOnly,
                                on_disk ? on_the_disk : sqlite::Keeping{.vfs = {}, .durable = false});
    });
    if (!opened)
        return fail(opened.error().fault, "the store " + file.string() + " cannot be opened (" + opened.error().what +
                                              "); check the path and its rights");
    session->db_.emplace(std::move(*opened));
    if (!write || !on_disk) return session;
    session->lock_ = ::open((file.string() + ".lock").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (session->lock_ < 0) return fail(Fault::ReadOnly, "cannot write beside the store " + file.string());
    return session;
}

SqliteSession::~SqliteSession() {
    if (lock_ >= 0) ::flock(lock_, LOCK_EX);  // closing may checkpoint
    db_.reset();
    if (lock_ >= 0) ::close(lock_);
}

// "$3" → "?3": a number is bound by place, a name would be looked up for every value.
const std::string& SqliteSession::by_place(std::string_view sql) {
    if (const auto known = placed_.find(sql); known != placed_.end()) return known->second;
    std::string placed(sql);
    std::ranges::replace(placed, '$', '?');
    return placed_.emplace(sql, std::move(placed)).first->second;
}

Result<Rows> SqliteSession::query(std::string_view sql, const std::vector<SqlValue>& values) {
    return sqlite::guarded([&] {
        sqlite::Query running = db_->query(by_place(sql));
        bind(running, values);
        Rows rows;
        while (running.next()) {
            std::vector<Cell> cells;
            const int columns = running.columns();
            cells.reserve(static_cast<std::size_t>(columns));
            for (int i = 0; i < columns; ++i) cells.push_back(cell(running, i));
            rows.emplace_back(std::move(cells));
        }
        return rows;
    });
}

Result<> SqliteSession::begin() {
    if (lock_ >= 0 && ::flock(lock_, LOCK_EX) != 0) return fail(Fault::Io, "the store's lock file is gone");
    auto begun = query(lock_ >= 0 ? "BEGIN IMMEDIATE" : "BEGIN", {});
    if (begun) return Done{};
    unlock();
    return begun.error();
}

Result<> SqliteSession::commit() {
    auto committed = query("COMMIT", {});
    if (!committed) {
        rollback();
        return committed.error();
    }
    unlock();
    return Done{};
}

void SqliteSession::rollback() {
    if (db_->in_transaction()) (void)query("ROLLBACK", {});
    unlock();
}

void SqliteSession::unlock() {
    if (lock_ >= 0) ::flock(lock_, LOCK_UN);
}

}  // namespace aaben::jobcenter
