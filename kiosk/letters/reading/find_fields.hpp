// The fields of a letter whose type is known. Called by read(); pure, any thread.
#pragma once

#include <string_view>

#include "reading/phrase.hpp"
#include "reading/read.hpp"

namespace aaben::reading {

struct FieldsFound {
    letters::Fields fields;
    std::vector<FieldMark> marks;
    std::vector<std::string> reasons;  // "deadline: deadline.by 2 +5", the rows of fields.txt that decided
};

[[nodiscard]] FieldsFound find_fields(Phrases& phrases, std::string_view type, calendar::Date today);

}  // namespace aaben::reading
