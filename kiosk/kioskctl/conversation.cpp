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

namespace aaben::kioskctl {
namespace {

using Json = nlohmann::json;
namespace field = entries::field;

std::vector<std::string> question(const ConversationWanted& wanted) {
    std::vector<std::string> words{"open", "--key", wanted.key.string(), "--type", "visit.conversation_recorded"};
    if (wanted.store.empty())
        words.insert(words.end(), {"--config", wanted.config.string()});
    else
        words.insert(words.end(), {"--store", wanted.store});
    return words;
}

// The last word of each part; parts in the order they began.
std::map<std::int64_t, visit::Record> parts_of(std::istream& opened, const std::string& visit) {
    std::map<std::int64_t, visit::Record> parts;
    for (std::string line; std::getline(opened, line);) {
        const Json entry = Json::parse(line, nullptr, false);
        if (!entry.is_object() || !entry.contains("open") || !entry.contains("private")) continue;
        if (entry["open"].value(field::visit, "") != visit || !entry["private"].contains(field::record)) continue;
        auto record = entries::record_from_json(entry["private"][field::record].dump());
        if (record) parts[record->begun_ms.ms] = std::move(*record);
    }
    return parts;
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
    for (auto& [begun, record] : parts_of(opened, wanted.visit)) parts.push_back(std::move(record));
    const std::string page = record::page_of(*words, parts, wanted.language);
    if (page.empty()) {
        err << "nothing was written down of the conversation of visit '" << wanted.visit
            << "', or the jobcenter does not hold it\n";
        return 1;
    }
    out << page;
    return 0;
}

}  // namespace aaben::kioskctl
