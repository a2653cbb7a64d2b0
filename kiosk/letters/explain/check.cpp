#include "explain/check.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <set>

#include "explain/check_glossary.hpp"
#include "explain/check_law.hpp"
#include "explain/explanation.hpp"
#include "explain/grammar.hpp"
#include "explain/guidance.hpp"
#include "explain/lix.hpp"
#include "explain/read.hpp"
#include "explain/toml_file.hpp"
#include "letters/fields.hpp"

namespace aaben::explain {
namespace {

namespace fs = std::filesystem;
const std::set<std::string_view> tints{"mint", "sky", "sand", "rose", "lilac", "moss"};
const std::set<std::string_view> looks{"letter", "decision", "form", "plan"};
// What the kiosk says of its own accord, whatever the letter.
const std::set<std::string_view> needed_shared{
    "past_deadline",  "past_meeting",  "also_meeting",        "also_deadline",    "unknown_today",    "unchecked_first",
    "unchecked_what", "unchecked_do",  "unchecked_otherwise", "unchecked_cannot", "unchecked_rights", "unchecked_show",
    "official_what",  "official_do",   "official_rules",      "official_none",    "official_pay",     "official_come",
    "official_send",  "official_call", "official_told"};
const std::set<std::string_view> needed_labels{"unreviewed", "may_be_new", "rules_unchecked"};

// Letters as they really come: every field, the same with its dates passed or with a clock that is not to be trusted,
// the same under rules that nobody has checked, and a letter of which nothing could be read.
struct Sample {
    letters::Fields fields;
    std::optional<calendar::Date> today;
};

std::vector<Sample> samples(calendar::Date today) {
    letters::Fields full;
    full.letter_date = calendar::add_days(today, -5);
    full.meeting_date = calendar::add_days(today, 4);
    full.meeting_time = calendar::TimeOfDay{10, 15};
    full.meeting_place = "Korskærparken 112";
    full.start_date = calendar::add_days(today, 6);
    full.end_date = calendar::add_days(today, 60);
    full.deadline = calendar::add_days(today, 9);
    full.deadline_exact = true;
    full.amount = "1234.50";
    full.phone = "00000000";
    letters::Fields past = full;
    past.letter_date = calendar::add_days(today, -40);
    past.meeting_date = past.start_date = past.deadline = calendar::add_days(today, -2);
    past.deadline_exact = false;
    letters::Fields later = full;
    later.letter_date = calendar::add_days(today, 36'500);
    return {{full, today}, {past, today}, {full, std::nullopt}, {later, today}, {{}, today}};
}

std::string shown_text(const Explanation& e) {
    std::string text = e.title + "\n";
    for (const Card& card : e.cards) {
        text += card.heading + "\n";
        for (const std::string& sentence : card.sentences) text += sentence + "\n";
    }
    for (const LegalLine& line : e.law) text += line.text + "\n";
    for (const std::string& line : e.notes) text += line + "\n";
    for (const std::string& line : e.say) text += line + "\n";
    return text;
}

std::string one_decimal(double value) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.1f", value);
    return buffer;
}

// One line of content as the comparison between languages sees it.
struct LineShape {
    Speaker speaker;
    std::string use;
    std::vector<std::string> needs, absent, holes;
    explicit LineShape(const Line& line)
        : speaker(line.speaker), use(line.use), needs(line.needs), absent(line.absent), holes(placeholders(line.text)) {
        std::ranges::sort(needs), std::ranges::sort(absent), std::ranges::sort(holes);
    }
};

class Checker {
  public:
    Checker(const fs::path& letters_dir, calendar::Date today, std::vector<ContentFault>& faults)
        : dir_(letters_dir), today_(today), faults_(faults) {}

    void run() {
        content_ = read_content(dir_, read_languages(languages_beside(dir_), faults_), faults_);
        read_lists();
        for (const std::string_view id : letters::type_ids)
            if (!fs::is_directory(dir_ / id))
                add(std::string(id), "is missing; every letter type of the kiosk needs a folder");
        for (const auto& [code, language] : content_.languages) check_language(language);
        std::map<std::string, std::string> codes;
        for (const auto& [id, type] : content_.types) {
            check_type(type, id);
            const auto [other, fresh] = codes.emplace(type.code, id);
            if (!fresh) add(id + "/type.toml", "has the same code \"" + type.code + "\" as " + other->second);
            check_texts(type, id);
            for (const LetterType& version : type.versions) {
                check_type(version, id + "/" + version.rules);
                check_texts(version, id + "/" + version.rules);
            }
        }
        for (const Sender& sender : content_.senders) check_sender(sender);
        const auto library = LetterLibrary::load(dir_);
        if (!library) return;  // the fatal faults are already in the list
        for (const auto& [id, type] : content_.types) check_reading(*library, type);
        check_law(content_, today_, faults_);
        check_glossary(dir_, content_, faults_);
    }

