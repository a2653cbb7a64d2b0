// What the end of a request says about reaching the jobcenter, and what its status means. Pure; any thread.
#pragma once

#include "http/transport.hpp"
#include "outbox/outbox.hpp"

namespace aaben::daemon {

enum class Reach {
    Good,     // the jobcenter itself answered, provably
    Bad,      // it did not, or something else did
    Neutral,  // says nothing either way
};

// What a failed exchange means to the outbox. `answer` null: there was none.
[[nodiscard]] outbox::Failed failure_of(const http::Response* answer);

// What a failed exchange says of the link: a status that is about the request alone says nothing.
[[nodiscard]] Reach reach_of(const outbox::Failed& failed);

}  // namespace aaben::daemon
