// One SQLite connection with its statements, as the jobcenter's embedded store uses it. Called by sqlite_store.cpp
// only, under its lock. Always: WAL with synchronous=FULL, foreign keys on; a transaction holds the file lock beside
// the database, because SQLite before 3.51.3 can corrupt a WAL when two connections write or checkpoint at one moment,
// and an operator's command may write while the server runs.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "jobcenter/sql_session.hpp"
#include "jobcenter/store.hpp"
#include "sqlite/database.hpp"

namespace aaben::jobcenter {

class SqliteSession final : public SqlSession {
  public:
    static Result<std::unique_ptr<SqliteSession>> open(const std::filesystem::path& file, Access access);
    ~SqliteSession() override;
    SqliteSession(const SqliteSession&) = delete;
    SqliteSession& operator=(const SqliteSession&) = delete;

    Result<Rows> query(std::string_view sql, const std::vector<SqlValue>& values) override;
    Result<> begin();
    Result<> commit();
    void rollback();

  private:
    SqliteSession() = default;
    const std::string& by_place(std::string_view sql);
    void unlock();

    std::optional<sqlite::Database> db_;
    int lock_ = -1;
    std::map<std::string, std::string, std::less<>> placed_;  // each statement as SQLite takes it
};

}  // namespace aaben::jobcenter
