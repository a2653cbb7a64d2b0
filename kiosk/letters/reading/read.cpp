#include "reading/read.hpp"

#include <array>
#include <cstdio>
#include <iomanip>
#include <sstream>

#include "reading/arrange.hpp"
#include "reading/code.hpp"
#include "reading/entities.hpp"
#include "reading/find_fields.hpp"
#include "reading/official.hpp"
#include "reading/type.hpp"

namespace aaben::reading {
namespace {

std::string fixed(double value) {
    std::array<char, 32> out{};
    std::snprintf(out.data(), out.size(), "%.3f", value);
    return out.data();
}

}  // namespace

Reading read(std::vector<Word> words, calendar::Date today, std::optional<std::string> coded) {
    mask_cpr(words);
    const Text text = make_text(arrange(std::move(words)));
    Phrases phrases(text);
    Reading reading;
    if (const auto code = printed_code(text); code && !coded) coded = code->type;
    const TypeGuess guess = guess_type(phrases);
    reading.confidence = coded ? 1.0 : guess.confidence;
    reading.reasons.push_back("best " + std::string(letters::type_ids[guess.best]));
    reading.reasons.push_back("unknown " + fixed(guess.unknown) + " foreign " + fixed(guess.foreign) + " employment " +
                              fixed(guess.employment) + " evidence " + fixed(guess.evidence) + " ahead " +
                              fixed(guess.scores[guess.best] - guess.unknown) + " confidence " +
                              fixed(guess.confidence));
    if (!guess.sure && !coded) {
        OfficialFound found = find_official(phrases, today);
        reading.official = std::move(found.official);
        reading.marks = std::move(found.marks);
        reading.reasons.insert(reading.reasons.end(), found.reasons.begin(), found.reasons.end());
        return reading;
    }
    reading.type = coded ? *coded : std::string(letters::type_ids[guess.best]);
    FieldsFound found = find_fields(phrases, *reading.type, today);
    reading.fields = std::move(found.fields);
    reading.marks = std::move(found.marks);
    reading.reasons.insert(reading.reasons.end(), found.reasons.begin(), found.reasons.end());
    return reading;
}

std::string to_json(const Reading& reading) {
    return "{\"type\":" + (reading.type ? "\"" + *reading.type + "\"" : std::string("null")) +
           ",\"confidence\":" + fixed(reading.confidence) + ",\"fields\":" + letters::to_json(reading.fields) + "}";
}

std::string reasons_json(const Reading& reading) {
    std::ostringstream out;
    for (const std::string& reason : reading.reasons) out << (out.tellp() > 0 ? "," : "[") << std::quoted(reason);
    return reading.reasons.empty() ? "[]" : out.str() + "]";
}

std::string marks_json(const Reading& reading) {
    std::string out = "[";
    for (const FieldMark& mark : reading.marks) {
        if (out.size() > 1) out += ",";
        out += "{\"field\":\"" + mark.field + "\",\"page\":" + std::to_string(mark.page) + ",\"box\":[" +
               std::to_string(mark.box.x) + "," + std::to_string(mark.box.y) + "," + std::to_string(mark.box.w) + "," +
               std::to_string(mark.box.h) + "],\"confidence\":" + fixed(mark.confidence) + "}";
    }
    return out + "]";
}

}  // namespace aaben::reading