  private:
    void add(const std::string& file, const std::string& what) { faults_.push_back({file, what, false}); }

    void read_lists() {
        const TomlFile hard(dir_ / "hard-words.toml", "hard-words.toml", faults_);
        if (hard.read()) hard_ = hard.texts(hard.root(), "words");
        const TomlFile icons(dir_ / "icons.toml", "icons.toml", faults_);
        if (icons.read())
            for (const std::string& icon : icons.texts(icons.root(), "icons")) icons_.insert(icon);
    }

    void check_icon(const std::string& file, const std::string& icon, bool may_be_empty) {
        if (icon.empty() && may_be_empty) return;
        if (!icons_.contains(icon)) add(file, "icon \"" + icon + "\" is not in icons.toml; choose one from that list");
    }

    void check_texts(const LetterType& type, const std::string& shown) {
        for (const auto& [code, text] : type.texts) check_text(type, text_file(shown, code), code, text);
        for (const auto& [code, language] : content_.languages)
            if (!type.texts.contains(code))
                add(text_file(shown, code), "is missing; translate da.toml to " + language.spoken.name);
    }

    void check_type(const LetterType& type, const std::string& shown) {
        const std::string file = shown + "/type.toml";
        check_icon(file, type.icon, false);
        if (!tints.contains(type.tint))
            add(file, "tint \"" + type.tint + "\" is not mint, sky, sand, rose, lilac or moss");
        if (!looks.contains(type.look)) add(file, "look \"" + type.look + "\" is not letter, decision, form or plan");
        if (type.code.empty()) add(file, "lacks 'code', the short code printed on letters");
        for (const std::string& field : type.uses)
            if (!is_field(field)) add(file, "uses \"" + field + "\", which is no field; see README.md");
        for (const auto& facts : type.facts)
            for (const std::string& field : facts)
                if (std::ranges::find(type.uses, field) == type.uses.end())
                    add(file, "shows \"" + field + "\" large but does not list it in 'uses'");
        const std::set<std::string> spoken = spoken_of(type);
        for (const std::string& field : type.uses)
            if (is_field(field) && !spoken.contains(field))
                add(file,
                    "lists \"" + field + "\" in 'uses', but no Danish line speaks of it; write one or take it out");
        if (std::ranges::find(call_topics, type.call) == call_topics.end())
            add(file, "call \"" + type.call + "\" is not meeting, missed, answer, papers, money or other");
    }

    void check_sender(const Sender& sender) {
        const std::string file = "senders.toml", who = "\"" + sender.id + "\" ";
        if (sender.id.empty()) add(file, who + "needs 'id'");
        for (const auto& [code, language] : content_.languages) {
            if (!sender.name.contains(code) || !sender.does.contains(code))
                faults_.push_back(
                    {file, who + "lacks 'name' or 'does' in " + language.spoken.name, false, code != "da"});
            else
                check_length(file, sender.does.at(code));
        }
        if (!sender.phone.empty() && (sender.phone.size() != 8 || !sender.checked_on))
            add(file, who + "needs eight digits as 'phone', and 'checked_on', the day it was seen");
    }

    // The fields that a type's Danish lines, shared ones included, name in braces or conditions.
    std::set<std::string> spoken_of(const LetterType& type) const {
        std::set<std::string> out{"letter_date"};  // the telephone call always speaks of it
        const auto add_name = [&out](const std::string& name) {
            const std::string stem = name.substr(0, name.rfind('_'));
            out.insert(name);
            out.insert(stem == "deadline" ? stem : stem + "_date");
        };
        const auto add_line = [&](const Line& line) {
            for (const std::string& name : line.needs) add_name(name);
            for (const std::string& name : placeholders(line.text)) add_name(name);
        };
        const auto danish = content_.languages.find("da");
        for (const CardText& card : type.texts.at("da").cards)
            for (const Line& line : card.lines) {
                add_line(line);
                if (danish == content_.languages.end() || !danish->second.shared.contains(line.use)) continue;
                for (const Line& shared : danish->second.shared.at(line.use)) add_line(shared);
            }
        return out;
    }

    void check_line(const std::string& file, const Line& line, const SharedTexts* language) {
        for (const auto* list : {&line.needs, &line.absent})
            for (const std::string& name : *list)
                if (!is_condition(name)) add(file, "if/unless \"" + name + "\" is no field; see README.md");
        for (const std::string& name : placeholders(line.text))
            if (!is_placeholder(name)) add(file, "{" + name + "} is no field; see README.md");
        if (std::ranges::count(line.text, '{') != std::ranges::count(line.text, '}'))
            add(file, "a brace is not closed in: " + line.text);
        if (!line.use.empty() && language != nullptr && !language->shared.contains(line.use))
            add(file, "use = \"" + line.use + "\" is not in shared/" + language->code + ".toml");
    }

