#include "daemon/glass_facts.hpp"

#include <utility>

namespace aaben::daemon {
namespace {
constexpr std::int64_t minute_ms = 60'000;  // the clock drifts, and each change is a write
}

folder::LinkFacts facts_for_glass(const Known& known, const folder::LinkFacts& told_before) {
    folder::LinkFacts facts;
    facts.online = known.online;
    facts.enrolled = known.has_identity && !known.revoked;
    facts.certificate_expired = known.has_identity && known.certificate_expired;
    facts.forbidden = known.forbidden;
    facts.revoked = known.revoked || (told_before.revoked && !known.has_identity);
    facts.code_refused = known.code_refused || (told_before.code_refused && !known.code_wanted && !known.has_identity);
    facts.machine_ahead_ms = known.machine_ahead_ms / minute_ms * minute_ms;
    facts.proof = known.proof.empty() ? told_before.proof : known.proof;
    return facts;
}

folder::LinkFacts facts_when_stopped(folder::LinkFacts told_before) {
    told_before.online = false;
    return told_before;
}

}  // namespace aaben::daemon
