// A thin skin over SQLite: prepared statements that bind in order and reset themselves, and transactions that roll back
// unless committed. Used inside this library only, on one thread a Database. Always: a failure is thrown as
// SqliteFailure and turned into a Result by `guarded` at the library's edge; no exception leaves it. sqlite3.h stays
// in sqlite.cpp (and the tests' disk).
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "platform/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace aaben::journal {

struct SqliteFailure {
    Error error;
};

enum class Access { ReadWrite, ReadOnly };

// One run of a prepared statement. Binds left to right, steps, and resets when it goes.
class Use {
  public:
    explicit Use(sqlite3_stmt* stmt) : stmt_(stmt) {}
    Use(Use&& other) noexcept : stmt_(std::exchange(other.stmt_, nullptr)), bound_(other.bound_) {}
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;
    Use& operator=(Use&&) = delete;
    ~Use();

    Use& operator()(std::string_view text);
    Use& operator()(std::int64_t number);
    Use& blob(std::string_view bytes);
    Use& null();

    void exec();                // to the end, rows ignored
    [[nodiscard]] bool next();  // true: a row is there to be read
    [[nodiscard]] std::int64_t number(int column) const;
    [[nodiscard]] std::string text(int column) const;  // text or blob, as bytes
    [[nodiscard]] bool is_null(int column) const;

  private:
    sqlite3_stmt* stmt_;
    int bound_ = 0;
};

class Database {
  public:
    // ReadWrite creates the file, sets WAL + synchronous FULL and reads both back; ReadOnly never writes or
    // checkpoints. `vfs` names the virtual file system (tests hand in a lying disk); empty is the system's.
    Database(const std::filesystem::path& file, Access access, const std::string& vfs = {});
    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;
    ~Database();

    [[nodiscard]] Use use(std::string_view sql);  // prepared once, kept
    void run(const std::string& sql);             // one or more statements, no parameters
    [[nodiscard]] std::int64_t number(std::string_view sql);
    [[nodiscard]] std::string text(std::string_view sql);
    [[nodiscard]] std::int64_t changes() const;
    void attach_read_only(const std::filesystem::path& file, const std::string& name);
    void checkpoint();                                   // folds the WAL into the file and truncates it
    void back_up_to(const std::filesystem::path& file);  // SQLite's backup API: whole and consistent
    [[nodiscard]] std::string check(bool full);          // "ok", or what is damaged
    [[nodiscard]] sqlite3* handle() const { return db_; }

  private:
    void close() noexcept;
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
        return fail(Fault::Io, std::string("journal: ") + e.what());
    }
}

}  // namespace aaben::journal
