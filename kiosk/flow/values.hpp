// The values that messages bring to the glass and screens keep: a letter, notes, the link's state. Pure values; one
// thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "letters/fields.hpp"
#include "letters/official.hpp"
#include "platform/clock.hpp"

namespace aaben::flow {

// Whether a variant (a message, an effect, the screen of a side) holds a T.
template <class T, class Variant>
[[nodiscard]] bool is(const Variant& held) {
    return std::holds_alternative<T>(held);
}

enum class ReadingStage { None, Looking, TooDark, CutOff, Moving, Reading, Unsure, OtherLetter, NoCamera };

struct Area {  // of a picture, in its pixels
    int x = 0, y = 0, w = 0, h = 0;
    friend bool operator==(const Area&, const Area&) = default;
};

struct FieldShown {
    std::string field;          // "meeting_date", …
    int image = 0;              // the shell's handle of the crop; 0: none
    std::optional<bool> right;  // the citizen's answer to 'Passer det?'
    Area place{};               // where in the crop the field stands
};

// A slip to take home: asked of the printer, and out of it.
enum class Slip { No, Asked, Out };

struct Letter {        // one letter on its way to being understood
    std::string type;  // empty until known
    letters::Fields fields;
    letters::Official official;  // what stands in a letter of no known type; `shown` then has its passages
    std::vector<FieldShown> shown;
    int pages = 0;         // laid under the camera and read together
    int missing_page = 0;  // the page that the letter prints of itself and that was not laid; 0: none
    int card = 0;          // 0–5: how far it was read
    int field = 0;         // which crop is shown
    Slip slip = Slip::No;
};

inline constexpr int letter_pages_max = 4;  // read together; more belong before a person

enum class When { Morning, Noon, Afternoon, AnyTime };
inline constexpr std::array<std::string_view, 4> when_names{"morning", "noon", "afternoon", "any_time"};

// The parts of a conversation's record, a page each.
enum class RecordPart : std::uint8_t { Topics, Agreements, Offers, Contacts, Progress, TellNext };

enum class Reached { No, Asked, Answered };

enum class NoteKind : std::uint8_t { Brief, Answer, Transfer };

struct Note {  // sealed to this caseworker by the jobcenter, opened by badge and PIN; in memory only while unlocked
    NoteKind kind{};
    std::string ref;  // of the expected visit, the call-back or the visit sent here
    std::string text;
    WallMs at_ms = 0;
    friend bool operator==(const Note&, const Note&) = default;
};

struct HelpCall {  // an open call for help as the jobcenter tells it to all kiosks of the unit
    std::string help;
    bool elsewhere = false;  // asked at another display of the unit
    WallMs asked_ms = 0;
    std::string seen_by;  // who at the jobcenter has seen it; empty: nobody yet
    WallMs seen_ms = 0;
    std::string kiosk = {};  // where it was asked, as the jobcenter calls it
    bool alarm = false;      // a silent one
    friend bool operator==(const HelpCall&, const HelpCall&) = default;
};

struct Quarantined {
    std::string id, type, problem;
    friend bool operator==(const Quarantined&, const Quarantined&) = default;
};

struct Sync {
    int unreceipted = 0;
    std::optional<WallMs> oldest_ms;
    std::vector<Quarantined> quarantined;
    bool online = false;  // with hysteresis, from the outbox
    bool enrolled = true;
    bool certificate_expired = false;
    bool revoked = false;             // the jobcenter has ended this device; a new one-time code begins it again
    bool forbidden = false;           // the jobcenter refuses this device
    bool code_refused = false;        // the one-time code that was typed last
    std::int64_t clock_ahead_ms = 0;  // the machine's clock beside the jobcenter's time
    int anomalies = 0;
    int visits_today = 0, receipts_today = 0;  // check-ins of today, and those with a receipt
    friend bool operator==(const Sync&, const Sync&) = default;
};

// None: there is none. The others as its own status says (machine/printer.hpp).
enum class Printer { None, Ready, PaperOut, CoverOpen, Off };

enum class Trouble { None, JournalReadOnly, DiskFull, JournalTooNew, JournalSetAside, ContentMissing };
// Nothing can be written at the moment; nothing that was confirmed is lost.
[[nodiscard]] constexpr bool cannot_save(Trouble trouble) {
    return trouble == Trouble::JournalReadOnly || trouble == Trouble::DiskFull || trouble == Trouble::JournalTooNew;
}

}  // namespace aaben::flow
