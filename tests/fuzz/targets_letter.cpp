// Any words at all, read as a letter: every field that comes out has passed its checks.
#include "letters/fields.hpp"
#include "reading/read.hpp"
#include "targets.hpp"

namespace aaben::fuzz {

void letter(std::string_view input) {
    if (input.size() > 8192) input = input.substr(0, 8192);
    const reading::Reading read = reading::read(reading::words_from_text(input), {2026, 11, 20});
    must(!read.type || letters::is_type_id(*read.type));
    must(read.confidence >= 0 && read.confidence <= 1);
    const letters::Fields& f = read.fields;
    must(read.type || f == letters::Fields{});
    must(!f.meeting_date || !f.letter_date || *f.meeting_date >= *f.letter_date);
    must(!f.deadline || !f.letter_date || *f.deadline > *f.letter_date);
    must(!f.meeting_time || (f.meeting_time->hour >= 7 && f.meeting_time->hour <= 18));
    must(!f.phone || f.phone->size() == 8);
    must(f.deadline.has_value() == f.deadline_exact.has_value());
    must(letters::fields_from_json(letters::to_json(f)).has_value());
}

}  // namespace aaben::fuzz
