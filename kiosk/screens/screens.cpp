#include "screens/screens.hpp"

#include <array>

#include "screens/page.hpp"

namespace aaben::screens {

namespace {
using flow::Screen;

struct Entry {
    Screen screen;
    std::string_view name;
    void (*draw)(Page&);
};

constexpr std::array entries{
    Entry{Screen::Home, "home", draw_home},
    Entry{Screen::Purpose, "purpose", draw_purpose},
    Entry{Screen::Needs, "needs", draw_needs},
    Entry{Screen::Whom, "whom", draw_whom},
    Entry{Screen::Saving, "saving", draw_saving},
    Entry{Screen::CallSign, "call_sign", draw_call_sign},
    Entry{Screen::Name, "name", draw_name},
    Entry{Screen::Identify, "identify", draw_identify},
    Entry{Screen::IdentifyDone, "identify_done", draw_identify_done},
    Entry{Screen::Services, "services", draw_services},
    Entry{Screen::MySign, "my_sign", draw_my_sign},
    Entry{Screen::SignStatus, "sign_status", draw_sign_status},
    Entry{Screen::LeaveConfirm, "leave_confirm", draw_leave_confirm},
    Entry{Screen::NobodyHere, "nobody_here", draw_nobody_here},
    Entry{Screen::CallbackPhone, "callback_phone", draw_callback_phone},
    Entry{Screen::CallbackWhen, "callback_when", draw_callback_when},
    Entry{Screen::CallbackAbout, "callback_about", draw_callback_about},
    Entry{Screen::CallbackSaved, "callback_saved", draw_callback_saved},
    Entry{Screen::HelpNow, "help_now", draw_help_now},
    Entry{Screen::LetterStart, "letter_start", draw_letter_start},
    Entry{Screen::LetterCamera, "letter_camera", draw_letter_camera},
    Entry{Screen::LetterMore, "letter_more", draw_letter_more},
    Entry{Screen::LetterChoose, "letter_choose", draw_letter_choose},
    Entry{Screen::LetterCards, "letter_cards", draw_letter_cards},
    Entry{Screen::LetterRing, "letter_ring", draw_letter_ring},
    Entry{Screen::LetterPractice, "letter_practice", draw_letter_practice},
    Entry{Screen::Understood, "understood", draw_understood},
    Entry{Screen::Faces, "faces", draw_faces},
    Entry{Screen::Cooperation, "cooperation", draw_cooperation},
    Entry{Screen::Thanks, "thanks", draw_thanks},
    Entry{Screen::SaveFailed, "save_failed", draw_save_failed},
    Entry{Screen::Badge, "badge", draw_badge},
    Entry{Screen::Pin, "pin", draw_pin},
    Entry{Screen::StaffQueue, "staff_queue", draw_staff_queue},
    Entry{Screen::StaffVisit, "staff_visit", draw_staff_visit},
    Entry{Screen::StaffTransfer, "staff_transfer", draw_staff_transfer},
    Entry{Screen::StaffMerge, "staff_merge", draw_staff_merge},
    Entry{Screen::StaffCall, "staff_call", draw_staff_call},
    Entry{Screen::StaffConversation, "staff_conversation", draw_staff_conversation},
    Entry{Screen::StaffOutcome, "staff_outcome", draw_staff_outcome},
    Entry{Screen::StaffSync, "staff_sync", draw_staff_sync},
    Entry{Screen::Enrol, "enrol", draw_enrol},
    Entry{Screen::StaffEnrol, "staff_enrol", draw_staff_enrol},
    Entry{Screen::StaffNotes, "staff_notes", draw_staff_notes},
    Entry{Screen::ShiftEnded, "shift_ended", draw_shift_ended},
};

const Entry* entry_of(Screen screen) {
    for (const Entry& entry : entries) {
        if (entry.screen == screen) return &entry;
    }
    return nullptr;
}
}  // namespace

std::string_view name_of(Screen screen) {
    const Entry* entry = entry_of(screen);
    return entry != nullptr ? entry->name : std::string_view("none");
}

namespace {
const widgets::Drawing& draw_once(const flow::Model& model, const Assets& assets, const widgets::Metrics& metrics,
                                  widgets::Ui& ui, Messages& out) {
    const Screen screen = flow::screen(model);
    const std::string& language = flow::language(model);
    const bool citizens = !model.staff && !model.sign_in;
    const bool large = citizens && model.citizen.large;
    ui.begin({.metrics = metrics,
              .language = language,
              .screen = name_of(screen),
              .text_scale = large ? 1.25F : 1.F,
              .time_ms = model.mono_ms});
    Page page{model, assets, ui, out, language, ui.page()};
    if (citizens && model.citizen.still_there) {
        draw_still_there(page);
    } else if (const Entry* entry = entry_of(screen)) {
        entry->draw(page);
    }
    return ui.end();
}
}  // namespace

const widgets::Drawing& draw(const flow::Model& model, const Assets& assets, const widgets::Metrics& metrics,
                             widgets::Ui& ui, Messages& out) {
    const widgets::Drawing* drawing = &draw_once(model, assets, metrics, ui, out);
    // New glyphs may have made the atlas grow; the second time they are all there. A press was answered the first time.
    for (int again = 0; again < 2 && ui.atlas_moved(); ++again) {
        Messages answered;
        drawing = &draw_once(model, assets, metrics, ui, answered);
    }
    return *drawing;
}

}  // namespace aaben::screens
