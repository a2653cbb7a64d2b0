// A jobcenter for the hostile tests, honest unless told otherwise, and an outside ledger of what it truly holds. It is
// written apart from sync/jobcenter on purpose: it must be able to lie in ways that one cannot. Any thread (one lock).
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "hostile/tls_server.hpp"
#include "seal/keys.hpp"
#include "wire/batch.hpp"
#include "wire/item.hpp"
#include "wire/receipt.hpp"

namespace aaben::hostile {

struct Held {
    std::string sha256;
    int times_new = 0;  // how often it was taken as new; more than once would be a double
    std::int64_t seq = 0;
};

class HonestJobcenter {
  public:
    std::string device = "kiosk-test";
    seal::SignKey receipt_key = seal::new_sign_key();
    seal::SignKey root_key = seal::new_sign_key();
    seal::BoxKey recipient = seal::new_box_key();
    std::string device_sign_key;  // hex; heads must be signed by it

    // The honest answer to a request; what it takes in is in the ledger when this returns.
    std::string answer(const RawRequest& request);
    wire::Receipt take_in(const RawRequest& request);    // POST /v1/entries
    wire::Receipt reconcile(const RawRequest& request);  // POST /v1/reconcile
    [[nodiscard]] std::string envelope(const wire::Receipt& receipt) const { return envelope_by(receipt_key, receipt); }
    [[nodiscard]] static std::string envelope_by(const seal::SignKey& key, const wire::Receipt& receipt);
    [[nodiscard]] std::string key_list() const;  // signed

    void put_item(wire::ItemKind kind, const std::string& name, std::int64_t version, const std::string& bytes);
    void remove_item(wire::ItemKind kind, const std::string& name);
    std::string items_answer(const RawRequest& request);
    std::string item_answer(const RawRequest& request);

    void forget(int count);  // restored from a copy: the newest are gone, though receipts were given
    [[nodiscard]] std::map<std::string, Held> ledger();
    std::function<wire::Outcome(const std::string& line)> judge;  // empty: all accepted
    std::string code = "1234-5678-9ABC";                          // enrolment
    std::int64_t list_time_ms = 1;                                // of the signed list of items
    std::string list_device;                                      // whom it is for; empty: the device itself
    Certified authority;

  private:
    std::string enrol(const RawRequest& request);
    std::string renew(const RawRequest& request);
    std::mutex mutex_;
    std::map<std::string, Held> held_;
    std::map<std::pair<std::string, std::string>, std::pair<wire::ItemRef, std::string>> items_;
};

}  // namespace aaben::hostile
