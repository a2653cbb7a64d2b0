// The staff's door: badge and PIN, the end of a shift. Staff screens are in Danish.
#include "screens/link_words.hpp"
#include "screens/page.hpp"

namespace aaben::screens {

namespace {
// How much the jobcenter does not hold yet, or that something is wrong with it.
widgets::ButtonLook sync_pill(const Page& page, std::string& words) {
    const int open = page.model.sync.unreceipted;
    const bool trouble = !page.model.sync.quarantined.empty() || page.model.sync.anomalies > 0 ||
                         flow::cannot_save(page.model.trouble) ||
                         page.model.trouble == flow::Trouble::JournalSetAside || device_words(page.model).has_value();
    words = flow::cannot_save(page.model.trouble) ? std::string(page.say(Key::staff_not_saving))
            : open > 0                            ? page.say(Key::staff_unsent, {{"n", open}})
                       : std::string(page.say(device_words(page.model).value_or(Key::status_all_sent)));
    const bool quiet = page.portrait() && !trouble && open == 0;  // the picture says it where room is short
    return {.label = quiet ? std::string_view{} : std::string_view(words),
            .icon = trouble     ? icon::otherwise
                    : open == 0 ? icon::sent
                                : icon::waiting,
            .name = quiet ? std::string_view(words) : std::string_view{}};
}
// Where somebody stands beside the caseworker the silent alarm is one picture among others, filled when it was raised.
// The queue has a button for it; no screen that leads from there has anything else at its place.
bool raises_alarm(const Page& page) {
    if (!page.model.staff || flow::shift_of_staff(page.model).empty()) return false;
    const flow::StaffScreen& screen = page.model.staff->screen;
    return flow::is<flow::StaffVisitScreen>(screen) || flow::is<flow::StaffCallScreen>(screen) ||
           flow::is<flow::StaffConversationScreen>(screen) || flow::is<flow::StaffRecordScreen>(screen) ||
           flow::is<flow::StaffAgreementScreen>(screen) || flow::is<flow::StaffOfferScreen>(screen) ||
           flow::is<flow::StaffOutcomeScreen>(screen) || flow::is<flow::StaffTransferScreen>(screen) ||
           flow::is<flow::StaffMergeScreen>(screen) || flow::is<flow::StaffGuidanceScreen>(screen);
}
// Beside what is read of one person, before and while one talks with them.
bool has_advice(const Page& page) {
    if (!page.model.staff || page.assets.guidance.topics().empty()) return false;
    const flow::StaffScreen& screen = page.model.staff->screen;
    return flow::is<flow::StaffVisitScreen>(screen) || flow::is<flow::StaffConversationScreen>(screen) ||
           flow::is<flow::StaffTransferScreen>(screen) || flow::is<flow::StaffMergeScreen>(screen);
}

// Beside the name: that one is on a break, else since when one works; an alert stands where the queue tells how many
// wait, so they stand here then. Upright the pills leave it no room but for what matters now.
std::string header_detail(const Page& page, const visit::Caseworker* who, bool queue, bool crowded) {
    if (queue && alert_stands(page))
        return page.say(Key::staff_waiting, {{"n", static_cast<int>(visit::queue(page.model.unit).size())}});
    const std::string& unit = page.model.roster.unit_name;
    const visit::Shift* shift = who != nullptr ? visit::shift_of(page.model.unit, who->id) : nullptr;
    if (shift == nullptr) return unit;
    const std::string break_words(page.say(Key::staff_ask_break));
    if (page.portrait() && crowded) return shift->on_break ? break_words : std::string{};
    const std::string words =
        shift->on_break ? break_words : page.say(Key::staff_on_shift_since, {{"time", clock(page, shift->started_ms)}});
    return page.portrait() ? words : words + " · " + unit;
}
}  // namespace

void staff_header(Page& page, bool lock) {
    const visit::Caseworker* who = page.model.staff ? flow::person(page.model, page.model.staff->caseworker) : nullptr;
    const bool queue = page.model.staff && flow::is<flow::StaffQueueScreen>(page.model.staff->screen);
    const bool raise = lock && raises_alarm(page), advises = lock && has_advice(page);
    const std::string detail = header_detail(page, who, queue, queue || raise);
    const widgets::ButtonLook close{.label = page.say(Key::staff_lock), .icon = icon::lock};
    std::string sync_words;
    const widgets::ButtonLook sync = sync_pill(page, sync_words);
    const float close_w = lock ? page.ui.pill_width(close) : 0;
    const float sync_w = queue ? std::min(page.portrait() ? 190.F : 300.F, page.ui.pill_width(sync)) + 12 : 0;
    const bool in_advice = page.model.staff && flow::is<flow::StaffGuidanceScreen>(page.model.staff->screen);
    const float one_w = widgets::target_dp + 12;
    const float small_w = (raise ? one_w : 0) + (advises || (raise && in_advice) ? one_w : 0) + (queue ? one_w : 0);
    Rect band =
        page.ui.header(page.rest, {.title = who != nullptr ? std::string_view(who->name) : page.say(Key::staff_title),
                                   .detail = detail,
                                   .icon = icon::badge,
                                   .kept = close_w + sync_w + small_w});
    if (!lock) return;
    if (page.ui.pill(band.take_end(close_w, 12), close)) page.send(flow::LockTouched{});
    if (queue && page.ui.pill(band.take_end(sync_w - 12, 12), sync)) page.send(flow::SyncTouched{});
    const auto small = [&](std::string_view picture, Key name, flow::Message message) {
        if (page.ui.pill(band.take_end(widgets::target_dp, 12), {.icon = picture, .name = page.say(name)}))
            page.send(std::move(message));
    };
    if (queue) small(icon::day, Key::staff_today, flow::DayTouched{});
    if (advises) small(icon::advice, Key::staff_guidance_title, flow::GuidanceTouched{});
    if (raise && in_advice) (void)band.take_end(widgets::target_dp, 12);  // a second touch there raises nothing
    const bool raised = flow::own_alarm(page.model);
    if (raise && page.ui.pill(band.take_end(widgets::target_dp),
                              {.icon = raised ? icon::alarm_raised : icon::alarm_silent,
                               .name = page.say(raised ? Key::staff_alarm_sent : Key::staff_silent_alarm)}))
        page.send(flow::AlarmTouched{});
}

void draw(Page& page, const flow::BadgeScreen& screen) {
    staff_header(page, false);
    Rect row = page.footer();
    if (!page.model.sync.enrolled) {
        page.primary(row, page.say(Key::staff_enrol), icon::keyboard, flow::EnrolTouched{});
        const bool revoked = page.model.sync.revoked;
        message(page, icon::otherwise, palette::primary,
                page.say(revoked ? Key::staff_revoked_title : Key::staff_new_title),
                page.say(revoked ? Key::staff_enrol_code : Key::staff_not_enrolled));
        return;
    }
    if (page.model.roster.people.empty()) {  // 'not here yet' is not 'unknown'
        message(page, icon::waiting, palette::primary, page.say(Key::staff_roster_waits),
                page.say(Key::staff_roster_waits_hint));
        return;
    }
    const bool unknown = screen.unknown;
    message(page, unknown ? icon::otherwise : icon::badge, unknown ? widgets::rgb(0x7A4B00) : palette::primary,
            page.say(unknown ? Key::staff_unknown_badge : Key::staff_scan_badge),
            page.say(unknown ? Key::staff_unknown_badge_hint : Key::staff_scan_badge_hint));
}

// A new kiosk, or one that was ended: it knows nobody's badge yet.
void draw(Page& page, const flow::EnrolScreen& screen) {
    if (screen.sent) {
        staff_header(page, false);
        page.footer();
        message(page, icon::waiting, palette::primary, page.say(Key::staff_code_sent),
                page.say(Key::staff_code_sent_hint));
        return;
    }
    const bool wrong = screen.wrong;
    keyboard_screen(page, {.label = page.say(wrong ? Key::staff_code_refused : Key::staff_enrol_code),
                           .content = screen.code,
                           .hint = page.say(wrong ? Key::staff_code_refused : Key::staff_enrol_code),
                           .digits = true,
                           .capital = true,
                           .space = false,
                           .least = 12,
                           .next = page.say(Key::staff_enrol)});
}

void draw(Page& page, const flow::PinScreen& screen) {
    Ui& ui = page.ui;
    staff_header(page, false);
    page.footer();
    const auto lockout = page.model.lockouts.find(screen.caseworker);
    const std::int64_t wait_ms =
        lockout == page.model.lockouts.end() ? 0 : lockout->second.until_ms - page.model.mono_ms;
    if (wait_ms > 0 && !screen.checking) {
        const auto minutes = (wait_ms + 59'999) / 60'000;
        message(page, icon::lock, palette::primary, page.say(Key::staff_wrong_pin),
                page.say(Key::staff_locked_for, {{"time", page.say(Key::staff_minutes, {{"n", minutes}})}}));
        return;
    }
    Rect words = page.portrait() ? page.rest.take_top(400, gap) : page.rest.take_start(page.rest.w * 0.54F, 40);
    digit_pad(page, page.rest);
    const visit::Caseworker* who = flow::person(page.model, screen.caseworker);
    const std::string greeting =
        who != nullptr ? page.say(Key::staff_hello, {{"name", first_name(*who)}}) : std::string();
    const widgets::TextLook title = widgets::title_look(52), small = widgets::quiet_look(30);
    if (!greeting.empty()) ui.text(words.take_top(ui.measure(greeting, small, words.w).h, 6), greeting, small);
    ui.heading(words.take_top(ui.measure(page.say(Key::staff_enter_pin), title, words.w).h, 24),
               page.say(Key::staff_enter_pin), title);
    const std::string dots(static_cast<std::size_t>(screen.digits), '*');
    ui.field(words.take_top(112, 24), page.say(Key::staff_enter_pin), dots, {}, true);
    if (screen.checking)
        ui.fact(words.take_top(64), icon::more_time, page.say(Key::staff_checking), widgets::body_look(26));
    if (screen.wrong)
        ui.fact(words.take_top(64), icon::otherwise, page.say(Key::staff_wrong_pin), widgets::body_look(26));
    if (!screen.unchecked) return;
    const Key why = trouble_words(page.model.trouble).value_or(Key::staff_pin_unchecked);
    ui.fact(words.take_top(96), icon::otherwise, page.say(why), widgets::body_look(26));
}

void draw(Page& page, const flow::ShiftEndedScreen& screen) {
    Ui& ui = page.ui;
    staff_header(page, false);
    Rect row = page.footer(false);
    page.primary(row, page.say(Key::common_done), icon::check, flow::DoneTouched{});
    page.title(page.say(Key::staff_shift_statement));
    const int open = std::max({0, screen.visits - screen.receipts, page.model.sync.unreceipted});
    widgets::TextLook line = widgets::body_look(30);
    line.stand = widgets::Stand::Middle;
    const std::string rest =
        open == 0 ? std::string(page.say(Key::staff_shift_whole)) : page.say(Key::staff_shift_open, {{"n", open}});
    ui.fact(page.rest.take_bottom(100, gap), open == 0 ? icon::sent : icon::waiting, rest, line,
            open == 0 ? palette::good : palette::primary);
    const std::vector<Rect> halves =
        page.portrait() ? widgets::grid(page.rest, 1, 2, gap) : widgets::grid(page.rest, 2, 1, gap);
    const auto figure = [&](const Rect& box, int n, Key words, std::string_view picture) {
        const auto scope = ui.card(box);
        Rect inner = box.inset(36, 28);
        widgets::TextLook name = widgets::label_look(32), large = widgets::title_look(150);
        name.face = large.face = palette::card;
        // The figure alone is large; the sentence with the right plural stands below it.
        const std::string sentence = page.say(words, {{"n", n}});
        ui.text(inner.take_bottom(48), sentence, name);
        ui.picture(inner.take_end(84, 12).take_top(84), picture, palette::primary, palette::card);
        ui.number(inner, std::to_string(n), large);
    };
    figure(halves[0], screen.visits, Key::staff_visits, icon::people);
    figure(halves[1], screen.receipts, Key::staff_receipts, icon::sent);
}

}  // namespace aaben::screens
