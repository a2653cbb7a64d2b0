// Acts as entries and back: the entry's type, its open fields (routing only) and its private part (to be sealed), by
// the descriptions in describe.hpp. Called by the journal on the store thread and by whoever reads entries; pure.
// Always: total over visit::Act, and decode(encode(a)) == a when the private part is at hand; without it, what is
// private comes back empty.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/result.hpp"
#include "visit/acts.hpp"

namespace aaben::entries {

struct Coded {
    std::string type;          // "visit.checked_in"
    std::string open;          // canonical JSON object
    std::string private_part;  // JSON object; empty when the act has none
    std::string visit;         // whose order it belongs to: the visit, shift or callback; may be empty
    std::string own_id;        // the id the first touch made, when the act carries one; else empty
};

[[nodiscard]] Coded encode(const visit::Act& act);
[[nodiscard]] const std::vector<std::string>& known_types();  // of every act, sorted

// TooNew: a type that this program does not know; a newer one wrote it. Invalid: a known type that is malformed.
[[nodiscard]] Result<visit::Act> decode(std::string_view type, std::string_view open,
                                        std::optional<std::string_view> private_part);

[[nodiscard]] std::string choices_to_json(const visit::Choices& choices);
[[nodiscard]] Result<visit::Choices> choices_from_json(std::string_view json);
[[nodiscard]] std::string record_to_json(const visit::Record& record);
[[nodiscard]] Result<visit::Record> record_from_json(std::string_view json);
[[nodiscard]] visit::Choices no_choices();  // as the fold leaves them when a visit ended: all empty

}  // namespace aaben::entries
