// What kiosk-sync tells the glass of the link, one value: written by kiosk-sync into mail.db (journal::Mail::tell),
// read there by kiosk (journal::MailReader::link_facts), shown to staff in words (screens/link_words.hpp). Pure; any
// thread. Always: a fact has one name, in the table below; what was never told is false, 0 or empty.
//
// A new fact: its member, its line in `each_fact`, where kiosk-sync tells it (daemon/glass_facts), its words. The test
// of this room holds name and member together; the test of the words wants a sentence for each that staff can act on.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace aaben::folder {

struct LinkFacts {
    bool online = false;                // with hysteresis (outbox/link_state.hpp)
    bool enrolled = false;              // there is a certificate with its keys
    bool certificate_expired = false;   // everything is kept; a new code is needed
    bool forbidden = false;             // the jobcenter refuses this device
    bool revoked = false;               // the keys are erased; until a new code
    bool code_refused = false;          // the last one-time code that was typed here
    std::int64_t machine_ahead_ms = 0;  // of the proven time; 0: right, or not known
    std::string proof;                  // of the time (timekeeping/judge.hpp); empty: none yet
    friend bool operator==(const LinkFacts&, const LinkFacts&) = default;
};

// `f(name, member)` for each fact. `Facts` is LinkFacts or const LinkFacts.
template <class Facts, class F>
void each_fact(Facts& facts, F&& f) {
    f("online", facts.online);
    f("enrolled", facts.enrolled);
    f("certificate_expired", facts.certificate_expired);
    f("forbidden", facts.forbidden);
    f("revoked", facts.revoked);
    f("code_refused", facts.code_refused);
    f("machine_ahead_ms", facts.machine_ahead_ms);
    f("time_proof", facts.proof);
}

using FactRows = std::map<std::string, std::string, std::less<>>;  // name → value, as mail.db stores them
[[nodiscard]] FactRows to_rows(const LinkFacts& facts);
[[nodiscard]] LinkFacts from_rows(const FactRows& rows);  // what cannot be read counts as never told

}  // namespace aaben::folder
