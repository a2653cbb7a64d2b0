// What a careful clerk would read out of one letter: the closed list of fields, their values, and the letter type ids.
// Pure; any thread. Written by the reader, shown and carried into check-in by the glass. Always: a field that the
// letter does not state is absent, never guessed; everything that goes through all fields goes through `field_table`.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "calendar/date.hpp"

namespace aaben::letters {

struct Fields {
    std::optional<calendar::Date> letter_date;
    std::optional<calendar::Date> meeting_date;  // the coming meeting; the new one when it was moved
    std::optional<calendar::TimeOfDay> meeting_time;
    std::optional<std::string> meeting_place;  // none for a telephone meeting
    std::optional<calendar::Date> start_date;  // of an offer, mentor, holiday, duty; or the day a decision applies from
    std::optional<calendar::Date> end_date;
    std::optional<calendar::Date> deadline;  // what the citizen must do first by a date
    std::optional<bool> deadline_exact;      // true: printed; false: computed from the letter's date
    std::optional<std::string> amount;       // "1234.50", kroner
    std::optional<std::string> phone;        // 8 digits
    friend bool operator==(const Fields&, const Fields&) = default;
};

enum class FieldKind { Date, Time, Place, Amount, Phone, Flag };

// Whether a date is also told as days from today ("om 4 dage").
enum class Countdown { Never, Ahead, Always };  // Ahead: until it has come

// One row of the table of fields.
struct Field {
    using Slot = std::variant<std::optional<calendar::Date> Fields::*, std::optional<calendar::TimeOfDay> Fields::*,
                              std::optional<std::string> Fields::*, std::optional<bool> Fields::*>;
    std::string_view name;  // in JSON, on the wire, in the letters' content, and the key of its label there
    FieldKind kind;
    Slot slot;
    std::string_view days = {};  // of a date: what content calls it in meeting_days, meeting_past, meeting_ahead
    Countdown countdown = Countdown::Never;
    std::string_view of = {};  // the field that it says something of, and goes with
};

// In the order in which they are written.
inline constexpr std::array field_table{
    Field{"letter_date", FieldKind::Date, &Fields::letter_date},
    Field{"meeting_date", FieldKind::Date, &Fields::meeting_date, "meeting", Countdown::Always},
    Field{"meeting_time", FieldKind::Time, &Fields::meeting_time},
    Field{"meeting_place", FieldKind::Place, &Fields::meeting_place},
    Field{"start_date", FieldKind::Date, &Fields::start_date, "start", Countdown::Ahead},
    Field{"end_date", FieldKind::Date, &Fields::end_date, "end"},
    Field{"deadline", FieldKind::Date, &Fields::deadline, "deadline", Countdown::Always},
    Field{"deadline_exact", FieldKind::Flag, &Fields::deadline_exact, {}, Countdown::Never, "deadline"},
    Field{"amount", FieldKind::Amount, &Fields::amount},
    Field{"phone", FieldKind::Phone, &Fields::phone},
};

[[nodiscard]] const Field* field_named(std::string_view name);  // nullptr: no such field
// Whether the letter states it in a form that can be shown: a sum is a number, a place is not empty.
[[nodiscard]] bool is_stated(const Fields& fields, const Field& field);
[[nodiscard]] std::optional<calendar::Date> date_of(const Fields& fields, const Field& field);  // none: no date field
// Takes the field over from a surer reading; false when that does not state it.
bool take(Fields& fields, const Fields& surer, const Field& field);
// As if the letter did not state it, nor anything of it.
void forget(Fields& fields, const Field& field);

inline constexpr std::array<std::string_view, 32> type_ids{"indkaldelse-foerste-samtale",
                                                           "indkaldelse-jobsamtale",
                                                           "indkaldelse-telefonsamtale",
                                                           "book-selv-samtale",
                                                           "ny-tid-aflysning",
                                                           "udeblivelse-kontakt-os",
                                                           "partshoering",
                                                           "afgoerelse-sanktion",
                                                           "vejledning-ret-og-pligt",
                                                           "visitation",
                                                           "min-plan",
                                                           "tilbud-virksomhedspraktik",
                                                           "tilbud-loentilskud",
                                                           "tilbud-vejledning-opkvalificering",
                                                           "bevilling-mentor",
                                                           "arbejdspligt",
                                                           "samtykke-laegeoplysninger",
                                                           "indkaldelse-rehabiliteringsteam",
                                                           "samlet-beskrivelse",
                                                           "afgoerelse-fleksjob-foertidspension",
                                                           "sygemelding",
                                                           "ferie-svar",
                                                           "kontanthjaelp-bevilling-aendring-ophoer",
                                                           "anmodning-oplysninger",
                                                           "tilbagebetaling",
                                                           "skift-af-sagsbehandler",
                                                           "klagesvar",
                                                           "agterskrivelse",
                                                           "skaerpet-raadighedssanktion",
                                                           "fritidstillaeg-dokumentation",
                                                           "cv-joblog-mangler",
                                                           "afklaring"};

[[nodiscard]] bool is_type_id(std::string_view id);

// The fields as the flat JSON of the command line and the wire ("meeting_date":"2026-11-24", …) and back.
[[nodiscard]] std::string to_json(const Fields& fields);
[[nodiscard]] std::optional<Fields> fields_from_json(std::string_view json);

}  // namespace aaben::letters
