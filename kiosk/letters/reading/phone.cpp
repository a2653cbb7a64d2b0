#include <algorithm>

#include "reading/roles.hpp"
#include "reading/sums.hpp"

namespace aaben::reading {
namespace {

struct Place {  // of a number
    Span tokens;
    Span sentence;
    Span near;    // 12 words before and 8 after, within the sentence
    Span beside;  // what leads to the number: six words before, wherever sentences end
    Span lead;    // from the number before on, within the sentence
    Span label;
    std::vector<Span> above;  // up to three short cells: "Lars Bugge", "Jobkonsulent"
    Zone zone = Zone::Body;
};

Place place_of(const Text& text, const FoundPhone& phone, std::size_t after) {
    Place place;
    const std::size_t at = text.token_at(phone.begin);
    place.tokens = {at, text.token_at(phone.end - 1) + 1};
    place.sentence = text.sentences[text.tokens[at].sentence];
    place.near = {std::max(place.sentence.begin, at - std::min<std::size_t>(at, 12)),
                  std::min(std::max(place.sentence.end, place.tokens.end), place.tokens.end + 8)};
    place.beside = {std::max(place.near.begin, at - std::min<std::size_t>(at, 6)), at};
    place.lead = {std::min(at, std::max({after, place.sentence.begin, at - std::min<std::size_t>(at, 7)})), at};
    place.label = label_of(text, at);
    for (std::size_t top = at; place.above.size() < 3; top = place.above.back().begin) {
        const Span cell = text.cell_above(top);
        if (cell.empty() || cell.end - cell.begin > 5) break;
        place.above.push_back(cell);
    }
    place.zone = text.tokens[at].zone;
    return place;
}

bool is_national(std::string_view digits) {
    const auto& rules = field_rules().group("phone.national").rules;
    return std::any_of(rules.begin(), rules.end(),
                       [&](const FieldRule& rule) { return digits.starts_with(rule.pattern); });
}

// Two numbers in one sentence: ring the workplace there, and us here. The word nearest to the number says whose it is.
void add_whose(Tally& tally, Span words) {
    for (std::size_t i = words.end; i-- > words.begin;) {
        if (tally.add("phone.ours", {i, i + 1}) || tally.add("phone.theirs", {i, i + 1})) return;
    }
}

bool is_postal(const Text& text, Span cell) {
    const std::string& first = text.tokens[cell.begin].raw;
    return first.size() == 4 && std::all_of(first.begin(), first.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// A number by itself: under a person it is the person's, in the case's grid this letter's, under an address the
// house's.
void add_neighbours(Tally& tally, const Text& text, const Place& place) {
    const Span left = text.cell_left(place.tokens.begin);
    const Span cell = text.cell_of(place.tokens.begin);
    if (tally.add("phone.person", place.beside) || tally.add("phone.person", left)) return;
    for (const Span& above : place.above) {
        if (is_postal(text, above)) return tally.add(-2, "under an address");
        if (tally.add("phone.person", above)) return;
    }
    if (!left.empty() && cell.end - cell.begin <= 5) tally.add("phone.grid", left);
}

// The last three lines of a page: sender, address, number.
bool ends_page(const Text& text, std::size_t line) {
    const std::size_t below = line + 3;
    return below >= text.lines.size() || text.page(text.lines[below]) != text.page(text.lines[line]);
}

// "Telefon 76 00 11 22" by itself, in the head or a column beside the letter, is the switchboard's; a number in a
// sentence, or beside a person, is meant for this letter.
void add_where(Tally& tally, const Text& text, const Place& place) {
    const std::size_t length = place.sentence.end - place.sentence.begin;
    const std::size_t others = length - std::min(length, place.tokens.end - place.tokens.begin);
    const Span line = text.lines[text.tokens[place.tokens.begin].line];
    const bool edge = place.zone != Zone::Body || ends_page(text, text.tokens[place.tokens.begin].line);
    const bool imprint = line.end - line.begin >= 6 &&
                         (tally.add("phone.imprint", line) || (edge && tally.add("phone.imprint-name", line)));
    if (imprint) return;
    if (others >= 4 && place.zone != Zone::Head) tally.add(2, "in a sentence");
    const bool bare = others == 0 || (others == 1 && tally.has("phone.bare", place.sentence));
    if (bare && place.zone != Zone::Foot) tally.add(-2, "bare");
    if (others == 1 && !bare) tally.add(1.5, "one word");
    if (others <= 4) add_neighbours(tally, text, place);
    if (place.zone == Zone::Head) tally.add(-1.5, "head");
    if (place.zone == Zone::Foot) tally.add(1, "foot");
    if (place.zone == Zone::Body) tally.add(1.5, "body");
}

Tally phone_score(Phrases& phrases, const Place& place, std::string_view type) {
    const Text& text = phrases.text();
    Tally tally(phrases);
    tally.add(1, "a number");
    if (place.zone == Zone::Head)
        tally.add("phone.to-ring-head", place.near);
    else
        tally.add("phone.to-ring", place.near);
    tally.add("phone.ring-us", place.near);
    tally.add("phone.direct", place.near);
    add_where(tally, text, place);
    tally.add("phone.caseworker", place.near);
    tally.add("phone.switchboard", place.beside);
    if (!tally.add("phone.others", place.beside)) tally.add("phone.others", place.label);
    if (place.zone == Zone::Body) add_whose(tally, place.lead);
    if (!tally.add("phone.former", place.near)) tally.add("phone.former", place.label);
    tally.add("phone.fax", place.beside);
    tally.add("phone.aside", place.sentence);
    tally.add("phone.not", place.near);
    tally.add("phone.fallback", place.near);
    if (field_rules().lists("types.offer", type) && !tally.add("phone.contact-of-offer", place.label))
        tally.add("phone.contact-of-offer", place.beside);
    return tally;
}

}  // namespace

std::optional<ThePhone> the_phone(Phrases& phrases, const std::vector<FoundPhone>& phones, std::string_view type) {
    constexpr double least = -0.5;
    std::optional<ThePhone> best;
    std::size_t after = 0;  // the number before
    for (const FoundPhone& phone : phones) {
        const Place place = place_of(phrases.text(), phone, after);
        after = place.tokens.end;
        Tally own(phrases);
        if (is_national(phone.digits)) continue;
        if (own.has("phone.own", place.near) && !own.has("phone.own-unless", {place.near.begin, place.tokens.begin}))
            continue;
        Tally tally = phone_score(phrases, place, type);
        const auto same = std::count_if(phones.begin(), phones.end(),
                                        [&](const FoundPhone& other) { return other.digits == phone.digits; });
        if (same > 1) tally.add(0.5, "printed twice");
        if (tally.score > least && (!best || tally.score > best->why.score)) best = ThePhone{phone, std::move(tally)};
    }
    return best;
}

}  // namespace aaben::reading
