#include "reading/official.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>

#include "reading/entities.hpp"
#include "reading/roles.hpp"
#include "reading/sums.hpp"
#include "reading/type.hpp"

namespace aaben::reading {
namespace {

using calendar::Date;
using letters::FieldKind;
using letters::Wish;

constexpr double least_word_confidence = 0.35;  // below it a digit is a guess
constexpr double least_deadline = 3;
constexpr double least_sender = 2;
constexpr double least_wish = 0.9;
constexpr std::size_t short_sentence = 1;        // tokens beside the value: its row or its label says what it is
constexpr std::size_t sentence_tokens_max = 48;  // more is cut around what is told
constexpr std::string_view sender_prefix = "sender.";

struct Sender {
    std::string_view id, row;
    double score = 0;
};

// How much a name says of who wrote: letterhead and the page's foot most, the line "Fra:" above all. Nothing, and less,
// where the letter is addressed to it: a citizen's own answer.
double weight_of_place(Tally& tally, const Text& text, std::size_t at) {
    constexpr double addressee = -10;
    const Token& token = text.tokens[at];
    const Span line = text.lines[token.line];
    if ((token.zone == Zone::Head || token.zone == Zone::Title) &&
        tally.has("sender-line.to", {line.begin, std::min(line.begin + 1, at)}))
        return addressee;
    if (tally.has("sender-line.from", {line.begin, std::min(line.begin + 2, at)})) return 4;
    if (token.appendix) return 0;
    if (token.zone == Zone::Head || token.zone == Zone::Foot) return 2;
    return token.zone == Zone::Title && token.line < text.lines.size() / 3 ? 2 : 0.25;
}

// Any letter of a municipality carries its name; the office it comes from says more.
std::string sender_of(Phrases& phrases, std::vector<std::string>& reasons) {
    const Text& text = phrases.text();
    Sender best, municipality;
    for (const FieldGroup& group : field_rules().groups) {
        if (!group.name.starts_with(sender_prefix)) continue;
        Sender sender{group.name.substr(sender_prefix.size()), {}, 0};
        double most = 0;
        for (const FieldRule& rule : group.rules) {
            for (std::size_t from = 0; from < text.tokens.size();) {
                const auto found = phrases.find(rule.pattern, {from, text.tokens.size()});
                if (!found) break;
                Tally tally(phrases);
                const double here = weight_of_place(tally, text, found->begin);
                if (here > most) most = here, sender.row = rule.pattern;
                sender.score += here < 0 ? here : std::min(here, 2.0) * 0.1;
                from = found->begin + 1;
            }
        }
        sender.score += most;
        if (most < least_sender || sender.score < 0) continue;
        Sender& place = group.weight > 0 ? best : municipality;
        if (place.id.empty() || sender.score > place.score) place = sender;
    }
    const Sender& sender = best.id.empty() ? municipality : best;
    if (!sender.id.empty()) reasons.push_back("sender: " + std::string(sender.id) + " by " + std::string(sender.row));
    return std::string(sender.id);
}

// What is only threatened ("hvis du ikke betaler …") or stands in the complaint guide weighs as little as for the type.
Wish wish_of(Phrases& phrases, std::vector<std::string>& reasons) {
    constexpr std::array<std::pair<Wish, std::string_view>, 5> groups{{{Wish::Pay, "wish.pay"},
                                                                       {Wish::Come, "wish.come"},
                                                                       {Wish::Send, "wish.send"},
                                                                       {Wish::Told, "wish.told"},
                                                                       {Wish::Call, "wish.call"}}};
    const Text& text = phrases.text();
    const std::vector<double> weights = sentence_weights(phrases);
    Wish wish = Wish::Unknown;
    double most = 0;
    for (const auto& [candidate, group] : groups) {
        double score = 0;
        for (std::size_t i = 0; i < text.sentences.size(); ++i) {
            const Span sentence = text.sentences[i];
            Tally tally(phrases);
            if (sentence.empty() || text.tokens[sentence.begin].appendix || !tally.has(group, sentence)) continue;
            score += weights[i] * (text.tokens[sentence.begin].zone == Zone::Title ? 2 : 1);
        }
        score *= field_rules().group(group).weight;
        if (score < least_wish || score <= most) continue;
        wish = candidate, most = score;
    }
    reasons.push_back("wish: " + std::string(letters::wish_names[static_cast<std::size_t>(wish)]));
    return wish;
}

class Passages {
  public:
    Passages(Phrases& phrases, Date today) : phrases_(phrases), text_(phrases.text()) {
        const auto first_look = place_dates(text_, find_dates(text_, today));
        const auto own = letter_date(phrases_, first_look);
        if (own) letter_ = first_look[own->index].found.date;
        dates_ = place_dates(text_, find_dates(text_, letter_.value_or(today)));
        gather();
    }

    void write(OfficialFound& out) {
        std::vector<const Found*> order;
        order.reserve(found_.size());
        for (const auto& [begin, found] : found_) order.push_back(&found);
        std::ranges::stable_sort(order, std::greater(), [](const Found* found) { return rank(*found); });
        if (order.size() > letters::passages_max) order.resize(letters::passages_max);
        for (const Found* found : order) {
            letters::Passage passage{printed(*found), {}, found->due};
            for (const auto& [at, value] : found->values)
                if (std::ranges::find(passage.printed, value) == passage.printed.end())
                    passage.printed.push_back(value);
            out.marks.push_back({letters::passage_name(out.official.passages.size()), text_.page(found->where),
                                 text_.box(found->where), text_.confidence(found->where)});
            out.official.passages.push_back(std::move(passage));
        }
    }