    void compare_lines(const std::string& file, const std::string& where, const std::vector<Line>& danish,
                       const std::vector<Line>& other) {
        if (danish.size() != other.size()) {
            add(file, where + " has " + std::to_string(other.size()) + " lines, the Danish has " +
                          std::to_string(danish.size()) + "; translate line by line");
            return;
        }
        for (std::size_t i = 0; i < danish.size(); ++i) {
            const LineShape a(danish[i]), b(other[i]);
            const std::string line = where + " line " + std::to_string(i + 1);
            if (a.holes != b.holes)
                add(file, line + " has the placeholders " + joined(b.holes) + ", the Danish has " + joined(a.holes));
            if (a.speaker != b.speaker) add(file, line + " is said by the other one in Danish; copy 'they' or 'you'");
            if (a.needs != b.needs || a.absent != b.absent || a.use != b.use)
                add(file, line + " has other if/unless/use than the Danish line; copy them");
        }
    }

    void check_language(const SharedTexts& language) {
        const std::string file = "shared/" + language.code + ".toml";
        for (const std::string& missing : missing_forms(language)) add(file, missing);
        for (std::size_t i = 0; i < card_count; ++i) {
            check_icon(file, language.cards[i].icon, false);
            if (language.cards[i].heading.empty() || language.tabs[i].empty())
                add(file, "[cards] " + std::string(card_names[i]) + " needs 'heading' and 'tab'");
        }
        for (const auto& [key, lines] : language.shared)
            for (const Line& line : lines) check_line(file, line, nullptr);
        for (const auto& [word, meaning] : language.words) check_length(file, meaning);
        for (const std::string_view key : needed_shared)
            if (!language.shared.contains(std::string(key))) add(file, "[shared] lacks '" + std::string(key) + "'");
        std::vector<std::string_view> labels(needed_labels.begin(), needed_labels.end());
        for (const letters::Field& field : letters::field_table)
            if (field.kind != letters::FieldKind::Flag) labels.push_back(field.name);
        for (const std::string_view key : labels)
            if (!language.labels.contains(std::string(key))) add(file, "[labels] lacks '" + std::string(key) + "'");
        check_call(language);
        const auto da = content_.languages.find("da");
        if (language.code == "da" || da == content_.languages.end()) return;
        const SharedTexts& danish = da->second;
        if (language.danish != stamp(danish))
            add(file, "is older than shared/da.toml; compare them, then write danish = \"" + stamp(danish) + "\"");
        for (const auto& [key, text] : danish.labels)
            if (!language.labels.contains(key)) add(file, "[labels] lacks '" + key + "'");
        for (const auto& [key, law] : danish.law) {
            const auto it = language.law.find(key);
            if (it == language.law.end())
                add(file, "[law] lacks '" + key + "'");
            else
                compare_lines(file, "law " + key, {law}, {it->second});
        }
        for (const auto& [key, lines] : danish.shared) {
            const auto it = language.shared.find(key);
            if (it == language.shared.end())
                add(file, "[shared] lacks '" + key + "'");
            else
                compare_lines(file, "shared " + key, lines, it->second);
        }
    }

    // The practice call: every step told and asked, every line by somebody, in sentences one can say.
    void check_call(const SharedTexts& language) {
        const std::string file = "shared/" + language.code + ".toml";
        const auto da = content_.languages.find("da");
        for (std::size_t i = 0; i < call_step_count; ++i) {
            const CallStep& step = language.call[i];
            const std::string where = "[call." + std::string(call_step_names[i]) + "]";
            if (step.title.empty() || step.hint.empty()) add(file, where + " needs 'title' and 'hint'");
            check_length(file, step.title), check_length(file, step.hint);
            std::vector<std::string_view> wanted;
            const auto kind = static_cast<CallStepKind>(i);
            if (kind == CallStepKind::Asks) wanted.assign(call_topics.begin(), call_topics.end());
            if (kind == CallStepKind::Hello || kind == CallStepKind::End) wanted = {"lines"};
            for (const std::string_view topic : wanted)
                if (!step.lines.contains(std::string(topic))) add(file, where + " lacks '" + std::string(topic) + "'");
            for (const auto& [topic, lines] : step.lines) {
                if (std::ranges::find(wanted, topic) == wanted.end())
                    add(file,
                        std::string(where).append(" has '").append(topic) += "', which is no topic; see README.md");
                const std::string at = std::string(where).append(" ").append(topic);
                for (const Line& line : lines) {
                    check_line(file, line, &language), check_length(file, line.text);
                    if (line.speaker == Speaker::Nobody)
                        add(file, std::string(at).append(": write who says it, 'they' or 'you': ") += line.text);
                }
                if (da == content_.languages.end() || !da->second.call[i].lines.contains(topic)) continue;
                compare_lines(file, at, da->second.call[i].lines.at(topic), lines);
            }
        }
    }

