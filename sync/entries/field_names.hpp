// What the members of an entry are called, in its open part and in its sealed one. Used by describe.hpp, and by whoever
// reads a single member without the act. Always: a name never changes its meaning, since entries are kept for years.
#pragma once

namespace aaben::entries::field {

// Ids
inline constexpr const char* visit = "visit";
inline constexpr const char* into = "into";
inline constexpr const char* shift = "shift";
inline constexpr const char* caseworker = "caseworker";
inline constexpr const char* callback = "callback";
inline constexpr const char* help = "help";
inline constexpr const char* alarm = "alarm";
inline constexpr const char* answer = "answer";
inline constexpr const char* entry = "entry";
// Of a visit
inline constexpr const char* sign = "sign";
inline constexpr const char* outside = "outside";
inline constexpr const char* outcome = "outcome";
inline constexpr const char* priority = "priority";
// Of a shift: how many of each it saw
inline constexpr const char* visits = "visits";
inline constexpr const char* receipts = "receipts";
// Of anonymous answers
inline constexpr const char* face = "face";
inline constexpr const char* degree = "degree";
inline constexpr const char* letter_type = "letter_type";
inline constexpr const char* card = "card";
inline constexpr const char* understood = "understood";
inline constexpr const char* answers = "answers";
inline constexpr const char* faces = "faces";
inline constexpr const char* cooperation = "cooperation";
// Of the unit
inline constexpr const char* unit = "unit";  // stands first in every entry of a unit that has a name
inline constexpr const char* kind = "kind";
inline constexpr const char* name = "name";
inline constexpr const char* version = "version";
inline constexpr const char* etag = "etag";
inline constexpr const char* reason = "reason";
inline constexpr const char* note = "note";
inline constexpr const char* boot = "boot";
inline constexpr const char* step_ms = "step_ms";
inline constexpr const char* known = "known";
inline constexpr const char* day = "day";
inline constexpr const char* until = "until";
// Of who opened what
inline constexpr const char* what = "what";
inline constexpr const char* ref = "ref";
// Sealed
inline constexpr const char* choices = "choices";
inline constexpr const char* number = "number";
inline constexpr const char* matched = "matched";
inline constexpr const char* phone = "phone";
inline constexpr const char* call_me = "call_me";
inline constexpr const char* when = "when";
inline constexpr const char* language = "language";
inline constexpr const char* about = "about";
inline constexpr const char* letters = "letters";
inline constexpr const char* record = "record";

}  // namespace aaben::entries::field