  private:
    struct Found {
        Span sentence;
        Span where;                                      // what is told, in the sentence
        std::map<std::size_t, letters::Printed> values;  // by where they stand
        bool due = false;
        bool own_date = true;  // nothing but the letter's own date
    };

    static int rank(const Found& found) { return found.due ? 2 : found.own_date ? 0 : 1; }

    Found& at(Span tokens) {
        const Span sentence = text_.sentences[text_.tokens[tokens.begin].sentence];
        Found& found = found_[sentence.begin];
        if (found.sentence.empty()) found.sentence = sentence, found.where = tokens;
        found.where = {std::min(found.where.begin, tokens.begin), std::max(found.where.end, tokens.end)};
        return found;
    }

    void add(Span tokens, FieldKind kind, std::string value, bool own_date = false) {
        if (text_.confidence(tokens) < least_word_confidence) return;
        Found& found = at(tokens);
        found.values.try_emplace(tokens.begin, letters::Printed{kind, std::move(value)});
        found.own_date = found.own_date && own_date;
    }

    [[nodiscard]] Span tokens_of(std::size_t begin, std::size_t end) const {
        return {text_.token_at(begin), text_.token_at(end - 1) + 1};
    }

    void gather() {
        for (const Placed& date : dates_) {
            if (!date.found.weekday_fits) continue;
            const bool own = letter_ && date.found.date == *letter_;
            add(date.tokens, FieldKind::Date, calendar::to_string(date.found.date), own);
            if (own || is_reference(phrases_, date) || (letter_ && date.found.date < *letter_)) continue;
            if (deadline_score(phrases_, date, false).score >= least_deadline) at(date.tokens).due = true;
        }
        for (const FoundTime& time : find_times(text_))
            if (time.after_kl || time.ends_span || beside_a_date(time))
                add(tokens_of(time.begin, time.end), FieldKind::Time, calendar::to_string(time.time));
        for (const FoundAmount& amount : find_amounts(text_)) {
            std::array<char, 32> printed{};
            std::snprintf(printed.data(), printed.size(), "%lld.%02lld", amount.oere / 100, amount.oere % 100);
            add(tokens_of(amount.begin, amount.end), FieldKind::Amount, printed.data());
        }
        for (const FoundPhone& phone : find_phones(text_))
            add(tokens_of(phone.begin, phone.end), FieldKind::Phone, phone.digits);
        // A deadline that runs from something is shown in the letter's own words: no day is reckoned for it here.
        for (const Span& sentence : text_.sentences) {
            Tally tally(phrases_);
            const FieldRule* rule = nullptr;
            for (const FieldRule& row : field_rules().group("passage.counted").rules)
                if (!rule && phrases_.has(row.pattern, sentence)) rule = &row;
            if (!rule) continue;
            Found& found = at(*phrases_.find(rule->pattern, sentence));
            found.due = true, found.own_date = false;
        }
    }

    [[nodiscard]] bool beside_a_date(const FoundTime& time) const {
        const Token& token = text_.tokens[text_.token_at(time.begin)];
        return std::ranges::any_of(dates_, [&](const Placed& date) {
            const Token& day = text_.tokens[date.tokens.begin];
            return day.sentence == token.sentence || day.line == token.line;
        });
    }

    // A cell says little without its row, a few words little without what they stand under.
    [[nodiscard]] std::string printed(const Found& found) const {
        const Span sentence = found.sentence;
        if (sentence.end - sentence.begin <= short_sentence + (found.where.end - found.where.begin)) {
            const Span line = text_.lines[text_.tokens[sentence.begin].line];
            if (line.begin < sentence.begin || line.end > sentence.end) {
                const Span row{std::min(line.begin, sentence.begin), std::max(line.end, sentence.end)};
                if (row.end - row.begin <= sentence_tokens_max) return text_.printed(row);
            }
            const Span label = label_of(text_, found.where.begin);
            if (!label.empty() && (label.end <= sentence.begin || label.begin >= sentence.end))
                return text_.printed(label) + " " + text_.printed(sentence);
            return text_.printed(sentence);
        }
        if (sentence.end - sentence.begin <= sentence_tokens_max) return text_.printed(sentence);
        const std::size_t around = sentence_tokens_max / 2;
        const std::size_t begin =
            found.where.begin < sentence.begin + around ? sentence.begin : found.where.begin - around;
        const std::size_t end = std::min(sentence.end, std::max(found.where.end, begin + sentence_tokens_max));
        return (begin > sentence.begin ? "… " : "") + text_.printed({begin, end}) + (end < sentence.end ? " …" : "");
    }

    Phrases& phrases_;
    const Text& text_;
    std::optional<Date> letter_;
    std::vector<Placed> dates_;
    std::map<std::size_t, Found> found_;  // by the sentence's first token
};

}  // namespace

OfficialFound find_official(Phrases& phrases, Date today) {
    OfficialFound out;
    out.official.sender = sender_of(phrases, out.reasons);
    out.official.wish = wish_of(phrases, out.reasons);
    Passages(phrases, today).write(out);
    return out;
}

}  // namespace aaben::reading
