#include "reading/find_fields.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "reading/entities.hpp"
#include "reading/place.hpp"
#include "reading/roles.hpp"
#include "reading/sums.hpp"

namespace aaben::reading {
namespace {

using calendar::Date;

constexpr double least_word_confidence = 0.35;  // below it a digit is a guess
constexpr double least_deadline = 3;

bool of_kind(std::string_view kind, std::string_view type) {
    return field_rules().lists(kind, type);
}

class Finder {
  public:
    Finder(Phrases& phrases, std::string_view type, Date today)
        : phrases_(phrases), text_(phrases.text()), type_(type) {
        const auto first_look = place_dates(text_, find_dates(text_, today));
        if (const auto own = letter_date(phrases_, first_look)) {
            letter_ = first_look[own->index].found.date;
            mark("letter_date", first_look[own->index].tokens, out_.fields.letter_date, *letter_, own->why);
        }
        around_ = letter_.value_or(today);
        dates_ = place_dates(text_, find_dates(text_, around_));
        times_ = find_times(text_);
        settle_roles();
    }

    FieldsFound run() {
        find_meeting();
        find_deadline();
        if (of_kind("types.period", type_)) find_period();
        find_amount();
        find_phone();
        return std::move(out_);
    }

  private:
    template <class Value>
    void mark(std::string_view field, Span tokens, std::optional<Value>& slot, const Value& value, const Tally& why) {
        std::string reason = std::string(field) + ":";
        for (const std::string& row : why.rows()) reason += (reason.ends_with(':') ? " " : ", ") + row;
        const double confidence = text_.confidence(tokens);
        if (confidence < least_word_confidence) reason += ", dropped: hardly legible";
        out_.reasons.push_back(std::move(reason));
        if (confidence < least_word_confidence) return;
        slot = value;
        out_.marks.push_back({std::string(field), text_.page(tokens), text_.box(tokens), confidence});
    }

    // The time that belongs to a date: in the same sentence after it, before it, or on the next line of a label list.
    [[nodiscard]] const FoundTime* time_beside(const Placed& date) {
        if (in_columns(date)) return time_in_column(date);
        const FoundTime* best = nullptr;
        std::size_t nearest = 90;
        for (const FoundTime& time : times_) {
            if (time.ends_span) continue;
            const std::size_t token = text_.token_at(time.begin);
            const bool after = time.begin >= date.found.end;
            std::size_t away =
                after ? time.begin - date.found.end : date.found.begin - std::min(date.found.begin, time.end) + 15;
            const bool same_sentence = text_.tokens[token].sentence == text_.tokens[date.tokens.begin].sentence;
            const std::size_t line = text_.tokens[date.tokens.begin].line;
            const std::size_t time_line = text_.tokens[token].line;
            const bool near_line = time_line >= line ? time_line - line <= 2 : line - time_line <= 1;
            if (!same_sentence) away += 20;
            if (!same_sentence && !near_line) continue;
            const bool between = std::any_of(dates_.begin(), dates_.end(), [&](const Placed& other) {
                return after ? other.found.begin >= date.found.end && other.found.begin < time.begin
                             : other.found.begin >= time.end && other.found.end <= date.found.begin;
            });
            if (between || away >= nearest) continue;
            nearest = away, best = &time;
        }
        return best;
    }

    // Several dates in one row are several meetings, each with its time in its own column.
    [[nodiscard]] bool in_columns(const Placed& date) const {
        return std::any_of(dates_.begin(), dates_.end(), [&](const Placed& other) {
            const Token& a = text_.tokens[date.tokens.begin];
            const Token& b = text_.tokens[other.tokens.begin];
            return a.line == b.line && a.cell != b.cell;
        });
    }

    [[nodiscard]] const FoundTime* time_in_column(const Placed& date) {
        for (const FoundTime& time : times_) {
            const std::size_t token = text_.token_at(time.begin);
            if (time.ends_span || text_.cells[text_.tokens[token].cell].page != text_.page(date.tokens)) continue;
            if (text_.tokens[token].cell == text_.tokens[date.tokens.begin].cell) return &time;
            if (labelled_time(time) && text_.same_column(token, date.tokens.begin)) return &time;
        }
        return nullptr;
    }

    [[nodiscard]] bool labelled_time(const FoundTime& time) {
        const std::size_t token = text_.token_at(time.begin);
        Tally tally(phrases_);
        return tally.has("time.label", label_of(text_, token)) || tally.has("time.label", text_.column_head(token));
    }

