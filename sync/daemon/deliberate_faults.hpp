// The deliberate faults of sending, as decorators around the edges: what leaves through the transport, and what is
// believed of an answer. So the code that keeps the promise has no branch for them. Called once, where the courier is
// put together. Always: unless the program was built with deliberate faults and one of these is chosen
// (platform/fault_switch.hpp), the undecorated thing is what is used.
#pragma once

#include <memory>

#include "daemon/believing.hpp"
#include "http/transport.hpp"
#include "platform/clock.hpp"

namespace aaben::daemon {

// `fresh_bytes_on_retry`: an entry that is sent again is sent with a new time in it. `line_altered`: one line of one
// batch is altered on its way, as a proxy might. Null when neither is chosen.
[[nodiscard]] std::unique_ptr<http::Transport> faulty_transport(http::Transport& real, const Clock& clock);

// `ack_by_status`: any 2xx is taken for a receipt. `receipt_uncompared`: a signed receipt is taken to be about what was
// sent. `believe` itself when neither is chosen.
[[nodiscard]] Believe chosen_belief();

}  // namespace aaben::daemon
