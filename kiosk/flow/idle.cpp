// What time does to the glass: asks, forgets, locks, closes the day. Called at the start of every turn.
#include <algorithm>

#include "flow/turn.hpp"

namespace aaben::flow {
namespace {

bool untouched_home(const Citizen& c) {
    return is<HomeScreen>(c.screen) && c.language == "da" && !c.large;
}

// Screens that hold nothing of anybody go home without asking.
bool nothing_to_lose(const Citizen& c) {
    return is<HomeScreen>(c.screen) || is<ThanksScreen>(c.screen) || is<FacesScreen>(c.screen) ||
           is<CooperationScreen>(c.screen);
}

MonoMs ask_at(const Citizen& c) {
    return c.touched_ms + idle_ask_ms * c.patience;
}

void citizen_idle(Turn& t) {
    Citizen& c = t.m.citizen;
    const MonoMs now = t.at.mono_ms;
    if (untouched_home(c) || is<SavingScreen>(c.screen) || now < ask_at(c)) return;
    if (nothing_to_lose(c)) return t.forget_citizen();
    c.still_there = true;
    if (now >= ask_at(c) + idle_answer_ms) t.forget_citizen();
}

void staff_idle(Turn& t) {
    if (t.m.staff && t.at.mono_ms >= t.m.staff->touched_ms + staff_lock_ms) lock(t);
    if (t.m.door && t.at.mono_ms >= t.m.door->touched_ms + staff_lock_ms) t.m.door.reset();
}

// At the first quiet moment of a new day the old queue is closed, so that no call-sign is given twice.
void new_day(Turn& t) {
    const calendar::Date today = calendar::copenhagen(t.at.wall_ms).date;
    if (waits_for(t.m, Then::DayClosed) || !visit::needs_day_close(t.m.unit, today)) return;
    for (const visit::Visit& v : t.m.unit.visits)
        if (v.state == visit::State::InConversation) return;
    t.save(Then::DayClosed, visit::DayClosed{today});
}

}  // namespace

void tick(Turn& t) {
    staff_idle(t);
    if (!t.m.staff && !t.m.door) citizen_idle(t);
    new_day(t);
}

std::int64_t wait_ms(const Model& m, WallMs wall_ms, MonoMs mono_ms) {
    constexpr std::int64_t minute_ms = 60'000;
    std::int64_t wait = minute_ms - ((wall_ms.ms % minute_ms) + minute_ms) % minute_ms;
    const auto until = [&](MonoMs at) { wait = std::min(wait, std::max<std::int64_t>(0, at - mono_ms)); };
    if (m.staff)
        until(m.staff->touched_ms + staff_lock_ms);
    else if (m.door) {
        until(m.door->touched_ms + staff_lock_ms);
        const auto* pin = std::get_if<PinScreen>(&m.door->screen);
        const auto lockout = pin ? m.lockouts.find(pin->caseworker) : m.lockouts.end();
        if (lockout != m.lockouts.end() && lockout->second.until_ms > mono_ms) until(mono_ms + 1'000);
    } else if (const Citizen& c = m.citizen; !untouched_home(c) && !is<SavingScreen>(c.screen)) {
        const MonoMs ask = ask_at(c);
        until(mono_ms < ask ? ask : ask + idle_answer_ms);
    }
    return wait;
}

}  // namespace aaben::flow
