#include "kioskctl/conversation.hpp"

#include <map>
#include <nlohmann/json.hpp>
#include <ostream>
#include <sstream>
#include <vector>

#include "entries/codec.hpp"
#include "entries/field_names.hpp"
#include "jobcenter/commands.hpp"
#include "record/record_words.hpp"
#include "text/dates.hpp"

namespace aaben::kioskctl {
namespace {

using Json = nlohmann::json;
namespace field = entries::field;

std::vector<std::string> question(const ConversationWanted& wanted) {
    std::vector<std::string> words{"open", "--key", wanted.key.string()};
    if (wanted.store.empty())
        words.insert(words.end(), {"--config", wanted.config.string()});
    else
        words.insert(words.end(), {"--store", wanted.store});
    return words;
}

struct Told {
    std::map<std::int64_t, visit::Record> parts;  // by when they began; the last word of each
    std::string unit, caseworker;
};

// Who talked stands beside: in the entry of the shift that the conversation belongs to.
Told told_of(std::istream& opened, const std::string& visit) {
    Told told;
    std::map<std::string, std::string> shifts;  // whose each is
    std::string shift;
    for (std::string line; std::getline(opened, line);) {
        const Json entry = Json::parse(line, nullptr, false);
        if (!entry.is_object() || !entry.contains("open")) continue;
        const Json& open = entry["open"];
        if (open.contains(field::caseworker) && open.contains(field::shift))
            shifts[open.value(field::shift, "")] = open.value(field::caseworker, "");
        if (open.value(field::visit, "") != visit) continue;
        if (open.contains(field::shift)) shift = open.value(field::shift, "");
        if (!entry.contains("private") || !entry["private"].contains(field::record)) continue;
        told.unit = open.value(field::unit, "");
        auto record = entries::record_from_json(entry["private"][field::record].dump());
        if (record) told.parts[record->begun_ms.ms] = std::move(*record);
    }
    told.caseworker = shifts[shift];
    return told;
}

// "korskaerparken · 28. november 2026 · mette"
std::string heading(const text::Catalogue& words, const Told& told, const std::string& language) {
    const calendar::Date day = calendar::copenhagen(WallMs{told.parts.begin()->first}).date;
    std::string line = told.unit + " · " + text::date_long(words, day, language);
    if (!told.caseworker.empty()) line += " · " + told.caseworker;
    return line + "\n\n";
}

}  // namespace

int conversation(const ConversationWanted& wanted, std::ostream& out, std::ostream& err) {
    const auto words = text::Catalogue::load(wanted.languages);
    if (!words) {
        err << words.error().what << '\n';
        return 1;
    }
    std::stringstream opened;
    if (const int code = jobcenter::run_command(question(wanted), opened, err); code != 0) return code;
    std::vector<visit::Record> parts;
    const Told told = told_of(opened, wanted.visit);
    parts.reserve(told.parts.size());
    for (const auto& [begun, record] : told.parts) parts.push_back(record);
    const std::string page = record::page_of(*words, parts, wanted.language);
    if (page.empty()) {
        err << "nothing was written down of the conversation of visit '" << wanted.visit
            << "', or the jobcenter does not hold it\n";
        return 1;
    }
    out << heading(*words, told, wanted.language) << page;
    return 0;
}

}  // namespace aaben::kioskctl
