// Sentences about days and hours. All of them are said relative to now and from what is true: 'i dag', 'i morgen', a
// weekday within the week, else the date; an opening that runs now is said by its end.
#include "language/utf8.hpp"
#include "screens/page.hpp"

namespace aaben::screens {

namespace {
std::string time_of(const Page& page, calendar::TimeOfDay at) {
    return text::time(page.assets.words, at, page.language);
}

// From midnight to its last minute, which is how hours without an end are written.
bool all_day(const visit::Span& span) {
    return span.from == calendar::TimeOfDay{0, 0} && span.until >= calendar::TimeOfDay{23, 59};
}

bool runs_now(const visit::Opening& opening, calendar::Local now) {
    return opening.date == now.date && opening.span.from <= now.time && now.time < opening.span.until;
}
}  // namespace

std::string day_words(const Page& page, calendar::Date day) {
    const std::int64_t ahead = calendar::days_between(flow::local_now(page.model).date, day);
    if (ahead == 0) return std::string(page.say(Key::time_today));
    if (ahead == 1) return std::string(page.say(Key::time_tomorrow));
    if (ahead > 1 && ahead < 7) {
        const auto name = text::weekday_name(page.assets.words, calendar::weekday(day), page.language);
        return page.say(Key::time_weekday, {{"day", name}});
    }
    const language::Language& spoken = page.assets.words.spoken(page.language);
    return page.say(Key::time_weekday, {{"day", language::date(spoken, day, language::Year::LeftOut)}});
}

std::string opening_words(const Page& page, const visit::Opening& opening) {
    const calendar::Local now = flow::local_now(page.model);
    if (runs_now(opening, now)) {
        if (all_day(opening.span)) return std::string(page.say(Key::time_all_day));
        return page.say(Key::time_until, {{"to", time_of(page, opening.span.until)}});
    }
    return page.say(Key::time_span, {{"day", day_words(page, opening.date)},
                                     {"from", time_of(page, opening.span.from)},
                                     {"to", time_of(page, opening.span.until)}});
}

std::string phone_words(const Page& page) {
    const calendar::Local now = flow::local_now(page.model);
    const auto next = visit::next_opening(page.model.hours.telephone, now);
    if (!next) return {};  // nobody has said when it is answered
    if (runs_now(*next, now)) {
        if (all_day(next->span)) return std::string(page.say(Key::time_phone_always));
        return page.say(Key::time_phone_open, {{"to", time_of(page, next->span.until)}});
    }
    std::string words(page.say(Key::time_phone_closed));
    words += " " + page.say(Key::time_phone_next,
                            {{"day", day_words(page, next->date)}, {"from", time_of(page, next->span.from)}});
    return words;
}

std::string call_words(const Page& page, const flow::CallWindow& window) {
    return page.say(Key::callback_on_day, {{"day", day_words(page, window.day)},
                                           {"from", time_of(page, window.from)},
                                           {"to", time_of(page, window.until)}});
}

std::string capitalised(std::string words) {
    if (words.empty()) return words;
    std::size_t behind = 0;
    const char32_t first = language::next_point(words, behind);
    std::string out;
    language::append(out, language::capital(first));
    return out + words.substr(behind);
}

}  // namespace aaben::screens
