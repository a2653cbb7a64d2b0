#include "reading/code.hpp"

#include "reading/fold.hpp"

namespace aaben::reading {
namespace {

std::optional<std::string> known_type(std::string_view id, std::size_t forgiven) {
    std::optional<std::string> best;
    for (const std::string_view known : letters::type_ids) {
        if (known == id) return std::string(known);
        if (forgiven > 0 && edit_distance(id, known, forgiven) <= forgiven) {
            if (best) return std::nullopt;
            best = std::string(known);
        }
    }
    return best;
}

// "a=b&c=d" as the flat JSON that letters::fields_from_json checks.
std::string as_json(std::string_view query) {
    std::string out = "{";
    while (!query.empty()) {
        const std::string_view pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), pair.size() + 1));
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos || pair.find_first_of("\"\\") != std::string_view::npos) continue;
        const std::string_view name = pair.substr(0, equals);
        const std::string_view value = pair.substr(equals + 1);
        if (out.size() > 1) out += ',';
        out += '"' + std::string(name) + "\":";
        if (value == "true" || value == "false")
            out += std::string(value);
        else
            out += '"' + std::string(value) + '"';
    }
    return out + "}";
}

}  // namespace

std::optional<LetterCode> parse_code(std::string_view text) {
    if (text.size() > 600 || text.size() < 4 || fold(text.substr(0, 3)) != "ad:") return std::nullopt;
    text.remove_prefix(3);
    const auto query = text.find('?');
    const auto type = known_type(text.substr(0, query), 0);
    if (!type) return std::nullopt;
    LetterCode code{*type, {}};
    if (query != std::string_view::npos) {
        const auto fields = letters::fields_from_json(as_json(text.substr(query + 1)));
        if (fields) code.fields = *fields;
    }
    return code;
}

std::optional<LetterCode> printed_code(const Text& text) {
    for (std::size_t i = 0; i < text.tokens.size(); ++i) {
        const std::string& raw = text.tokens[i].raw;
        std::string id;
        if (raw.rfind("AD:", 0) == 0) {
            id = raw.substr(3);
        } else if (raw == "AD" && text.tokens[i].tail == ":" && i + 1 < text.tokens.size() &&
                   text.tokens[i + 1].line == text.tokens[i].line) {
            id = text.tokens[i + 1].raw;
        }
        if (id.size() < 6) continue;
        if (const auto type = known_type(fold(id), 2)) return LetterCode{*type, {}};
    }
    return std::nullopt;
}

}  // namespace aaben::reading
