#include "seal/keys.hpp"
#include "seal/minisign.hpp"
#include "seal/sealed.hpp"
#include "targets.hpp"
#include "wire/batch.hpp"
#include "wire/enrol.hpp"
#include "wire/entry.hpp"
#include "wire/envelope.hpp"
#include "wire/item.hpp"
#include "wire/key_list.hpp"
#include "wire/problem.hpp"
#include "wire/receipt.hpp"

namespace aaben::fuzz {
namespace {

// What was read is written and read again, and is the same.
template <class Read, class Build>
void round_trip(std::string_view input, Read read, Build build) {
    const auto first = read(input);
    if (!first) return;
    const auto second = read(build(*first));
    must(second.ok() && *second == *first);
}

}  // namespace

void entry(std::string_view input) {
    const auto parsed = wire::parse_entry(input);
    if (!parsed) return;
    const auto built = wire::build_entry(*parsed);
    must(built.ok() && *built == input);
}

void batch(std::string_view input) {
    const auto parsed = wire::parse_batch(input);
    if (!parsed) return;
    const auto again = wire::parse_batch(wire::build_batch(*parsed));
    must(again.ok() && again->head == parsed->head && again->lines == parsed->lines);
}

void receipt(std::string_view input) {
    round_trip(input, wire::parse_receipt, wire::build_receipt);
    round_trip(input, wire::parse_reconcile, wire::build_reconcile);
    for (const wire::Signed kind : {wire::Signed::Receipt, wire::Signed::KeyList, wire::Signed::Items})
        round_trip(
            input, [kind](std::string_view text) { return wire::parse_envelope(kind, text); },
            [kind](const wire::Envelope& e) { return wire::build_envelope(kind, e); });
}

void item(std::string_view input) {
    round_trip(input, wire::parse_items, wire::build_items);
    round_trip(input, wire::parse_key_list, wire::build_key_list);
    round_trip(input, wire::parse_roster, wire::build_roster);
    round_trip(input, wire::parse_hours, wire::build_hours);
    round_trip(input, wire::parse_brief, wire::build_brief);
    round_trip(input, wire::parse_expected, wire::build_expected);
    round_trip(input, wire::parse_notice, wire::build_notice);
    round_trip(input, wire::parse_problem, wire::build_problem);
    round_trip(input, wire::parse_enrol_request, wire::build_enrol_request);
    round_trip(input, wire::parse_enrol_answer, wire::build_enrol_answer);
}

void sealed(std::string_view input) {
    static const seal::BoxKey key = seal::box_key_from_seed(seal::Secret(std::string(32, 'k')));
    const auto opened = seal::open_sealed(key, input);
    (void)opened.ok();
}

void minisign(std::string_view input) {
    static const seal::MinisignPublic key{std::string(8, 'i'),
                                          seal::sign_key_from_seed(seal::Secret(std::string(32, 'k'))).public_key};
    must(!seal::minisign_verify(key, "bytes nobody signed", input).ok());
    if (const auto parsed = seal::parse_minisign_public(input)) {
        const auto again = seal::parse_minisign_public(seal::build_minisign_public(*parsed));
        must(again.ok() && again->public_key == parsed->public_key);
    }
    std::string id;
    (void)seal::parse_minisign_secret(input, &id).ok();
}

}  // namespace aaben::fuzz
