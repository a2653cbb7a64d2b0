// A network that loses, repeats, delays, cuts and lies, between simulated kiosks and the jobcenter's real service. One
// thread. Always: what the jobcenter commits it has committed, whatever the kiosk gets to hear of it; a seed decides
// every fate.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "http/transport.hpp"
#include "jobcenter/service.hpp"
#include "sim/loop.hpp"
#include "sim/seeded.hpp"

namespace aaben::sim {

enum class Weather { Fine, Flaky, Down, Portal, Expired };  // of one kiosk's line; Expired: its certificate
enum class Health { Well, Sick, Away };                     // of the jobcenter

// The gateway's real service on a real store; only its socket is missing.
class Gateway {
  public:
    Gateway(const Loop& loop, std::string store_url, Seeded random);
    void add_device(const std::string& id, const std::string& sign_key, const std::string& box_key);
    http::Response serve(const std::string& device, const http::Request& request);
    void restart();  // a new process on the same store
    [[nodiscard]] jobcenter::Store& store() { return *store_; }
    [[nodiscard]] const std::string& receipt_key() const { return receipt_public_; }
    [[nodiscard]] const seal::SignKey& root_key() const { return root_; }
    Health health = Health::Well;

  private:
    SkewedClock clock_;
    std::string url_;
    seal::Secret receipt_seed_;
    std::string receipt_public_;
    seal::SignKey root_;
    std::unique_ptr<jobcenter::Store> store_;
    std::unique_ptr<jobcenter::Service> service_;
};

using Counts = std::map<std::string, std::int64_t>;
inline constexpr const char* retry_after_broken = "entries sent before a Retry-After had passed";  // never counted

// One kiosk's line to the gateway.
class Line final : public http::Transport {
  public:
    Line(Loop& loop, Gateway& gateway, std::string device, Seeded& random, Counts& faults, std::string& trace);

    [[nodiscard]] http::Ticket start(http::Request request) override;
    void cancel(http::Ticket ticket) override;
    [[nodiscard]] std::vector<http::Finished> poll(std::int64_t wait_ms) override;

    void when_ended(std::function<void()> wake) { wake_ = std::move(wake); }
    Weather weather = Weather::Fine;
    bool faults_on = true;
    bool alters_lines = false;  // now and then one line of a batch arrives with other bytes
    // When the kiosk last heard a status that is no verdict but a refusal (400, 403) to its entries; the cap rules
    // then.
    [[nodiscard]] std::optional<std::int64_t> refused_ms() const { return refused_ms_; }

  private:
    struct Fate;
    void deliver(http::Ticket ticket, const http::Request& request, const Fate& fate);
    void end(http::Ticket ticket, Result<http::Response> result);
    [[nodiscard]] Fate fate_of(const http::Request& request);
    void alter_a_line(http::Request& request);
    [[nodiscard]] Fate flaky(const http::Request& request);
    void note(const std::string& what);

    Loop& loop_;
    Gateway& gateway_;
    std::string device_;
    Seeded& random_;
    Counts& faults_;
    std::string& trace_;
    std::function<void()> wake_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
    http::Ticket last_ = 0;
    std::set<http::Ticket> open_;
    std::int64_t rest_until_ms_ = 0;  // what a Retry-After asked for
    std::set<http::Ticket> uploads_;  // of them: what carries entries
    std::optional<std::int64_t> refused_ms_;
    std::vector<http::Finished> done_;
    std::string last_receipt_;  // an earlier true answer, to be replayed

  public:
    ~Line() override { *alive_ = false; }
};

}  // namespace aaben::sim
