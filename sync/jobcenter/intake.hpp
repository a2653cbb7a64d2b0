// Taking in a batch of entries: what is new, what was held before, what disagrees. Called by the service (and by the
// simulator without a socket), on any thread. Always: the judgement is pure and runs inside the store's one
// transaction; a receipt leaves only after that transaction is committed; nothing that arrives under a good signature
// goes unrecorded: it is stored, known already, or its hash is kept as a refusal or an anomaly.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "jobcenter/store.hpp"
#include "wire/batch.hpp"
#include "wire/entry.hpp"
#include "wire/receipt.hpp"

namespace aaben::jobcenter {

// Why a whole request was turned away.
struct Refusal {
    int status = 400;
    std::string type;    // of wire/problem.hpp
    std::string detail;  // for the operator of the device; no personal data
};

struct Sender {  // what the TLS layer vouches for
    std::string device;
    std::string certificate_serial;  // empty: nothing to check against (simulator)
};

struct ArrivedEntry {
    std::string line;
    std::string sha256;
    std::int64_t seq = 0;
    std::string id;
    std::string type;     // "invalid" when it breaks the format
    std::string prev;     // empty when it could not be read
    std::string problem;  // why it is refused whatever the store holds; empty: none
    std::optional<ItemAck> ack;
};

struct ArrivedBatch {
    wire::Head head;
    std::vector<ArrivedEntry> entries;
};

// Takes the body apart. Refused as a whole: a broken head, or a line in which not even id and seq can be read.
[[nodiscard]] std::variant<ArrivedBatch, Refusal> read_batch(std::string_view body);

struct Judgement {
    Writing writing;
    std::vector<wire::ReceiptLine> lines;  // one an entry, in the batch's order; server_seq of new ones still 0
};
// Pure. The signature has been checked by now. What is to be written are views into the batch.
[[nodiscard]] Judgement judge(const ArrivedBatch& batch, const Look& look, WallMs now_ms);

[[nodiscard]] std::variant<wire::Receipt, Refusal> take_in(Store& store, const Sender& sender, std::string_view body,
                                                           WallMs now_ms);
// Which of these are held: duplicate; not held: retry; held as other bytes or refused before: rejected.
[[nodiscard]] std::variant<wire::Receipt, Refusal> reconcile(Store& store, const Sender& sender, std::string_view body,
                                                             WallMs now_ms);

[[nodiscard]] Refusal refusal_of(const Error& error);  // what a store's failure means to the caller

}  // namespace aaben::jobcenter
