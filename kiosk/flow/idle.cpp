// What time does to the glass: asks, forgets, locks, closes the day. Called at the start of every turn.
#include <algorithm>

#include "flow/turn.hpp"

namespace aaben::flow {
namespace {

bool untouched_home(const Citizen& c) {
    return is<HomeScreen>(c.screen) && c.language == "da" && c.own_language.empty() && !c.large && !c.aloud &&
           c.over == Over::Nothing;
}

template <class... Screens>
bool stands_on(const Citizen& c) {
    return (is<Screens>(c.screen) || ...);
}

// Screens that hold nothing of anybody, and those that show what is saved, go home without asking: the place is kept.
bool nothing_to_lose(const Citizen& c) {
    return stands_on<HomeScreen, ThanksScreen, FacesScreen, CooperationScreen, CallSignScreen, IdentifyDoneScreen,
                     MySignScreen, SignStatusScreen, CallbackSavedScreen, HelpNowScreen>(c);
}

// What is read takes longer than what is touched; and whoever waits for help looks at the glass for as long.
std::int64_t ask_after_ms(const Citizen& c) {
    const bool reads =
        stands_on<LetterCardsScreen, LetterRingScreen, LetterPracticeScreen, HelpNowScreen, PhoneCodeScreen>(c);
    return reads ? idle_reading_ms : idle_ask_ms;
}

MonoMs ask_at(const Citizen& c) {
    return c.touched_ms + std::min(ask_after_ms(c) * c.patience, idle_ask_ms * patience_max);
}

void citizen_idle(Turn& t) {
    Citizen& c = t.m.citizen;
    const MonoMs now = t.at.mono_ms;
    if (untouched_home(c) || is<SavingScreen>(c.screen) || now < ask_at(c)) return;
    if (nothing_to_lose(c)) return t.forget_citizen();
    c.still_there = true;
    if (now >= ask_at(c) + idle_answer_ms) t.forget_citizen();
}

// The poster of a call is left to the room as soon as its caseworker goes to meet the citizen.
std::int64_t lock_after_ms(const Staff& staff) {
    const auto* call = std::get_if<StaffCallScreen>(&staff.screen);
    return call && !call->came_back ? call_lock_ms : staff_lock_ms;
}

// Who said to go home and did not come back has left.
void leave_for_good(Turn& t) {
    std::erase_if(t.m.leaving, [&](const auto& each) {
        const visit::Visit* v = visit::find(t.m.unit, each.first);
        return !v || v->state != visit::State::Outside;
    });
    for (auto each = t.m.leaving.begin(); each != t.m.leaving.end();) {
        if (t.at.mono_ms < each->second + leave_after_ms) {
            ++each;
            continue;
        }
        t.save(Then::Nothing, visit::LeftUnit{each->first});
        each = t.m.leaving.erase(each);
    }
}

void staff_idle(Turn& t) {
    if (t.m.staff && t.at.mono_ms >= t.m.staff->touched_ms + lock_after_ms(*t.m.staff)) lock(t);
    if (t.m.door && t.at.mono_ms >= t.m.door->touched_ms + staff_lock_ms) t.m.door.reset();
}

// What nobody ended ends by itself, so that no call-sign is given twice and home names nobody who is not here. Not
// while a step of the clock is being written down: the unit's times are about to move. A disk that takes nothing is
// asked once a minute.
void end_overdue(Turn& t) {
    constexpr std::int64_t again_ms = 60'000;
    Model& m = t.m;
    if (waits_for(m, Then::DayEnded) || waits_for(m, Then::ClockCorrected)) return;
    if (m.day_end_tried_ms && t.at.mono_ms < *m.day_end_tried_ms + again_ms) return;
    for (visit::Act& act : visit::overdue(m.unit, m.roster, t.at.wall_ms)) {
        m.day_end_tried_ms = t.at.mono_ms;
        t.save(Then::DayEnded, std::move(act));
    }
}

}  // namespace

void tick(Turn& t) {
    staff_idle(t);
    if (!t.m.staff && !t.m.door) citizen_idle(t);
    leave_for_good(t);
    end_overdue(t);
}

std::int64_t wait_ms(const Model& m, WallMs wall_ms, MonoMs mono_ms) {
    constexpr std::int64_t minute_ms = 60'000;
    std::int64_t wait = minute_ms - ((wall_ms.ms % minute_ms) + minute_ms) % minute_ms;
    const auto until = [&](MonoMs at) { wait = std::min(wait, std::max<std::int64_t>(0, at - mono_ms)); };
    if (m.staff)
        until(m.staff->touched_ms + lock_after_ms(*m.staff));
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
