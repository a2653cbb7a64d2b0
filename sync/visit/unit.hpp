// What is true at a unit now: the fold of today's acts. A plain value with equality, so that the journal's projection
// can be compared with its replay. Pure; any thread. Always (see violations() in fold.hpp): a visit is in one place, a
// call-sign is unique in its day, whoever is called or talked with belongs to a running shift.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/clock.hpp"
#include "visit/acts.hpp"
#include "visit/hours.hpp"

namespace aaben::visit {

enum class State : std::uint8_t { Waiting, Outside, Called, InConversation, Parked };

struct Visit {
    VisitId id;
    CallSign sign;
    Choices choices;  // empty when the live key is gone or was never here
    State state = State::Waiting;
    WallMs checked_in_ms = 0;
    int priority = 2;  // 1 first, 2 usual, 3 can wait
    int missed_calls = 0;
    int ahead = 0;        // how many were before this visit at check-in
    ShiftId shift;        // who called or talks, when Called or InConversation
    CaseworkerId wanted;  // the caseworker it was transferred to
    WallMs called_ms = 0;
    WallMs conversation_ms = 0;
    bool recorded = false;  // something of its conversation was written down; what, the unit does not hold

    // What Undone restores: the staff-made part as it was before the last staff act. One step, as on any glass.
    struct Before {
        State state = State::Waiting;
        int priority = 2;
        int missed_calls = 0;
        ShiftId shift;
        CaseworkerId wanted;
        WallMs called_ms = 0, conversation_ms = 0;
        friend bool operator==(const Before&, const Before&) = default;
    };
    std::optional<Before> before;
    friend bool operator==(const Visit&, const Visit&) = default;
};

enum class Ending : std::uint8_t { Conversation, Left, NotFound, Merged, DayClosed };

struct EndedVisit {  // what remains of a visit: no choices
    Visit visit;     // choices empty
    Ending ending{};
    std::optional<Outcome> outcome;
    WallMs ended_ms = 0;
    friend bool operator==(const EndedVisit&, const EndedVisit&) = default;
};

struct Shift {
    ShiftId id;
    CaseworkerId caseworker;  // roster id
    WallMs started_ms = 0;
    bool on_break = false;
    friend bool operator==(const Shift&, const Shift&) = default;
};

struct OpenHelp {
    std::string id;
    WallMs asked_ms = 0;
    ShiftId shift = {};  // whose silent alarm it is; empty for a citizen's call
    friend bool operator==(const OpenHelp&, const OpenHelp&) = default;
};

struct WaitSample {  // one call, what the estimate learns from
    WallMs checked_in_ms = 0;
    int wait_s = 0;
    int ahead = 0;
    int on_shift = 0;
    friend bool operator==(const WaitSample&, const WaitSample&) = default;
};

inline constexpr std::size_t samples_max = 500;

struct Unit {
    calendar::Date day;               // the day the queue belongs to
    int signs_given = 0;              // check-ins today
    std::vector<Visit> visits;        // live, in order of check-in
    std::vector<EndedVisit> ended;    // today's
    std::vector<Shift> shifts;        // running
    std::vector<OpenHelp> help;       // not yet answered
    std::vector<OpenHelp> alarms;     // silent alarms not yet ended
    std::vector<WaitSample> samples;  // newest last, at most samples_max, over many days
    std::optional<Closing> closing;   // what staff said of today's end, or of a day to come
    friend bool operator==(const Unit&, const Unit&) = default;
};

}  // namespace aaben::visit
