#include "daemon/reach.hpp"

namespace aaben::daemon {

outbox::Failed failure_of(const http::Response* answer) {
    using outbox::Failure;
    if (answer == nullptr) return {Failure::Network, 0};
    const int status = answer->status;
    const std::int64_t after = answer->retry_after_ms;
    if (status == 401 || status == 403) return {Failure::Forbidden, after};
    if (status == 413) return {Failure::TooLarge, after};
    if (status == 408 || status == 429 || status >= 500) return {Failure::Server, after};
    if (status >= 400) return {Failure::BadBatch, after};
    return {Failure::Network, after};  // 2xx without a true receipt, 3xx: a portal, a proxy, a liar
}

Reach reach_of(const outbox::Failed& failed) {
    const bool of_the_request = failed.kind == outbox::Failure::TooLarge || failed.kind == outbox::Failure::BadBatch;
    return of_the_request ? Reach::Neutral : Reach::Bad;
}

}  // namespace aaben::daemon
