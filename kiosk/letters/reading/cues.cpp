#include "reading/cues.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "letters/fields.hpp"

// The file's text, placed by the assembler.
__asm__(
    ".section .rodata\n"
    ".global aaben_cues\n"
    ".global aaben_cues_end\n"
    "aaben_cues:\n"
    ".incbin \"" AABEN_CUES
    "\"\n"
    "aaben_cues_end:\n"
    ".byte 0\n"
    ".text\n");

extern "C" {
extern const char aaben_cues[];
extern const char aaben_cues_end[];
}

namespace aaben::reading {
namespace {

std::string_view trimmed(std::string_view s) {
    const auto begin = s.find_first_not_of(" \t\r");
    if (begin == std::string_view::npos) return {};
    return s.substr(begin, s.find_last_not_of(" \t\r") - begin + 1);
}

std::optional<double> take_weight(std::string_view& line) {
    double value = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), value);
    if (error != std::errc() || value < 0 || value > 10) return std::nullopt;
    line = trimmed(line.substr(static_cast<std::size_t>(end - line.data())));
    return value;
}

std::optional<Cue> cue_in(std::string_view line) {
    Cue cue;
    const auto title = take_weight(line);
    const auto body = title ? take_weight(line) : std::nullopt;
    if (!body || line.empty()) return std::nullopt;
    cue.title = *title, cue.body = *body, cue.pattern = line;
    return cue;
}

}  // namespace

Cues parse_cues(std::string_view text) {
    Cues out;
    std::vector<Cue>* section = nullptr;
    std::size_t type = 0;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const auto end = std::min(text.find('\n'), text.size());
        const std::string_view line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty() || line.front() == '#') continue;
        if (line.front() == '[' && line.back() == ']') {
            const std::string_view name = line.substr(1, line.size() - 2);
            const auto id = std::find(letters::type_ids.begin(), letters::type_ids.end(), name);
            type = static_cast<std::size_t>(id - letters::type_ids.begin());
            section = id != letters::type_ids.end() ? &out.types
                      : name == "another sender"    ? &out.foreign
                      : name == "jobcenter"         ? &out.employment
                                                    : nullptr;
            if (section == nullptr) out.faults.push_back(number);
            continue;
        }
        auto cue = cue_in(line);
        if (!cue || section == nullptr) {
            out.faults.push_back(number);
            continue;
        }
        cue->type = type;
        section->push_back(*cue);
    }
    return out;
}

const Cues& cues() {
    static const Cues parsed = parse_cues({aaben_cues, static_cast<std::size_t>(aaben_cues_end - aaben_cues)});
    return parsed;
}

}  // namespace aaben::reading
