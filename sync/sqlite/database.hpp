// A thin skin over SQLite: prepared statements that bind in order and reset themselves, and transactions that roll back
// unless committed. Used inside journal and the jobcenter's SQLite store, on one thread a Database. Always: a failure
// is thrown as SqliteFailure and turned into a Result by `guarded` at that library's edge; no exception leaves it.
// sqlite3.h stays in database.cpp (and the tests' disk).
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "platform/clock.hpp"
#include "platform/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace aaben::sqlite {

struct SqliteFailure {
    Error error;
};

enum class Access { ReadWrite, ReadOnly };

// How a file is kept. What is written is on the disk when its commit returns, unless `durable` is false.
struct Keeping {
    std::string vfs;              // names the virtual file system (tests hand in a lying disk); empty is the system's
    bool durable = true;          // false: lives in memory, of the simulator; nothing is promised
    bool overwrites = true;       // what is deleted is overwritten: a person's data was there
    int busy_timeout_ms = 2'000;  // how long to wait for another connection's lock
    int pages_before_checkpoint = 400;  // of the WAL
};

// One run of a prepared statement. Binds left to right, steps, and resets when it goes.
class Query {
  public:
    explicit Query(sqlite3_stmt* stmt) : stmt_(stmt) {}
    Query(Query&& other) noexcept : stmt_(std::exchange(other.stmt_, nullptr)), bound_(other.bound_) {}
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;
    Query& operator=(Query&&) = delete;
    ~Query();

    Query& operator()(std::string_view text);
    Query& operator()(std::int64_t number);
    template <typename Which>
    Query& operator()(Moment<Which> at) {
        return (*this)(at.ms);
    }
    Query& blob(std::string_view bytes);
    Query& null();

    void exec();                // to the end, rows ignored
    [[nodiscard]] bool next();  // true: a row is there to be read
    [[nodiscard]] std::int64_t number(int column) const;
    [[nodiscard]] std::string text(int column) const;  // text or blob, as bytes
    [[nodiscard]] bool is_null(int column) const;
    [[nodiscard]] bool is_number(int column) const;
    [[nodiscard]] int columns() const;
    [[nodiscard]] int parameters() const;  // how many it binds

  private:
    sqlite3_stmt* stmt_;
    int bound_ = 0;
};

class Database {
  public:
    // ReadWrite creates the file, sets WAL + synchronous FULL and reads both back; ReadOnly never writes or
    // checkpoints.
    Database(const std::filesystem::path& file, Access access, const Keeping& keeping = {});
    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;
    ~Database();

    [[nodiscard]] Query query(std::string_view sql);  // prepared once, kept
    void run(const std::string& sql);                 // one or more statements, no parameters
    [[nodiscard]] std::int64_t number(std::string_view sql);
    [[nodiscard]] std::string text(std::string_view sql);
    [[nodiscard]] std::int64_t changes() const;
    [[nodiscard]] bool in_transaction() const;
    void attach_read_only(const std::filesystem::path& file, const std::string& name);
    void checkpoint();                                   // folds the WAL into the file and truncates it
    void back_up_to(const std::filesystem::path& file);  // SQLite's backup API: whole and consistent
    [[nodiscard]] std::string check(bool full);          // "ok", or what is damaged
    [[nodiscard]] sqlite3* handle() const { return db_; }

  private:
    void close() noexcept;
    void keep_durably(const std::string& name, const Keeping& keeping);
    sqlite3* db_ = nullptr;
    std::string vfs_;
    std::map<std::string, sqlite3_stmt*, std::less<>> statements_;
};

class Transaction {
  public:
    explicit Transaction(Database& db);  // BEGIN IMMEDIATE
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();  // rolls back unless committed
    void commit();   // returns when the commit is on the disk

  private:
    Database& db_;
    bool open_ = true;
};

// Several reads that see one state of the file, and take its locks once.
class OneMoment {
  public:
    explicit OneMoment(Database& db) : db_(db) { db_.run("BEGIN"); }
    OneMoment(const OneMoment&) = delete;
    OneMoment& operator=(const OneMoment&) = delete;
    ~OneMoment();

  private:
    Database& db_;
};

// Runs `body` and turns what it throws into an Error; the edge of this library.
template <class F>
auto guarded(F&& body) -> Result<decltype(body())>
    requires(!std::is_void_v<decltype(body())>)
{
    try {
        return body();
    } catch (const SqliteFailure& failure) {
        return failure.error;
    } catch (const std::exception& e) {
        return fail(Fault::Io, std::string("database: ") + e.what());
    }
}

}  // namespace aaben::sqlite
