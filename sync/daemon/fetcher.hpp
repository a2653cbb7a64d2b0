// What comes down the wire: asks for the signed list of items, fetches what is newer, checks every byte against the
// list, and stores it in mail.db (content bundles on the shelf). Called by the courier on kiosk-sync's one thread.
// Always: nothing is stored that the signed list did not vouch for; a lower version never replaces a higher; an item
// that is refused is stored as refused with its reason, so that kiosk can say so to the jobcenter; a failed fetch
// changes nothing.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "content/shelf.hpp"
#include "daemon/reach.hpp"
#include "folder/layout.hpp"
#include "http/transport.hpp"
#include "journal/mail.hpp"
#include "outbox/backoff.hpp"
#include "platform/clock.hpp"
#include "seal/secret.hpp"
#include "wire/item.hpp"

namespace aaben::daemon {

struct FetchLimits {
    std::int64_t every_ms = 60'000;        // so old is what another kiosk of the unit asked for, at most
    std::int64_t hurry_every_ms = 10'000;  // after somebody asked for help here: has the jobcenter seen it?
    std::int64_t hurry_for_ms = 30 * 60'000;
    std::int64_t request_timeout_ms = 30'000;
    outbox::BackoffLimits backoff;
};

struct Trusted {
    std::string device;
    std::string receipt_key;                         // signs the list of items
    std::string root_key;                            // signs key lists
    std::vector<seal::MinisignPublic> content_keys;  // sign bundles
};

class Fetcher {
  public:
    Fetcher(folder::Layout layout, Trusted trusted, journal::Mail& mail, http::Transport& transport, const Clock& clock,
            std::function<double()> jitter, FetchLimits limits = {});
    ~Fetcher();

    void report_with(std::function<std::string()> report) { report_ = std::move(report); }  // with each question
    void hurry();    // somebody asked for help: the answer is looked for oftener for a while
    void wake();     // the jobcenter is back: no more waiting
    void link_up();  // the network is another one: what is on its way there is given up, and asked for again at once
    void tick();
    [[nodiscard]] std::optional<Reach> finished(const http::Finished& end);  // none: not one of ours
    [[nodiscard]] std::int64_t wait_ms() const;

    [[nodiscard]] bool in_flight() const { return list_ticket_ || item_; }
    [[nodiscard]] bool busy() const { return list_ticket_ || item_ || !wanted_.empty(); }
    [[nodiscard]] bool complete() const { return complete_; }  // the last round got everything it wanted
    [[nodiscard]] bool revoked() const { return revoked_; }
    [[nodiscard]] std::optional<WallMs> signed_time() { return std::exchange(signed_ms_, std::nullopt); }  // of a list
    [[nodiscard]] bool mail_changed() { return std::exchange(mail_changed_, false); }

  private:
    struct Incoming;  // an item on its way
    class FileSink;

    void ask_for_list();
    void ask_for_item();
    Reach list_ended(const Result<http::Response>& result);
    Reach item_ended(const Result<http::Response>& result);
    Result<> is_ours(const wire::ItemList& list);
    Result<> take_list(const wire::ItemList& list);
    Result<> take_key_list(const std::string& envelope);
    void take_enrolled_keys();
    void drop_what_is_gone(const wire::ItemList& list, const std::vector<wire::ItemRef>& held);
    Result<> take_small(const wire::ItemRef& ref, const std::string& bytes);
    Result<> take_bundle(const wire::ItemRef& ref);
    Result<std::string> judged_bytes(const wire::ItemRef& ref, const std::string& bytes);
    Result<> store(const wire::ItemRef& ref, std::string bytes, const Result<>& verdict);
    Reach round_failed(const http::Response* answer, const std::string& why);
    void round_done();
    [[nodiscard]] MonoMs after_a_round() const;

    folder::Layout layout_;
    Trusted trusted_;
    journal::Mail& mail_;
    http::Transport& transport_;
    const Clock& clock_;
    std::function<double()> jitter_;
    FetchLimits limits_;
    std::function<std::string()> report_;
    content::Shelf shelf_;
    outbox::Backoff backoff_;
    MonoMs next_ms_ = 0;
    MonoMs hurry_until_ms_ = 0;
    std::optional<http::Ticket> list_ticket_;
    std::string list_etag_;  // of the list being worked on; noted when all of it is stored
    std::deque<wire::ItemRef> wanted_;
    std::unique_ptr<Incoming> item_;
    std::string skipped_;  // why an item of this round was left for later; empty: none was
    bool complete_ = false;
    bool revoked_ = false;
    bool mail_changed_ = false;
    std::optional<WallMs> signed_ms_;
};

}  // namespace aaben::daemon
