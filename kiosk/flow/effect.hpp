// What update() wants done outside: an imperative each. Carried out by the shell, which answers with messages.
// Pure values. Always: a confirmation is shown only by the message that answers its Save.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "flow/message.hpp"
#include "visit/ids.hpp"

namespace aaben::flow {

struct Save {
    PendingId pending = 0;
    visit::Act act;
};  // → Saved | SaveFailed
struct OpenRecord {
    visit::VisitId visit;
};  // → RecordOpened
struct CheckBadge {
    std::string text;
};  // → BadgeChecked
struct CheckPin {
    visit::CaseworkerId caseworker;
    std::string pin;
    std::string badge{};  // with the PIN it opens what is sealed to this caseworker
    int check = 0;        // which one this is
};  // the model's tries, this one among them, are on the disk before it is checked → PinChecked, then NotesOpened
struct KeepTries {};  // the model's tries, onto the disk
struct CheckIdentity {
    visit::VisitId visit;
    std::string number;
};  // → IdentityChecked
struct LookUpCode {
    std::string text;
};  // → CodeKnown
struct StartCamera {
    bool next_page = false;  // the pages read so far are kept and read together with the next one
};  // → LetterSeen …, LetterRead
struct StopCamera {};
struct ForgetPictures {};  // wipes pages, crops and live pictures
struct PrintSlip {};       // call-sign or letter, from the model
struct AskEnrolment {
    std::string code;  // as it was typed or scanned
};  // hands the one-time code to kiosk-sync → EnrolmentAsked

using Effect = std::variant<Save, OpenRecord, CheckBadge, CheckPin, KeepTries, CheckIdentity, LookUpCode, StartCamera,
                            StopCamera, ForgetPictures, PrintSlip, AskEnrolment>;
using Effects = std::vector<Effect>;

}  // namespace aaben::flow
