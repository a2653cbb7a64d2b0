// One PostgreSQL connection: single queries, and several sent in one round trip. Called by postgresql_store.cpp only;
// one thread at a time. Always: parameters and answers travel in binary, so no value is ever quoted; answers of a batch
// come in its order; `broken()` after a lost connection, which then is of no more use.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "jobcenter/sql_session.hpp"

struct pg_conn;
struct pg_result;

namespace aaben::jobcenter {

// A parameter as PostgreSQL takes it: type, bytes in network order; no bytes: NULL.
class PgParameter {
  public:
    explicit PgParameter(const SqlValue& value);
    explicit PgParameter(const std::vector<std::int64_t>& numbers);
    explicit PgParameter(const std::vector<std::string_view>& texts);
    explicit PgParameter(
        const std::vector<std::optional<std::string_view>>& blobs);  // bytea[], NULL where there is none

    [[nodiscard]] unsigned type() const { return type_; }
    [[nodiscard]] const char* bytes() const { return null_ ? nullptr : bytes_.data(); }
    [[nodiscard]] int size() const { return static_cast<int>(bytes_.size()); }

  private:
    unsigned type_ = 0;
    bool null_ = false;
    std::string bytes_;
};

struct PgStatement {
    std::string_view sql;  // must outlive the connection's use of it: a literal
    std::vector<PgParameter> parameters;
};

class PgSession final : public SqlSession {
  public:
    static Result<std::unique_ptr<PgSession>> open(const std::string& url, bool read_only);
    ~PgSession() override;
    PgSession(const PgSession&) = delete;
    PgSession& operator=(const PgSession&) = delete;

    Result<Rows> query(std::string_view sql, const std::vector<SqlValue>& values) override;
    // All in one round trip; the first that fails stops those behind it and is handed back.
    Result<std::vector<Rows>> batch(const std::vector<PgStatement>& statements);
    void rollback();
    [[nodiscard]] bool broken() const;
    [[nodiscard]] bool may_retry() const { return may_retry_; }  // the last failure was another transaction's doing

  private:
    PgSession() = default;
    Result<std::string> prepared(const PgStatement& statement);
    Result<Rows> rows_of(pg_result* result);
    Error error(const pg_result* result);
    Result<Rows> run(const PgStatement& statement);
    bool send(const PgStatement& statement, const std::string& name);

    pg_conn* connection_ = nullptr;
    bool may_retry_ = false;
    std::unordered_map<std::string, std::string> names_;  // sql → prepared statement
};

}  // namespace aaben::jobcenter
