#include "flow/room.hpp"

#include <algorithm>

#include "visit/fold.hpp"

namespace aaben::flow {
namespace {

visit::Visit call_alone(const visit::Visit& called) {
    visit::Visit bare;
    bare.id = called.id, bare.sign = called.sign, bare.state = called.state, bare.shift = called.shift;
    bare.called_ms = called.called_ms;
    bare.choices.language = called.choices.language;  // which it is called in
    return bare;
}

visit::Caseworker first_name_alone(const visit::Caseworker& person) {
    visit::Caseworker bare;
    bare.id = person.id, bare.initials = person.initials, bare.here = person.here;
    bare.name = first_name(person);
    return bare;
}

}  // namespace

std::vector<const visit::Visit*> called_aloud(const Model& m) {
    std::vector<const visit::Visit*> out;
    for (const visit::Visit& v : m.unit.visits)
        if (v.state == visit::State::Called && !v.choices.needs.has(visit::Need::FetchSilently)) out.push_back(&v);
    std::ranges::stable_sort(out, std::ranges::greater{}, &visit::Visit::called_ms);
    return out;
}

Model for_the_room(const Model& m) {
    Model room;
    for (const visit::Visit* called : called_aloud(m)) room.unit.visits.push_back(call_alone(*called));
    room.unit.day = m.unit.day, room.unit.shifts = m.unit.shifts, room.unit.closing = m.unit.closing;
    for (const visit::OpenHelp& help : m.unit.help) room.unit.help.push_back({help.id, help.asked_ms});
    room.roster.unit_name = m.roster.unit_name;
    for (const visit::Shift& shift : m.unit.shifts)
        if (const visit::Caseworker* p = person(m, shift.caseworker))
            room.roster.people.push_back(first_name_alone(*p));
    room.hours = m.hours;
    room.sync.enrolled = m.sync.enrolled, room.sync.revoked = m.sync.revoked;
    room.trouble = m.trouble, room.today_known = m.today_known;
    room.now_ms = m.now_ms, room.mono_ms = m.mono_ms;
    return room;
}

bool is_fresh(const visit::Visit& called, const Model& m) {
    const std::int64_t since = m.now_ms - called.called_ms;
    return since >= 0 && since < call_fresh_ms;
}

std::int64_t room_wait_ms(const Model& m, WallMs wall_ms, MonoMs mono_ms) {
    constexpr std::int64_t minute_ms = 60'000;
    const bool blinks = std::ranges::any_of(called_aloud(m), [&](const visit::Visit* called) {
        return wall_ms >= called->called_ms && wall_ms - called->called_ms < call_fresh_ms + call_blink_ms;
    });
    return blinks ? call_blink_ms - mono_ms.ms % call_blink_ms : minute_ms - wall_ms.ms % minute_ms;
}

}  // namespace aaben::flow
