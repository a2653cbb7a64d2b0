// What a careful clerk would read out of one letter: the closed list of fields, their values, and the letter type ids.
// Pure; any thread. Written by the reader, shown and carried into check-in by the glass. Always: a field that the
// letter does not state is absent, never guessed.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

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
