#include "visit/record.hpp"

#include <algorithm>

namespace aaben::visit {

std::vector<Gap> passive_periods(const std::vector<Offer>& offers, calendar::Date until) {
    std::vector<Offer> sorted = offers;
    std::ranges::sort(sorted, {}, &Offer::start);
    std::vector<Gap> gaps;
    std::optional<calendar::Date> free;  // the first day that nothing covers so far
    for (const Offer& offer : sorted) {
        if (free && *free < offer.start && *free <= until)
            gaps.push_back({*free, std::min(until, calendar::add_days(offer.start, -1))});
        if (!offer.end) return gaps;  // nobody knows its last day: it covers what follows
        const calendar::Date after = calendar::add_days(*offer.end, 1);
        free = free ? std::max(*free, after) : after;
    }
    if (free && *free <= until) gaps.push_back({*free, until});
    return gaps;
}

}  // namespace aaben::visit
