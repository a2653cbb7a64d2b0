// How this device becomes known: a one-time code that staff typed on the kiosk, in exchange for a certificate; and the
// certificate's renewal at half its life. Called by kiosk-sync's one thread. Always: keys are made here and only their
// public halves leave; until the answer is stored whole, the old identity stays in force; a refused code removes the
// request file, and the glass is told, so that another can be typed.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "daemon/identity.hpp"
#include "daemon/reach.hpp"
#include "folder/layout.hpp"
#include "http/transport.hpp"
#include "journal/mail.hpp"
#include "outbox/backoff.hpp"
#include "platform/clock.hpp"

namespace aaben::daemon {

class Enroller {
  public:
    // `identity` null: not enrolled yet.
    Enroller(folder::Layout layout, const Identity* identity, journal::Mail& mail, http::Transport& transport,
             const Clock& clock, std::function<double()> jitter);

    void look();  // is there a request of the kiosk?
    void wake() { backoff_.wake(clock_.mono_ms()); }
    void tick();
    [[nodiscard]] std::optional<Reach> finished(const http::Finished& end);
    [[nodiscard]] std::int64_t wait_ms() const;

    [[nodiscard]] bool identity_changed() const { return changed_; }  // load it again and start over
    [[nodiscard]] bool busy() const { return ticket_.has_value(); }
    [[nodiscard]] bool wanted() const { return code_.has_value(); }
    [[nodiscard]] bool code_refused() const { return refused_; }  // the last one
    [[nodiscard]] bool failed_once() const { return failed_once_; }

  private:
    Result<> ask_to_enrol(const std::string& code);
    Result<std::string> enrol_body(const std::string& code);
    void forget_attempt();
    Result<> ask_to_renew();
    Reach enrol_ended(const http::Response& answer);
    Reach renew_ended(const http::Response& answer);
    Reach failed(const http::Response* answer, const std::string& why);
    void refuse(const std::string& why);

    folder::Layout layout_;
    const Identity* identity_;
    journal::Mail& mail_;
    http::Transport& transport_;
    const Clock& clock_;
    std::function<double()> jitter_;
    outbox::Backoff backoff_;
    std::optional<std::string> code_;  // being exchanged
    std::optional<http::Ticket> ticket_;
    bool renewing_ = false;
    std::string new_key_pem_;
    bool changed_ = false;
    bool failed_once_ = false;
    bool refused_ = false;
};

}  // namespace aaben::daemon
