#include <algorithm>
#include <set>
#include <tuple>

#include "visit/fold.hpp"

namespace aaben::visit {

std::vector<std::string> violations(const Unit& unit) {
    std::vector<std::string> out;
    std::set<std::string> ids;
    std::set<std::tuple<Colour, Picture, int>> signs;
    const auto seen = [&](const Visit& v) {
        if (!ids.insert(v.id).second) out.push_back("a visit is in two places: " + v.id);
        if (!signs.insert({v.sign.colour, v.sign.picture, v.sign.number}).second)
            out.push_back("a call-sign is given twice");
    };
    std::set<std::string> busy;
    for (const Visit& v : unit.visits) {
        seen(v);
        const bool held = v.state == State::Called || v.state == State::InConversation;
        if (held != !v.shift.empty()) out.push_back("a shift holds a visit that is not called: " + v.id);
        if (held && !find_shift(unit, v.shift)) out.push_back("a visit is held by a shift that does not run: " + v.id);
        if (held && !busy.insert(v.shift).second) out.push_back("a shift holds two visits");
        if (v.priority < 1 || v.priority > 3) out.push_back("priority out of range: " + v.id);
        if (v.missed_calls > missed_calls_max) out.push_back("a visit was missed too often and lives: " + v.id);
    }
    for (const EndedVisit& e : unit.ended) {
        seen(e.visit);
        if (!e.visit.choices.call_me.empty() || e.visit.choices.purpose)
            out.push_back("an ended visit kept its choices: " + e.visit.id);
    }
    std::set<std::string> people;
    for (const Shift& s : unit.shifts)
        if (!people.insert(s.caseworker).second) out.push_back("a caseworker has two shifts: " + s.caseworker);
    if (static_cast<int>(unit.visits.size() + unit.ended.size()) > unit.signs_given)
        out.push_back("more visits than call-signs");
    if (unit.samples.size() > samples_max) out.push_back("too many samples");
    return out;
}

}  // namespace aaben::visit
