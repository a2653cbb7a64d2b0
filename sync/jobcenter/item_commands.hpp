// `item put` and `item withdraw`: what an operator sends down, and takes back. Called by the commands; one thread.
// Always: what is refused is refused before anything is stored, with a sentence that says what to do.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "jobcenter/store.hpp"

namespace aaben::jobcenter {

struct ItemWish {  // as an operator typed it
    std::string kind, name, file, unit, device;
    std::string roster;           // the file is a text: seal it for people of this roster.json
    std::vector<std::string> to;  // their ids
    std::string ref;              // empty: the item's name is the id of what it is about
    std::int64_t version = 0;     // 0: the time
};

// The item's bytes: the file's, sealed when it is a text for staff. Looks at nothing but the files.
[[nodiscard]] Result<std::string> prepare_item(const ItemWish& wish, WallMs now_ms);
// Puts them when they fit what the store holds: the unit is known, the roster is no other unit's, and a note for staff
// is about something.
[[nodiscard]] Result<> put_prepared(Store& store, const ItemWish& wish, std::string_view bytes, const Clock& clock,
                                    std::ostream& out);
[[nodiscard]] Result<> withdraw_item(Store& store, const ItemWish& wish, WallMs now_ms, std::ostream& out);

}  // namespace aaben::jobcenter
