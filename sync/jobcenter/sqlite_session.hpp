// One SQLite connection with its statements, as the jobcenter's embedded store uses it. Called by sqlite_store.cpp
// only, under its lock. Always: WAL with synchronous=FULL, foreign keys on; a transaction holds the file lock beside
// the database, because SQLite before 3.51.3 can corrupt a WAL when two connections write or checkpoint at one moment,
// and an operator's command may write while the server runs.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "jobcenter/sql_session.hpp"
#include "jobcenter/store.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace aaben::jobcenter {

class SqliteSession final : public SqlSession {
  public:
    static Result<std::unique_ptr<SqliteSession>> open(const std::filesystem::path& file, Access access);
    ~SqliteSession() override;
    SqliteSession(const SqliteSession&) = delete;
    SqliteSession& operator=(const SqliteSession&) = delete;

    Result<Rows> query(std::string_view sql, const std::vector<SqlValue>& values) override;
    Result<Done> begin();
    Result<Done> commit();
    void rollback();

  private:
    SqliteSession() = default;
    Result<Done> prepare_file(Access access);
    Result<sqlite3_stmt*> statement(std::string_view sql);
    Error error(std::string_view doing) const;
    void unlock();

    sqlite3* db_ = nullptr;
    int lock_ = -1;
    std::map<std::string, sqlite3_stmt*, std::less<>> statements_;
};

}  // namespace aaben::jobcenter
