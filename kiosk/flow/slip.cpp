// The slip to take home, from the touch to what the printer said of it.
#include "flow/turn.hpp"

namespace aaben::flow {

void print(Turn& t, Slip& slip) {
    if (t.m.printer != Printer::Ready || slip != Slip::No) return;
    slip = Slip::Asked;
    t.emit(PrintSlip{});
}

void on_printed(Turn& t, Printer printer) {
    t.m.printer = printer;
    Citizen& c = t.m.citizen;
    bool failed = false;
    for (Slip* slip : {&c.sign_slip, &c.letter.slip}) {
        if (*slip != Slip::Asked) continue;
        failed = printer != Printer::Ready;
        *slip = failed ? Slip::No : Slip::Out;
    }
    // Who waits for it reads that it will not come, and has the same words in a code.
    if (failed && !t.m.staff && !t.m.door && (is<CallSignScreen>(c.screen) || is<LetterRingScreen>(c.screen)))
        t.go(PhoneCodeScreen{});
}

}  // namespace aaben::flow
