// The jobcenter's answers, without a socket: one request in, one answer out. Called by the server's store threads, by
// tests and by the simulator, on any thread at once; a call blocks on the store. Always: an answer that acknowledges
// leaves only after the store committed; refusals are RFC 9457 problems; who asks is what the TLS layer vouches for,
// never what the body says.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "jobcenter/authority.hpp"
#include "jobcenter/config.hpp"
#include "jobcenter/intake.hpp"
#include "jobcenter/store.hpp"
#include "jobcenter/store_watch.hpp"
#include "platform/clock.hpp"
#include "seal/keys.hpp"

namespace aaben::jobcenter {

struct Request {
    std::string method;
    std::string path;  // without the query
    std::string body;
    std::string if_none_match;
    std::string range;
    std::string if_range;
    std::string report;            // wire::kiosk_report_header
    std::string address;           // of the peer, to count wrong codes
    std::optional<Sender> sender;  // absent: no client certificate
};

struct Answer {
    int status = 200;
    std::string type = "application/json";
    std::string body;
    std::shared_ptr<const std::string> shared;  // instead of body: an item's bytes, of which offset…size are sent
    std::size_t offset = 0;
    std::size_t size = 0;
    std::vector<std::pair<std::string, std::string>> headers;
};

struct Keys {
    seal::SignKey receipt;  // signs receipts and lists of items
    std::string root_public;
};

[[nodiscard]] Answer problem_answer(int status, std::string_view type, const std::string& detail);
[[nodiscard]] std::size_t body_bytes_max(std::string_view path);  // the server refuses more before it reads it
[[nodiscard]] bool needs_certificate(std::string_view path);      // and then reads nothing from a stranger
[[nodiscard]] Answer stranger_answer();
[[nodiscard]] bool answered_at_once(std::string_view path);  // without the store, so that nothing there holds it up

class Service {
  public:
    // `authority` may be absent: then nobody can enrol or renew here.
    Service(Store& store, Keys keys, std::optional<Authority> authority, const Clock& clock, int wrong_codes_a_minute,
            WatchLimits watch = {});

    void start_watch() { watch_.start(); }  // from now on health never waits for the store

    [[nodiscard]] Answer answer(const Request& request);

  private:
    using Handler = Answer (Service::*)(const Request&);
    Answer entries(const Request& request);
    Answer reconcile_held(const Request& request);
    Answer items(const Request& request);
    Answer item(const Request& request);
    Answer enrol(const Request& request);
    Answer wrong_code(const std::string& address, const std::string& reason);
    bool too_many_tries(const std::string& address);
    Answer renew(const Request& request);
    Answer health(const Request& request);

    struct Standing {
        Device device;
        bool revoked = false;
    };
    std::variant<Standing, Refusal> standing(const Sender& sender);
    std::variant<Device, Refusal> in_good_standing(const Sender& sender);
    std::variant<std::vector<Item>, Refusal> items_for(const Standing& standing);
    std::variant<std::shared_ptr<const std::string>, Refusal> bytes_of(const Item& item, const Device& device);
    std::string key_list_text();
    void note_seen(const Request& request);
    Answer receipt_answer(const std::variant<wire::Receipt, Refusal>& taken);
    void count_try(const std::string& address);

    Store& store_;
    Keys keys_;
    std::optional<Authority> authority_;
    const Clock& clock_;
    int wrong_codes_a_minute_;
    StoreWatch watch_;

    std::mutex mutex_;                                                              // guards what follows
    std::unordered_map<std::string, std::weak_ptr<const std::string>> being_sent_;  // by etag: one copy, many readers
    struct Tries {
        MonoMs since_ms = 0;
        int count = 0;
    };
    std::unordered_map<std::string, Tries> tries_;      // wrong codes by address
    std::unordered_map<std::string, MonoMs> noted_ms_;  // when the store was last told that a device was heard
};

}  // namespace aaben::jobcenter
