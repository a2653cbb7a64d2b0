// The embedded store: one SQLite file, one connection, one writer at a time. Any thread; calls queue behind each other.
// See store.hpp for what it promises.
#pragma once

#include <filesystem>
#include <mutex>

#include "jobcenter/sql_store.hpp"
#include "jobcenter/sqlite_session.hpp"

namespace aaben::jobcenter {

class SqliteStore final : public SqlStore {
  public:
    static Result<std::unique_ptr<Store>> open(const std::filesystem::path& file, Access access);

    Result<Written> intake(const IntakeQuery& query, const Judge& judge, WallMs now_ms) override;
    int lanes() const override { return 1; }

  protected:
    Result<> transact(const Work& work) override;

  private:
    explicit SqliteStore(std::unique_ptr<SqliteSession> session) : session_(std::move(session)) {}
    std::mutex one_at_a_time_;
    std::unique_ptr<SqliteSession> session_;
};

}  // namespace aaben::jobcenter
