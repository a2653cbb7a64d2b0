// From the words of one letter to what it is and what it says: type, confidence, fields with their place on the page.
// Called by kiosk-reader after OCR, and by tests with plain text. Pure; any thread; holds nothing after it returns.
// Always: type is one of letters::type_ids or absent (unknown, foreign, unsure); a field that fails its checks
// (weekday, meeting before the letter, deadline on the letter's own date, time outside 07–18) is absent; CPR numbers
// are masked before anything looks at the words and appear in no output.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "calendar/date.hpp"
#include "letters/fields.hpp"
#include "letters/official.hpp"
#include "reading/words.hpp"

namespace aaben::reading {

struct FieldMark {      // where a field stands, for the crop under "Passer det?"
    std::string field;  // "meeting_date", …
    int page = 0;
    Box box;
    double confidence = 0;
};

struct Reading {
    std::optional<std::string> type;
    double confidence = 0;  // of the type, 0–1; also given when type is absent
    letters::Fields fields;
    std::vector<FieldMark> marks;
    letters::Official official;        // of a letter without a type; marks then has one for each of its passages
    std::vector<std::string> reasons;  // for tests and the operator: rule names, never the letter's words
};

// `today` dates a letter that prints no year; relative deadlines still need the letter's own date. `coded`: the type
// that a printed QR code names; it wins over the words, as does a code printed in letters (code.hpp).
[[nodiscard]] Reading read(std::vector<Word> words, calendar::Date today,
                           std::optional<std::string> coded = std::nullopt);

// What `kioskctl letter read --json` promises: {"type": "min-plan" or null, "confidence": 0.970, "fields": {…}}.
[[nodiscard]] std::string to_json(const Reading& reading);
// `reasons` as a JSON array of strings.
[[nodiscard]] std::string reasons_json(const Reading& reading);
// Where the fields stand: [{"field": …, "page": 0, "box": [x, y, w, h], "confidence": …}], pixels of the straight page.
[[nodiscard]] std::string marks_json(const Reading& reading);

}  // namespace aaben::reading
