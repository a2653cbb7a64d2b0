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

template <std::size_t N>
bool one_of(std::string_view type, const std::array<std::string_view, N>& types) {
    return std::find(types.begin(), types.end(), type) != types.end();
}

bool has_period(std::string_view type) {
    constexpr std::array<std::string_view, 12> types{"tilbud-virksomhedspraktik",
                                                     "tilbud-loentilskud",
                                                     "tilbud-vejledning-opkvalificering",
                                                     "bevilling-mentor",
                                                     "arbejdspligt",
                                                     "ferie-svar",
                                                     "visitation",
                                                     "afgoerelse-fleksjob-foertidspension",
                                                     "afgoerelse-sanktion",
                                                     "kontanthjaelp-bevilling-aendring-ophoer",
                                                     "skift-af-sagsbehandler",
                                                     "min-plan"};
    return one_of(type, types);
}

bool has_end(std::string_view type) {
    constexpr std::array<std::string_view, 9> types{
        "tilbud-virksomhedspraktik", "tilbud-loentilskud", "tilbud-vejledning-opkvalificering",
        "bevilling-mentor",          "arbejdspligt",       "ferie-svar",
        "afgoerelse-sanktion",       "min-plan",           "kontanthjaelp-bevilling-aendring-ophoer"};
    return one_of(type, types);
}

// Types that are about a meeting; in the others a meeting must be named as one.
bool is_invitation(std::string_view type) {
    constexpr std::array<std::string_view, 5> types{"indkaldelse-foerste-samtale", "indkaldelse-jobsamtale",
                                                    "indkaldelse-telefonsamtale", "ny-tid-aflysning",
                                                    "indkaldelse-rehabiliteringsteam"};
    return one_of(type, types);
}

// Types whose first day is a day to turn up on, yet no meeting with the caseworker.
bool is_offer(std::string_view type) {
    constexpr std::array<std::string_view, 4> types{"tilbud-virksomhedspraktik", "tilbud-loentilskud",
                                                    "tilbud-vejledning-opkvalificering", "arbejdspligt"};
    return one_of(type, types);
}

class Finder {
  public:
    Finder(Phrases& phrases, std::string_view type, Date today)
        : phrases_(phrases), text_(phrases.text()), type_(type) {
        const auto first_look = place_dates(text_, find_dates(text_, today));
        if (const auto own = letter_date(phrases_, first_look)) {
            letter_ = first_look[*own].found.date;
            mark("letter_date", first_look[*own].tokens, out_.fields.letter_date, *letter_);
        }
        around_ = letter_.value_or(today);
        dates_ = place_dates(text_, find_dates(text_, around_));
        times_ = find_times(text_);
        settle_roles();
    }

    FieldsFound run() {
        find_meeting();
        find_deadline();
        if (has_period(type_)) find_period();
        find_amount();
        find_phone();
        return std::move(out_);
    }

  private:
    template <class Value>
    void mark(std::string_view field, Span tokens, std::optional<Value>& slot, const Value& value) {
        const double confidence = text_.confidence(tokens);
        if (confidence < least_word_confidence) return;
        slot = value;
        out_.marks.push_back({std::string(field), text_.page(tokens), text_.box(tokens), confidence});
    }

