#include "explain/check_law.hpp"

#include <algorithm>
#include <set>

#include "explain/check.hpp"
#include "explain/lix.hpp"
#include "explain/rules.hpp"
#include "language/utf8.hpp"

namespace aaben::explain {
namespace {

// What a sentence says when it states a rule. Words of advice ("Ring, og sig det") have none of them.
constexpr std::array<std::string_view, 18> rule_words{
    "kommunen skal",  "kommunen må", "har ret til", "du må ",        "kan miste",          "mister du",
    "kan stoppe",     "stopper",     "klage",       "uger",          "dage før",           "kan få nej",
    "betale tilbage", "tæller",      "lukke",       "gælder svaret", "bestemmer kommunen", "må gerne"};

class LawChecker {
  public:
    LawChecker(const Content& content, calendar::Date today, std::vector<ContentFault>& faults)
        : content_(content), today_(today), faults_(faults) {}

    void run() {
        for (const auto& [id, set] : content_.rules) {
            if (set.title.empty()) add("law.toml", "[rules." + id + "] lacks 'title'");
            if (!set.valid_from) add("law.toml", "[rules." + id + "] lacks 'valid_from'");
        }
        if (const auto danish = content_.languages.find("da"); danish != content_.languages.end()) {
            for (const auto& [key, lines] : danish->second.shared) {
                if (key.starts_with("say_")) continue;
                for (const Line& line : lines) check_line("shared/da.toml", line, false);
            }
            for (const auto& [key, line] : danish->second.law)
                if (!content_.law.contains(key)) add("shared/da.toml", "[law] '" + key + "' is not in law.toml");
        }
        for (const auto& [id, type] : content_.types) {
            check_type(id, type);
            for (const LetterType& version : type.versions) check_type(id + "/" + version.rules, version);
        }
        for (const auto& [key, rule] : content_.law) check_rule(key, rule);
        for (const Expiry& expiry : expiries(content_, today_)) tell(expiry);
    }

  private:
    void add(const std::string& file, const std::string& what) { faults_.push_back({file, what}); }
    void warn(const std::string& file, const std::string& what) { faults_.push_back({file, what, false, true}); }

    void check_line(const std::string& file, const Line& line, bool must_name) {
        for (const std::string& key : line.law) {
            named_.insert(key);
            if (key != law_advice && key != law_letter && !content_.law.contains(key))
                add(file, "law = \"" + key + "\" is not in law.toml: " + line.text);
        }
        if (line.use.empty() && line.law.empty() && (must_name || states_a_rule(line)))
            add(file, "a right, a duty or a consequence without 'law', the rule it states: " + line.text);
    }

    void check_type(const std::string& shown, const LetterType& type) {
        const std::string file = shown + "/type.toml", danish_file = shown + "/da.toml";
        if (!content_.rules.contains(type.rules))
            add(file, "rules \"" + type.rules + "\" is not in law.toml under [rules]");
        for (const std::string& name : type.event)
            if (name != "meeting_date" && name != "start_date" && name != "deadline")
                add(file, "event \"" + name + "\" is not meeting_date, start_date or deadline");
        std::set<std::string> cited;
        const auto danish = content_.languages.find("da");
        const CardText* cards = type.texts.at("da").cards.data();
        for (std::size_t i = 0; i < card_count; ++i) {
            const auto kind = static_cast<CardKind>(i);
            for (const Line& line : cards[i].lines) {
                check_line(danish_file, line, kind == CardKind::Otherwise || kind == CardKind::Rights);
                cited.insert(line.law.begin(), line.law.end());
                if (line.use.empty() || danish == content_.languages.end()) continue;
                const auto shared = danish->second.shared.find(line.use);
                if (shared == danish->second.shared.end()) continue;
                for (const Line& one : shared->second) cited.insert(one.law.begin(), one.law.end());
            }
        }
        for (const std::string& key : type.law) {
            if (!content_.law.contains(key)) add(file, "names the law \"" + key + "\", which is not in law.toml");
            if (danish != content_.languages.end() && !danish->second.law.contains(key))
                add(file, "names the law \"" + key + "\", which shared/da.toml does not explain");
            if (cited.contains(key)) continue;
            std::string uncited = "names the law \"" + key + "\", but no Danish line states it; write law = \"";
            add(file, uncited.append(key).append("\" beside the line that does"));
        }
    }

    void check_rule(const std::string& key, const Rule& rule) {
        const std::string where = "[law." + key + "]";
        if (rule.paragraph.empty()) add("law.toml", where + " lacks 'paragraph'");
        if (rule.says.empty()) add("law.toml", where + " lacks 'says', what the rule says");
        if (!rule.checked_on)
            add("law.toml", where + " lacks 'checked_on'");
        else if (calendar::days_between(*rule.checked_on, today_) > rule_check_days_max)
            warn("law.toml",
                 where + " was last checked on " + calendar::to_string(*rule.checked_on) + "; check it again");
        if (!named_.contains(key)) add("law.toml", where + " is stated by no line; remove it");
    }

    void tell(const Expiry& expiry) {
        if (expiry.days_left > expiry_warning_days) return;
        const std::string day = calendar::to_string(expiry.valid_to);
        warn("law.toml",
             "[rules." + expiry.rules + "] " +
                 (expiry.days_left < 0 ? "ended on " + day
                                       : "ends on " + day + ", in " + std::to_string(expiry.days_left) +
                                             (expiry.days_left == 1 ? " day" : " days")) +
                 "; look the rules up, then write the new 'valid_to' here or a version beside the old texts (" +
                 joined(expiry.types) + ")");
    }

    const Content& content_;
    calendar::Date today_;
    std::vector<ContentFault>& faults_;
    std::set<std::string> named_;
};

}  // namespace

bool states_a_rule(const Line& line) {
    if (!placeholders(line.text).empty()) return false;
    const std::string text = language::lower_in_place(line.text);
    return std::ranges::any_of(rule_words, [&](std::string_view word) { return text.find(word) != text.npos; });
}

void check_law(const Content& content, calendar::Date today, std::vector<ContentFault>& faults) {
    LawChecker(content, today, faults).run();
}

}  // namespace aaben::explain
