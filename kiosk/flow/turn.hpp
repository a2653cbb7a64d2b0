// Private to flow: one turn of update() — the model being changed, the effects gathered — and one handler a message.
// The handlers are overloads, so a message without one does not compile.
#pragma once

#include "flow/update.hpp"
#include "visit/fold.hpp"

namespace aaben::flow {

struct Turn {
    Model m;
    Effects effects;
    const Moment& at;

    void go(CitizenScreen screen);       // forward, remembering where 'Tilbage' leads
    void replace(CitizenScreen screen);  // forward, with no way back
    void forget_citizen();               // the privacy rule: nothing of this citizen stays
    void save(Then then, visit::Act act);
    void send(Pending pending);  // one that was made before
    void emit(Effect effect) { effects.push_back(std::move(effect)); }
    [[nodiscard]] bool staff_open() const { return m.staff.has_value(); }
};

void on_saved(Turn&, const Pending&);        // check_in.cpp: what a citizen waits for
void on_staff_saved(Turn&, const Pending&);  // staff.cpp: what staff wait for
void start_check_in(Turn&);                  // check_in.cpp: from home or from a letter
void tick(Turn&);                            // idle.cpp
void type_key(std::string& typed, const std::string& key, std::size_t limit);
inline constexpr std::size_t enrol_code_max = 20;  // twelve letters and digits, and what people put between them
void erase_key(std::string& typed);                // a whole UTF-8 character

void on(Turn&, const LanguageTouched&);
void on(Turn&, const LargeTextTouched&);
void on(Turn&, const BackTouched&);
void on(Turn&, const NextTouched&);
void on(Turn&, const DoneTouched&);
void on(Turn&, const MoreTimeTouched&);
void on(Turn&, const StillHereTouched&);
void on(Turn&, const GoneTouched&);
void on(Turn&, const KeyTouched&);
void on(Turn&, const EraseTouched&);
void on(Turn&, const PageTouched&);
void on(Turn&, const TalkTouched&);
void on(Turn&, const PurposeTouched&);
void on(Turn&, const NeedTouched&);
void on(Turn&, const InterpreterTouched&);
void on(Turn&, const WhomTouched&);
void on(Turn&, const PersonTouched&);
void on(Turn&, const PrintTouched&);
void on(Turn&, const NameTouched&);
void on(Turn&, const IdentifyTouched&);
void on(Turn&, const ServicesTouched&);
void on(Turn&, const ServiceTouched&);
void on(Turn&, const CheckInAnywayTouched&);
void on(Turn&, const RetryTouched&);
void on(Turn&, const MySignTouched&);
void on(Turn&, const SignTouched&);
void on(Turn&, const StepOutTouched&);
void on(Turn&, const CameBackTouched&);
void on(Turn&, const LeaveTouched&);
void on(Turn&, const LeaveConfirmed&);
void on(Turn&, const CallbackTouched&);
void on(Turn&, const WhenTouched&);
void on(Turn&, const HelpTouched&);
void on(Turn&, const LetterTouched&);
void on(Turn&, const CameraTouched&);
void on(Turn&, const ChooseTouched&);
void on(Turn&, const SearchTouched&);
void on(Turn&, const CancelTouched&);
void on(Turn&, const MorePagesTouched&);
void on(Turn&, const WholeLetterTouched&);
void on(Turn&, const LetterPicked&);
void on(Turn&, const CardTouched&);
void on(Turn&, const FieldAnswered&);
void on(Turn&, const HardWordTouched&);
void on(Turn&, const RingTouched&);
void on(Turn&, const PractiseTouched&);
void on(Turn&, const UnderstoodTouched&);
void on(Turn&, const UnderstoodGiven&);
void on(Turn&, const FaceTouched&);
void on(Turn&, const CooperationTouched&);
void on(Turn&, const BadgeTouched&);
void on(Turn&, const StartShiftTouched&);
void on(Turn&, const EndShiftTouched&);
void on(Turn&, const BreakTouched&);
void on(Turn&, const LockTouched&);
void on(Turn&, const CallTouched&);
void on(Turn&, const VisitTouched&);
void on(Turn&, const StartConversationTouched&);
void on(Turn&, const MissedTouched&);
void on(Turn&, const EndConversationTouched&);
void on(Turn&, const OutcomeTouched&);
void on(Turn&, const ParkTouched&);
void on(Turn&, const UnparkTouched&);
void on(Turn&, const PriorityTouched&);
void on(Turn&, const TransferTouched&);
void on(Turn&, const MergeTouched&);
void on(Turn&, const UndoTouched&);
void on(Turn&, const AlarmTouched&);
void on(Turn&, const HelpAnsweredTouched&);
void on(Turn&, const AlarmEndedTouched&);
void on(Turn&, const NotesTouched&);
void on(Turn&, const SyncTouched&);
void on(Turn&, const ResendTouched&);
void on(Turn&, const EnrolTouched&);
void on(Turn&, const Ticked&);
void on(Turn&, const Scanned&);
void on(Turn&, const CodeKnown&);
void on(Turn&, const BadgeChecked&);
void on(Turn&, const PinChecked&);
void on(Turn&, const NotesOpened&);
void on(Turn&, const IdentityChecked&);
void on(Turn&, const Saved&);
void on(Turn&, const SaveFailed&);
void on(Turn&, const UnitSeen&);
void on(Turn&, const SyncSeen&);
void on(Turn&, const RosterSeen&);
void on(Turn&, const HoursSeen&);
void on(Turn&, const TroubleSeen&);
void on(Turn&, const ClockSeen&);
void on(Turn&, const EnrolmentAsked&);
void on(Turn&, const DevicesSeen&);
void on(Turn&, const LetterSeen&);
void on(Turn&, const LetterRead&);

}  // namespace aaben::flow