    // The time that belongs to a date: in the same sentence after it, before it, or on the next line of a label list.
    [[nodiscard]] const FoundTime* time_beside(const Placed& date) const {
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

    [[nodiscard]] bool labelled_time(const FoundTime& time) {
        const Span label = label_of(text_, text_.token_at(time.begin));
        return !label.empty() &&
               phrases_.any({"tid*", "tidspunkt", "kl", "klokken", "klokkeslæt", "hvornår", "mødetid*", "dato og tid*"},
                            label);
    }

    void settle_roles() {
        roles_.assign(dates_.size(), {});
        for (std::size_t i = 0; i < dates_.size(); ++i) {
            const Placed& date = dates_[i];
            Roles& roles = roles_[i];
            if (!date.found.weekday_fits) continue;
            if (letter_ && date.found.date == *letter_ &&
                (text_.tokens[date.tokens.begin].zone == Zone::Head ||
                 date.sentence.end - date.sentence.begin <= (date.tokens.end - date.tokens.begin) + 3))
                continue;
            roles.deadline = deadline_score(phrases_, date);
            const bool past = is_missed_or_cancelled(phrases_, date);
            const bool mentioned = is_reference(phrases_, date);
            if (roles.deadline < 3 && !past && !mentioned) {
                const FoundTime* time = time_beside(date);
                roles.meeting =
                    meeting_score(phrases_, date, time != nullptr && (time->after_kl || labelled_time(*time)));
            }
            if (past || mentioned) roles.deadline = mentioned ? 0 : roles.deadline;
            if (!mentioned && (!past || type_ == "afgoerelse-sanktion") && roles.deadline < 3) {
                roles.start = date.found.closes_range ? 0 : start_score(phrases_, date);
                roles.end = date.found.opens_range ? 0 : end_score(phrases_, date);
            }
        }
    }

    void find_meeting() {
        std::optional<std::size_t> best;
        const double least = is_invitation(type_) ? 3 : 4.5;
        for (std::size_t i = 0; i < dates_.size(); ++i) {
            const Placed& date = dates_[i];
            if (letter_ && date.found.date < *letter_) continue;
            if (!is_invitation(type_) &&
                !phrases_.any({"*samtale*", "*møde*", "mødes", "*besøg*", "ringer", "tid", "ses"}, date.sentence) &&
                !phrases_.any({"*samtale*", "*møde*", "ny* tid*"}, date.label)) {
                continue;
            }
            if (has_period(type_) && roles_[i].start >= 4 && (is_offer(type_) || roles_[i].meeting < 6)) continue;
            if (roles_[i].meeting < least) continue;
            if (!best || roles_[i].meeting > roles_[*best].meeting) best = i;
        }
        if (!best) return;
        const Placed& meeting = dates_[*best];
        mark("meeting_date", meeting.tokens, out_.fields.meeting_date, meeting.found.date);
        if (!out_.fields.meeting_date) return;
        meeting_ = *best;
        find_meeting_time(meeting);
        if (type_ != "indkaldelse-telefonsamtale" && !by_telephone(meeting)) find_meeting_place(meeting);
    }

    [[nodiscard]] bool by_telephone(const Placed& meeting) {
        return phrases_.any(
            {"telefonsamtale*", "telefonmøde*", "ringer .. dig", "ringer vi|jeg", "telefonisk", "over|på|via telefonen",
             "bliver ringet op", "pr telefon", "videomøde*|videosamtale*", "teams"},
            meeting.sentence);
    }

    void find_meeting_time(const Placed& meeting) {
        const FoundTime* time = time_beside(meeting);
        if (time == nullptr) {
            for (const FoundTime& other : times_) {
                if (!other.ends_span && labelled_time(other) && time == nullptr) time = &other;
            }
        }
        if (time == nullptr || time->time.minutes() < 7 * 60 || time->time.minutes() > 18 * 60) return;
        const Span tokens{text_.token_at(time->begin), text_.token_at(time->end - 1) + 1};
        if (phrases_.any({"telefontid*|åbningstid*|åbent|træffes|åben", "senest"},
                         text_.sentences[text_.tokens[tokens.begin].sentence]) &&
            !phrases_.any({"*samtale*|*møde*|mødes"}, text_.sentences[text_.tokens[tokens.begin].sentence]))
            return;
        mark("meeting_time", tokens, out_.fields.meeting_time, time->time);
    }

    void find_meeting_place(const Placed& meeting) {
        const auto place = find_place(phrases_, &meeting);
        if (!place || place->text.size() < 3 || place->text.size() > 160) return;
        Span tokens = place->tokens;
        mark("meeting_place", tokens, out_.fields.meeting_place, place->text);
        if (out_.fields.meeting_place && !place->more.empty())
            out_.marks.back().box = join(out_.marks.back().box, text_.box(place->more));
    }

    void find_deadline() {
        std::optional<Date> first;
        Span where;
        bool exact = true;
        for (std::size_t i = 0; i < dates_.size(); ++i) {
            const Date date = dates_[i].found.date;
            if (roles_[i].deadline < 3 || (letter_ && date <= *letter_)) continue;
            if (first && *first <= date) continue;
            first = date, where = dates_[i].tokens;
        }
        if (letter_) {
            for (const RelativeDeadline& relative : relative_deadlines(phrases_)) {
                const Date date = relative.working_days ? after_working_days(relative.days)
                                                        : calendar::add_days(*letter_, relative.days);
                if (relative.days == 0 || (first && *first <= date)) continue;
                first = date, where = relative.tokens, exact = false;
            }
        }
        if (!first) return;
        mark("deadline", where, out_.fields.deadline, *first);
        if (out_.fields.deadline) out_.fields.deadline_exact = exact;
    }

    [[nodiscard]] Date after_working_days(int days) const {
        Date date = *letter_;
        while (days > 0) {
            date = calendar::add_days(date, 1);
            const auto weekday = calendar::weekday(date);
            if (weekday != calendar::Weekday::Saturday && weekday != calendar::Weekday::Sunday &&
                !calendar::is_public_holiday(date))
                --days;
        }
        return date;
    }

    // The start with the best reason, then the end that goes with it. Two different periods of equal weight: none.
    void find_period() {
        std::optional<std::size_t> start;
        std::optional<std::size_t> end;
        double best = 0;
        for (std::size_t i = 0; i < dates_.size(); ++i) {
            if (i == meeting_) continue;
            double score = roles_[i].start;
            if (letter_ && dates_[i].found.date < *letter_) score -= 1.5;  // more often what happened than what comes
            if (type_ == "kontanthjaelp-bevilling-aendring-ophoer" && roles_[i].end >= 3 && score < 2.5) score = 2.6;
            if (score >= 2.5 && (!start || score > best)) start = i, best = score;
        }
        if (type_ == "min-plan" && ranges() > 1) return;
        for (std::size_t i = 0; i < dates_.size() && has_end(type_); ++i) {
            if (i == meeting_ || i == start || roles_[i].end < 3) continue;
            if (start && dates_[i].found.date < dates_[*start].found.date) continue;
            const bool pair = start && i == *start + 1 && dates_[i].found.closes_range;
            if (pair || !end || roles_[i].end > roles_[*end].end) end = i;
            if (pair) break;
        }
        if (start) mark("start_date", dates_[*start].tokens, out_.fields.start_date, dates_[*start].found.date);
        if (end) mark("end_date", dates_[*end].tokens, out_.fields.end_date, dates_[*end].found.date);
    }

    [[nodiscard]] long ranges() const {
        return std::count_if(dates_.begin(), dates_.end(), [](const Placed& date) { return date.found.opens_range; });
    }

    void find_amount() {
        const auto amount = the_amount(phrases_, find_amounts(text_), type_);
        if (!amount) return;
        std::array<char, 32> printed{};
        std::snprintf(printed.data(), printed.size(), "%lld.%02lld", amount->oere / 100, amount->oere % 100);
        mark("amount", {text_.token_at(amount->begin), text_.token_at(amount->end - 1) + 1}, out_.fields.amount,
             std::string(printed.data()));
    }

    void find_phone() {
        const auto phone = the_phone(phrases_, find_phones(text_));
        if (phone)
            mark("phone", {text_.token_at(phone->begin), text_.token_at(phone->end - 1) + 1}, out_.fields.phone,
                 phone->digits);
    }

    struct Roles {
        double deadline = 0;
        double meeting = 0;
        double start = 0;
        double end = 0;
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