    void settle_roles() {
        roles_.assign(dates_.size(), Roles(phrases_));
        for (std::size_t i = 0; i < dates_.size(); ++i) {
            const Placed& date = dates_[i];
            Roles& roles = roles_[i];
            if (!date.found.weekday_fits) continue;
            if (letter_ && date.found.date == *letter_ &&
                (text_.tokens[date.tokens.begin].zone == Zone::Head ||
                 date.sentence.end - date.sentence.begin <= (date.tokens.end - date.tokens.begin) + 3))
                continue;
            Tally past = missed_or_cancelled(phrases_, date);
            const bool mentioned = is_reference(phrases_, date);
            if (mentioned) continue;
            roles.deadline = deadline_score(phrases_, date, of_kind("types.end", type_));
            const bool due = roles.deadline.score >= least_deadline;
            if (!due && past.rows().empty()) {
                const FoundTime* time = time_beside(date);
                roles.meeting =
                    meeting_score(phrases_, date, time != nullptr && (time->after_kl || labelled_time(*time)));
            }
            if (!due && (past.rows().empty() || of_kind("types.happened", type_))) {
                if (!date.found.closes_range) roles.start = start_score(phrases_, date);
                if (!date.found.opens_range) roles.end = end_score(phrases_, date);
            }
        }
    }

    // A letter that is no invitation must name a meeting as one.
    [[nodiscard]] bool named_as_meeting(const Placed& date) {
        Tally tally(phrases_);
        return of_kind("types.invitation", type_) || tally.has("meeting.must-name", date.sentence) ||
               tally.has("meeting.must-name-label", date.label);
    }

    void find_meeting() {
        std::optional<std::size_t> best;
        const double least = of_kind("types.invitation", type_) ? 3 : 4.5;
        for (std::size_t i = 0; i < dates_.size(); ++i) {
            const Placed& date = dates_[i];
            const double score = roles_[i].meeting.score;
            if ((letter_ && date.found.date < *letter_) || !named_as_meeting(date)) continue;
            if (of_kind("types.period", type_) && roles_[i].start.score >= 4 &&
                (of_kind("types.offer", type_) || score < 6))
                continue;
            if (score < least) continue;
            if (!best || score > roles_[*best].meeting.score) best = i;
        }
        if (!best) return;
        const Placed& meeting = dates_[*best];
        mark("meeting_date", meeting.tokens, out_.fields.meeting_date, meeting.found.date, roles_[*best].meeting);
        if (!out_.fields.meeting_date) return;
        meeting_ = *best;
        find_meeting_time(meeting);
        Tally by_telephone(phrases_);
        if (type_ != "indkaldelse-telefonsamtale" && !by_telephone.has("meeting.by-telephone", meeting.sentence))
            find_meeting_place(meeting);
    }

    void find_meeting_time(const Placed& meeting) {
        const FoundTime* time = time_beside(meeting);
        if (time == nullptr && !in_columns(meeting)) {
            for (const FoundTime& other : times_) {
                if (!other.ends_span && labelled_time(other) && time == nullptr) time = &other;
            }
        }
        if (time == nullptr || time->time.minutes() < 7 * 60 || time->time.minutes() > 18 * 60) return;
        const Span tokens{text_.token_at(time->begin), text_.token_at(time->end - 1) + 1};
        const Span sentence = text_.sentences[text_.tokens[tokens.begin].sentence];
        Tally why(phrases_);
        if (why.has("time.opening-hours", sentence) && !why.has("time.of-meeting", sentence)) return;
        mark("meeting_time", tokens, out_.fields.meeting_time, time->time, why);
    }

    void find_meeting_place(const Placed& meeting) {
        const auto place = find_place(phrases_, &meeting);
        if (!place || place->text.size() < 3 || place->text.size() > 160) return;
        mark("meeting_place", place->tokens, out_.fields.meeting_place, place->text, place->why);
        if (out_.fields.meeting_place && !place->more.empty())
            out_.marks.back().box = join(out_.marks.back().box, text_.box(place->more));
    }

