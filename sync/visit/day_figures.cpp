#include "visit/day_figures.hpp"

#include <algorithm>

namespace aaben::visit {
namespace {

void count_visit(DayFigures& figures, const Visit& v) {
    figures.arrived.at(static_cast<std::size_t>(calendar::copenhagen(v.checked_in_ms).time.hour)) += 1;
    if (v.called_ms == 0) return;
    const auto minutes = static_cast<int>(std::max<std::int64_t>(0, (v.called_ms - v.checked_in_ms) / 60'000));
    const auto end = std::ranges::upper_bound(wait_ends_min, minutes);
    figures.waits.at(static_cast<std::size_t>(end - wait_ends_min.begin())) += 1;
    figures.longest_wait_min = std::max(figures.longest_wait_min, minutes);
}

}  // namespace

DayFigures day_figures(const Unit& unit) {
    DayFigures figures;
    for (const Visit& v : unit.visits) {
        count_visit(figures, v);
        const bool waits = v.state == State::Waiting || v.state == State::Outside;
        (v.state == State::InConversation ? figures.talking : waits ? figures.waiting : figures.set_aside) += 1;
    }
    for (const EndedVisit& e : unit.ended) {
        if (e.ending == Ending::Merged) continue;  // the same person as another
        count_visit(figures, e.visit);
        if (e.ending == Ending::Conversation) figures.talked += 1;
        if (e.ending == Ending::Left || e.ending == Ending::NotFound) figures.walked_away += 1;
    }
    return figures;
}

}  // namespace aaben::visit
