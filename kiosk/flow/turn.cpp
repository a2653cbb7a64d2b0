#include "flow/turn.hpp"

#include <algorithm>

#include "language/utf8.hpp"

namespace aaben::flow {
namespace {

template <class Side, class Screen>
void go_on(Side& side, Screen screen) {
    side.back.push_back(std::move(side.screen));
    side.screen = std::move(screen);
}

template <class Side, class Screen>
void begin_at(Side& side, Screen screen) {
    side.back.clear();
    side.screen = std::move(screen);
}

}  // namespace

void Turn::go(CitizenScreen screen) {
    go_on(m.citizen, std::move(screen));
}

void Turn::replace(CitizenScreen screen) {
    begin_at(m.citizen, std::move(screen));
}

void Turn::go(StaffScreen screen) {
    go_on(*m.staff, std::move(screen));
}

void Turn::replace(StaffScreen screen) {
    begin_at(*m.staff, std::move(screen));
}

void Turn::forget_citizen(CitizenScreen next) {
    m.citizen = Citizen{};
    m.citizen.screen = std::move(next);
    m.citizen.touched_ms = at.mono_ms;
    emit(StopCamera{});
    emit(ForgetPictures{});
}

PendingId Turn::save(Then then, visit::Act act) {
    return send(Pending{0, std::move(act), then});
}

PendingId Turn::send(Pending pending) {
    pending.id = ++m.last_pending;
    emit(Save{pending.id, pending.act});
    m.pending.push_back(std::move(pending));
    return m.last_pending;
}

void Turn::save_and_wait(Then then, visit::Act act) {
    replace(SavingScreen{save(then, std::move(act))});
}

const std::string* digit_of(const Message& message) {
    const auto* key = std::get_if<KeyTouched>(&message);
    return key && key->text.size() == 1 && key->text[0] >= '0' && key->text[0] <= '9' ? &key->text : nullptr;
}

void erase_key(std::string& typed) {
    typed.resize(language::without_last_point(typed).size());
}

void type_into(std::string& typed, const Message& message, std::size_t most, Keys keys) {
    if (is<EraseTouched>(message)) return erase_key(typed);
    const auto* key = std::get_if<KeyTouched>(&message);
    if (!key || (keys == Keys::Digits && !digit_of(message))) return;
    if (typed.size() + key->text.size() <= most) typed += key->text;
}

void turn_page(int& page, const Message& message) {
    if (const auto* turned = std::get_if<PageTouched>(&message)) page = std::clamp(page + turned->step, 0, 99);
}

}  // namespace aaben::flow