    void find_deadline() {
        std::optional<Date> first;
        Span where;
        const Tally* why = nullptr;
        for (std::size_t i = 0; i < dates_.size(); ++i) {
            const Date date = dates_[i].found.date;
            if (roles_[i].deadline.score < least_deadline || (letter_ && date <= *letter_)) continue;
            if (first && *first <= date) continue;
            first = date, where = dates_[i].tokens, why = &roles_[i].deadline;
        }
        bool exact = true;
        std::vector<RelativeDeadline> counted;
        if (letter_) counted = relative_deadlines(phrases_, *letter_);
        for (const RelativeDeadline& relative : counted) {
            if (first && *first <= relative.date) continue;
            first = relative.date, where = relative.tokens, why = &relative.why;
            exact = std::any_of(dates_.begin(), dates_.end(), [&](const Placed& date) {  // "om to uger, altså d. 15."
                return date.found.date == relative.date &&
                       text_.tokens[date.tokens.begin].sentence == text_.tokens[where.begin].sentence;
            });
        }
        if (!first) return;
        mark("deadline", where, out_.fields.deadline, *first, *why);
        if (out_.fields.deadline) out_.fields.deadline_exact = exact;
    }

    // The start with the best reason, then the end that goes with it. Two different periods of equal weight: none.
    void find_period() {
        std::optional<std::size_t> start;
        std::optional<std::size_t> end;
        double best = 0;
        for (std::size_t i = 0; i < dates_.size(); ++i) {
            if (i == meeting_) continue;
            double score = roles_[i].start.score;
            if (letter_ && dates_[i].found.date < *letter_) score -= 1.5;  // more often what happened than what comes
            if (of_kind("types.amount-benefit", type_) && roles_[i].end.score >= 3 && score < 2.5) score = 2.6;
            if (score >= 2.5 && (!start || score > best)) start = i, best = score;
        }
        if (type_ == "min-plan" && ranges() > 1) return;
        for (std::size_t i = 0; i < dates_.size() && of_kind("types.end", type_); ++i) {
            if (i == meeting_ || i == start || roles_[i].end.score < 3) continue;
            if (start && dates_[i].found.date < dates_[*start].found.date) continue;
            const bool pair = start && i == *start + 1 && dates_[i].found.closes_range;
            if (pair || !end || roles_[i].end.score > roles_[*end].end.score) end = i;
            if (pair) break;
        }
        const auto put = [&](std::string_view field, std::size_t i, std::optional<Date>& slot, const Tally& why) {
            mark(field, dates_[i].tokens, slot, dates_[i].found.date, why);
        };
        if (start) put("start_date", *start, out_.fields.start_date, roles_[*start].start);
        if (end) put("end_date", *end, out_.fields.end_date, roles_[*end].end);
    }

    [[nodiscard]] long ranges() const {
        return std::count_if(dates_.begin(), dates_.end(), [](const Placed& date) { return date.found.opens_range; });
    }

    [[nodiscard]] Span tokens_of(std::size_t begin, std::size_t end) const {
        return {text_.token_at(begin), text_.token_at(end - 1) + 1};
    }

    void find_amount() {
        const auto amount = the_amount(phrases_, find_amounts(text_), type_);
        if (!amount) return;
        const FoundAmount& found = amount->found;
        std::array<char, 32> printed{};
        std::snprintf(printed.data(), printed.size(), "%lld.%02lld", found.oere / 100, found.oere % 100);
        mark("amount", tokens_of(found.begin, found.end), out_.fields.amount, std::string(printed.data()), amount->why);
    }

    void find_phone() {
        const auto phone = the_phone(phrases_, find_phones(text_), type_);
        if (!phone) return;
        const FoundPhone& found = phone->found;
        mark("phone", tokens_of(found.begin, found.end), out_.fields.phone, found.digits, phone->why);
    }

    struct Roles {
        explicit Roles(Phrases& phrases) : deadline(phrases), meeting(phrases), start(phrases), end(phrases) {}
        Tally deadline, meeting, start, end;
    };

    Phrases& phrases_;
    const Text& text_;
    std::string_view type_;
    std::optional<Date> letter_;
    Date around_;
    std::vector<Placed> dates_;
    std::vector<FoundTime> times_;
    std::vector<Roles> roles_;
    std::size_t meeting_ = static_cast<std::size_t>(-1);
    FieldsFound out_;
};

}  // namespace

FieldsFound find_fields(Phrases& phrases, std::string_view type, Date today) {
    return Finder(phrases, type, today).run();
}

}  // namespace aaben::reading
