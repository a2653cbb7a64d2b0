// Everything of a Store whose SQL is the same for SQLite and PostgreSQL: devices, codes, certificates, items, lists for
// the operator. The two stores derive from it and add their transactions and their intake. Any thread.
#pragma once

#include "jobcenter/sql_session.hpp"
#include "jobcenter/store.hpp"

namespace aaben::jobcenter {

class SqlStore : public Store {
  public:
    Result<std::vector<HeldEntry>> held(const std::string& device, const std::vector<std::string>& ids) override;
    Result<std::optional<Device>> device(const std::string& id) override;
    Result<bool> certificate_ok(const std::string& device, const std::string& serial) override;
    Result<std::vector<Device>> devices() override;
    Result<std::vector<std::string>> units(WallMs now_ms) override;
    Result<> put_device(const Device& device) override;
    Result<> revoke_device(const std::string& id, WallMs now_ms) override;
    Result<> add_certificate(const Certificate& certificate) override;
    Result<> add_code(const EnrolmentCode& code) override;
    Result<EnrolmentCode> code(const std::string& sha256, WallMs now_ms) override;
    Result<> enrol(const Enrolment& enrolment) override;
    Result<> put_item(const Item& item, std::string_view bytes, WallMs now_ms) override;
    Result<> withdraw_item(const std::string& kind, const std::string& name, const std::string& target) override;
    Result<std::vector<Item>> items(const std::string& device, const std::string& unit) override;
    Result<std::string> item_bytes(const Item& item) override;
    Result<std::vector<StoredEntry>> entries(std::int64_t after_server_seq, int limit) override;
    Result<std::vector<Anomaly>> anomalies() override;
    Result<> resolve(const std::string& device, std::int64_t seq) override;
    Result<> resolve_by_taking(const std::string& device, const std::string& sha256) override;
    Result<std::vector<ForkSide>> forks() override;
    Result<std::vector<DeviceGap>> gaps() override;
    Result<std::vector<DeviceAck>> acks() override;
    Result<> note_seen(const DeviceReport& report) override;
    Result<std::vector<DeviceReport>> reports() override;
    Result<> ping() override;

  protected:
    using Work = std::function<Result<>(SqlSession&)>;
    // Runs the work in one transaction: committed when it succeeds, rolled back when it fails. May run it again after a
    // deadlock or a lost connection, so the work has no effect but through the session and its own last run.
    [[nodiscard]] virtual Result<> transact(const Work& work) = 0;
    [[nodiscard]] Result<Rows> ask(std::string_view sql, const std::vector<SqlValue>& values);
};

[[nodiscard]] Device device_of(const Row& row);   // device_columns, in that order
[[nodiscard]] HeldEntry held_of(const Row& row);  // device, seq, id, sha256, prev, problem, server_seq
inline constexpr std::string_view device_columns = "id, unit, sign_key, box_key, revoked_ms, head_seq, enrolled_ms";

}  // namespace aaben::jobcenter
