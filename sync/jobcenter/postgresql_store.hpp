// The store of a jobcenter with several instances: one PostgreSQL, a few connections an instance. Any thread; a call
// takes a free connection or waits for one. See store.hpp for what it promises. Always: a batch costs two round trips;
// the device's row is locked for its length, and the UNIQUE constraints decide what the lock cannot see.
#pragma once

#include <condition_variable>
#include <mutex>

#include "jobcenter/postgresql_session.hpp"
#include "jobcenter/sql_store.hpp"

namespace aaben::jobcenter {

class PostgresqlStore final : public SqlStore {
  public:
    static Result<std::unique_ptr<Store>> open(const std::string& url, Access access, int connections);

    Result<Written> intake(const IntakeQuery& query, const Judge& judge, WallMs now_ms) override;
    Result<std::vector<HeldEntry>> held(const std::string& device, const std::vector<std::string>& ids) override;
    int lanes() const override { return connections_; }

  protected:
    Result<> transact(const Work& work) override;

  private:
    PostgresqlStore(std::string url, Access access, int connections)
        : url_(std::move(url)), access_(access), connections_(connections) {}
    using SessionPtr = std::unique_ptr<PgSession>;
    using Attempt = std::function<Result<>(PgSession&)>;
    Result<SessionPtr> take();
    void give_back(SessionPtr session);
    Result<> attempt(const Attempt& once);

    const std::string url_;
    const Access access_;
    const int connections_;
    std::mutex mutex_;  // guards what follows
    std::condition_variable one_free_;
    std::vector<SessionPtr> free_;
    int in_use_ = 0;
};

}  // namespace aaben::jobcenter