    void check_text(const LetterType& type, const std::string& file, const std::string& code, const TypeText& text) {
        const auto language = content_.languages.find(code);
        if (language == content_.languages.end()) {
            add(file, "has no shared/" + code + ".toml; the kiosk cannot use this language yet");
            return;
        }
        for (std::size_t i = 0; i < card_count; ++i) {
            check_icon(file, text.cards[i].icon, true);
            for (const Line& line : text.cards[i].lines) check_line(file, line, &language->second);
            if (text.cards[i].lines.empty() && code != "da")
                add(file, "lacks the card [" + std::string(card_names[i]) + "]");
        }
        for (const Line& line : text.say) check_line(file, line, &language->second);
        for (const auto& [word, meaning] : text.words) check_length(file, meaning);
        if (text.first_words.empty() && code == "da") add(file, "lacks 'first_words', how such a letter begins");
        if (code == "da") return;
        const TypeText& danish = type.texts.at("da");
        if (text.title.empty()) add(file, "lacks 'title'");
        if (text.danish != stamp(danish))
            add(file, "is older than da.toml; compare them, then write danish = \"" + stamp(danish) + "\"");
        for (std::size_t i = 0; i < card_count; ++i)
            compare_lines(file, "[" + std::string(card_names[i]) + "]", danish.cards[i].lines, text.cards[i].lines);
        compare_lines(file, "say", danish.say, text.say);
    }

    void check_length(const std::string& file, const std::string& text) {
        for (const std::string& sentence : split_sentences(text))
            if (const auto words = static_cast<int>(split_words(sentence).size());
                words > sentence_words_max && reported_.insert(file + sentence).second)
                add(file, "a sentence has " + std::to_string(words) + " words (at most 15): " + sentence);
    }

    void check_reading(const LetterLibrary& library, const LetterType& type) {
        double hardest = 0;
        for (const auto& [code, text] : type.texts) {
            const std::string file = text_file(type.id, code);
            for (const Sample& sample : samples(today_)) {
                const auto shown = explain(library, type.id, code, sample.fields, sample.today);
                if (!shown || shown->language != code) continue;
                const std::string all = shown_text(*shown);
                check_length(file, all);
                for (const Card& card : shown->cards)
                    if (card.sentences.empty() && reported_.insert(file + card.heading).second)
                        add(file, "the card [" + std::string(card_names[static_cast<std::size_t>(card.kind)]) +
                                      "] is empty when fields are absent; add a line without braces");
                if (code == "da")
                    hardest = std::max(hardest, readability(all).lix()), check_hard_words(file, all, *shown);
            }
        }
        if (hardest > lix_max)
            add(type.id + "/da.toml",
                "LIX is " + one_decimal(hardest) + " (at most 25); use shorter sentences and shorter words");
    }

    void check_hard_words(const std::string& file, const std::string& all, const Explanation& shown) {
        for (const std::string& word : hard_) {
            const bool told = std::ranges::any_of(shown.words, [&](const HardWord& h) {
                return contains_word(h.word, word) || contains_word(word, h.word);
            });
            if (!told && contains_word(all, word) && reported_.insert(file + word).second)
                add(file, "the hard word \"" + word +
                              "\" has no explanation; write it otherwise or explain it under [words]");
        }
    }

    fs::path dir_;
    calendar::Date today_;
    std::vector<ContentFault>& faults_;
    Content content_;
    std::vector<std::string> hard_;
    std::set<std::string> icons_;
    std::set<std::string> reported_;
};

}  // namespace

std::vector<ContentFault> check(const fs::path& dir, calendar::Date today) {
    std::vector<ContentFault> faults;
    Checker(letters_folder(dir), today, faults).run();
    check_strings(languages_beside(letters_folder(dir)), faults);
    check_guidance(letters_folder(dir).parent_path() / "guidance", faults);
    return faults;
}

std::map<std::string, double> lix_by_type(const fs::path& dir, calendar::Date today) {
    std::map<std::string, double> out;
    const auto library = LetterLibrary::load(letters_folder(dir));
    if (!library) return out;
    for (const std::string& type : library->types())
        for (const Sample& sample : samples(today))
            if (const auto shown = explain(*library, type, "da", sample.fields, sample.today))
                out[type] = std::max(out[type], readability(shown_text(*shown)).lix());
    return out;
}

}  // namespace aaben::explain
