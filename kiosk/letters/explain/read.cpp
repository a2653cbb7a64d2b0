#include "explain/read.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "explain/toml_file.hpp"
#include "letters/fields.hpp"

namespace aaben::explain {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t lines_max = 30;
constexpr std::size_t line_bytes_max = 1000;

std::vector<std::string> names(const std::string& text) {
    std::vector<std::string> out;
    std::istringstream in(text);
    for (std::string name; in >> name;) out.push_back(name);
    return out;
}

Line read_line(const TomlFile& file, const toml::node& node) {
    Line line;
    if (const auto text = node.value<std::string>()) {
        line.text = *text;
    } else if (const toml::table* table = node.as_table()) {
        file.only(*table, " in a line", {"text", "they", "you", "use", "law", "if", "unless"});
        line.text = file.text(*table, "text");
        for (const auto& [key, speaker] : {std::pair("they", Speaker::They), std::pair("you", Speaker::You)})
            if (table->contains(key)) line.text = file.text(*table, key), line.speaker = speaker;
        line.use = file.text(*table, "use");
        line.law = names(file.text(*table, "law"));
        line.needs = names(file.text(*table, "if"));
        line.absent = names(file.text(*table, "unless"));
        if (line.text.empty() == line.use.empty())
            file.fatal("a line needs either 'text' (in [call] 'they' or 'you') or 'use'");
    } else {
        file.fatal("a line must be a text or { if = \"field\", text = \"…\" }");
    }
    if (line.text.size() > line_bytes_max) file.fatal("a line is longer than 1000 letters");
    return line;
}

std::vector<Line> read_lines(const TomlFile& file, const toml::table& table, std::string_view key) {
    std::vector<Line> out;
    const toml::node* node = table.get(key);
    if (node == nullptr) return out;
    if (const toml::array* array = node->as_array()) {
        if (array->size() > lines_max) file.fatal("more than 30 lines under one heading");
        for (const toml::node& item : *array) out.push_back(read_line(file, item));
    } else {
        out.push_back(read_line(file, *node));
    }
    return out;
}

std::map<std::string, std::string> read_map(const TomlFile& file, const toml::table& parent, std::string_view key) {
    std::map<std::string, std::string> out;
    if (const toml::table* table = file.table(parent, key))
        for (const auto& [name, node] : *table) out[std::string(name.str())] = file.text(*table, name.str());
    return out;
}

TypeText read_text(const TomlFile& file) {
    TypeText text;
    const toml::table& root = file.root();
    std::set<std::string_view> known{"title",       "reviewed_by", "reviewed", "danish",
                                     "first_words", "search",      "words",    "say"};
    known.insert(card_names.begin(), card_names.end());
    file.only(root, "", known);
    text.title = file.text(root, "title");
    text.reviewed_by = file.text(root, "reviewed_by");
    text.reviewed = file.text(root, "reviewed");
    text.danish = file.text(root, "danish");
    text.first_words = file.text(root, "first_words");
    text.search = file.text(root, "search");
    text.words = read_map(file, root, "words");
    text.say = read_lines(file, root, "say");
    for (std::size_t i = 0; i < card_count; ++i) {
        const toml::table* card = file.table(root, card_names[i]);
        if (card == nullptr) continue;
        file.only(*card, " in [" + std::string(card_names[i]) + "]", {"heading", "icon", "lines"});
        text.cards[i] = {file.text(*card, "heading"), file.text(*card, "icon"), read_lines(file, *card, "lines")};
    }
    return text;
}

LetterType read_type(const TomlFile& file) {
    LetterType type;
    const toml::table& root = file.root();
    file.only(root, "", {"id", "icon", "tint", "code", "look", "uses", "law", "call", "rules", "event", "facts"});
    type.id = file.text(root, "id");
    type.icon = file.text(root, "icon");
    type.tint = file.text(root, "tint");
    type.code = file.text(root, "code");
    type.look = file.text(root, "look");
    type.uses = file.texts(root, "uses");
    type.law = file.texts(root, "law");
    type.call = file.text(root, "call");
    type.rules = file.text(root, "rules");
    type.event = file.texts(root, "event");
    if (const toml::table* facts = file.table(root, "facts")) {
        file.only(*facts, " in [facts]", {card_names.begin(), card_names.end()});
        for (std::size_t i = 0; i < card_count; ++i) type.facts[i] = file.texts(*facts, card_names[i]);
    }
    return type;
}

Grammar read_grammar(const TomlFile& file, const toml::table& table) {
    Grammar g;
    file.only(table, " in [grammar]",
              {"amount", "today", "tomorrow", "yesterday", "in", "ago", "left", "passed", "call_today", "call_later"});
    const auto need = [&](std::string_view key) {
        std::string text = file.text(table, key);
        if (text.empty()) file.fatal("[grammar] lacks '" + std::string(key) + "'");
        return text;
    };
    g.amount = need("amount");
    g.today = need("today"), g.tomorrow = need("tomorrow"), g.yesterday = need("yesterday");
    g.call_today = need("call_today"), g.call_later = need("call_later");
    g.in = read_map(file, table, "in"), g.ago = read_map(file, table, "ago");
    g.left = read_map(file, table, "left"), g.passed = read_map(file, table, "passed");
    for (const Forms* forms : {&g.in, &g.ago, &g.left, &g.passed})
        if (!forms->contains("other")) file.fatal("[grammar.in], .ago, .left and .passed each need a form 'other'");
    return g;
}

CallStep read_call_step(const TomlFile& file, const toml::table& table) {
    CallStep step;
    step.title = file.text(table, "title"), step.hint = file.text(table, "hint");
    for (const auto& [key, node] : table)
        if (key.str() != "title" && key.str() != "hint")
            step.lines[std::string(key.str())] = read_lines(file, table, key.str());
    return step;
}

SharedTexts read_language(const TomlFile& file, const language::Language& spoken) {
    SharedTexts language;
    language.code = spoken.tag;
    language.spoken = spoken;
    const toml::table& root = file.root();
    file.only(root, "",
              {"reviewed_by", "reviewed", "danish", "grammar", "cards", "labels", "shared", "law", "words", "call"});
    language.reviewed_by = file.text(root, "reviewed_by");
    language.reviewed = file.text(root, "reviewed");
    language.danish = file.text(root, "danish");
    if (const toml::table* grammar = file.table(root, "grammar"))
        language.grammar = read_grammar(file, *grammar);
    else
        file.fatal("lacks [grammar]; copy it from da.toml and translate it");
    if (const toml::table* cards = file.table(root, "cards")) {
        file.only(*cards, " in [cards]", {card_names.begin(), card_names.end()});
        for (std::size_t i = 0; i < card_count; ++i) {
            const toml::table* card = file.table(*cards, card_names[i]);
            if (card == nullptr) {
                file.fatal("[cards] lacks '" + std::string(card_names[i]) + "'");
                continue;
            }
            language.cards[i].heading = file.text(*card, "heading");
            language.cards[i].icon = file.text(*card, "icon");
            language.tabs[i] = file.text(*card, "tab");
        }
    } else {
        file.fatal("lacks [cards]; copy it from da.toml and translate it");
    }
    if (const toml::table* call = file.table(root, "call")) {
        file.only(*call, " in [call]", {call_step_names.begin(), call_step_names.end()});
        for (std::size_t i = 0; i < call_step_count; ++i)
            if (const toml::table* step = file.table(*call, call_step_names[i]))
                language.call[i] = read_call_step(file, *step);
    }
    language.labels = read_map(file, root, "labels");
    language.words = read_map(file, root, "words");
    if (const toml::table* shared = file.table(root, "shared"))
        for (const auto& [key, node] : *shared)
            language.shared[std::string(key.str())] = read_lines(file, *shared, key.str());
    if (const toml::table* law = file.table(root, "law"))
        for (const auto& [key, node] : *law) language.law[std::string(key.str())] = read_line(file, node);
    return language;
}

bool language_file(const fs::path& path) {
    const std::string stem = path.stem().string();
    return path.extension() == ".toml" && (stem.size() == 2 || stem.size() == 3) &&
           std::ranges::all_of(stem, [](char c) { return c >= 'a' && c <= 'z'; });
}

std::vector<fs::path> sorted_entries(const fs::path& dir) {
    std::vector<fs::path> out;
    std::error_code error;
    for (fs::directory_iterator it(dir, error), end; !error && it != end; it.increment(error))
        out.push_back(it->path());
    std::ranges::sort(out);
    return out;
}

// The texts beside a type.toml; a folder among them holds the same letter under other rules.
void read_texts(const fs::path& dir, const std::string& shown_dir, LetterType& type, std::vector<fs::path>& versions,
                std::vector<ContentFault>& faults) {
    for (const fs::path& path : sorted_entries(dir)) {
        std::error_code error;
        if (path.filename() == "type.toml") continue;
        const std::string shown = shown_dir + "/" + path.filename().string();
        if (fs::is_directory(path, error)) {
            versions.push_back(path);
        } else if (!language_file(path)) {
            faults.push_back({shown, "does not belong here; a language file is named like da.toml"});
        } else if (const TomlFile file(path, shown, faults); file.read()) {
            type.texts[path.stem().string()] = read_text(file);
        }
    }
    const auto danish = type.texts.find("da");
    if (danish == type.texts.end()) {
        faults.push_back({shown_dir + "/da.toml", "is missing; the Danish text comes first", true});
        return;
    }
    if (danish->second.title.empty()) faults.push_back({shown_dir + "/da.toml", "lacks 'title'", true});
    for (std::size_t i = 0; i < card_count; ++i)
        if (danish->second.cards[i].lines.empty())
            faults.push_back(
                {shown_dir + "/da.toml", "lacks the card [" + std::string(card_names[i]) + "] or its lines", true});
}

void read_type_folder(const fs::path& dir, Content& content, std::vector<ContentFault>& faults) {
    const std::string id = dir.filename().string();
    const TomlFile file(dir / "type.toml", id + "/type.toml", faults);
    if (!file.read()) return;
    LetterType type = read_type(file);
    if (type.id != id) file.fatal("'id' must be the folder's name, \"" + id + "\"");
    if (!letters::is_type_id(id))
        file.fatal("the kiosk knows no letter type \"" + id + "\"; see the list in README.md");
    std::vector<fs::path> versions, none;
    read_texts(dir, id, type, versions, faults);
    for (const fs::path& path : versions) {
        const std::string shown = id + "/" + path.filename().string();
        const TomlFile version_file(path / "type.toml", shown + "/type.toml", faults);
        if (!version_file.read()) continue;
        LetterType version = read_type(version_file);
        if (version.id != id) version_file.fatal("'id' must be \"" + id + "\", as in the folder above");
        if (version.rules != path.filename()) version_file.fatal("'rules' must be the folder's name");
        read_texts(path, shown, version, none, faults);
        if (version.texts.contains("da")) type.versions.push_back(std::move(version));
    }
    if (type.texts.contains("da")) content.types[id] = std::move(type);
}

// law.toml: the sets of rules with their days, and every rule with its paragraph.
void read_law(const fs::path& path, Content& content, std::vector<ContentFault>& faults) {
    const TomlFile file(path, "law.toml", faults);
    if (!file.read()) return;
    file.only(file.root(), "", {"rules", "law"});
    if (const toml::table* sets = file.table(file.root(), "rules"))
        for (const auto& [key, node] : *sets) {
            const toml::table* table = file.table(*sets, key.str());
            if (table == nullptr) continue;
            file.only(*table, " in [rules]", {"title", "valid_from", "valid_to"});
            content.rules[std::string(key.str())] = {file.text(*table, "title"), file.date(*table, "valid_from"),
                                                     file.date(*table, "valid_to")};
        }
    if (const toml::table* law = file.table(file.root(), "law"))
        for (const auto& [key, node] : *law) {
            const toml::table* table = file.table(*law, key.str());
            if (table == nullptr) continue;
            file.only(*table, " in [law]", {"paragraph", "rules", "says", "checked_on", "sure"});
            Rule rule{file.text(*table, "paragraph"), file.text(*table, "rules"), file.text(*table, "says"),
                      file.date(*table, "checked_on")};
            if (const toml::node* sure = table->get("sure")) rule.sure = sure->value<bool>().value_or(true);
            if (!content.rules.contains(rule.rules))
                file.fatal("the law '" + std::string(key.str()) + "' stands under \"" + rule.rules +
                           "\", which is not in [rules]");
            content.law[std::string(key.str())] = std::move(rule);
        }
}

void read_senders(const fs::path& path, Content& content, std::vector<ContentFault>& faults) {
    const TomlFile file(path, "senders.toml", faults);
    if (!file.read()) return;
    file.only(file.root(), "", {"sender"});
    const toml::node* node = file.root().get("sender");
    const toml::array* list = node == nullptr ? nullptr : node->as_array();
    if (list == nullptr) return file.fatal("write each sender as [[sender]]");
    for (const toml::node& item : *list) {
        const toml::table* table = item.as_table();
        if (table == nullptr) continue;
        file.only(*table, " in [[sender]]", {"id", "name", "does", "phone", "checked_on"});
        content.senders.push_back({file.text(*table, "id"), read_map(file, *table, "name"),
                                   read_map(file, *table, "does"), file.text(*table, "phone"),
                                   file.date(*table, "checked_on")});
    }
}

// A text that was changed after somebody signed it is nobody's word any more.
void drop_stale_reviews(Content& content, std::vector<ContentFault>& faults) {
    const auto stale = [&faults](const std::string& file, const std::string& now, auto& text) {
        if (text.reviewed_by.empty() || text.reviewed == now) return;
        faults.push_back({file, "was changed after " + text.reviewed_by + " checked it; have it checked again"});
        text.reviewed_by.clear();
    };
    const auto danish = content.languages.find("da");
    if (danish == content.languages.end()) return;
    const SharedTexts danish_now = danish->second;
    for (auto& [code, language] : content.languages)
        stale("shared/" + code + ".toml", review_stamp(content, language, danish_now), language);
    const auto stale_in = [&](const std::string& dir, LetterType& type) {
        const TypeText danish_text = type.texts.at("da");
        for (auto& [code, text] : type.texts)
            stale(text_file(dir, code), review_stamp(content, text, danish_text), text);
    };
    for (auto& [id, type] : content.types) {
        stale_in(id, type);
        for (LetterType& version : type.versions) stale_in(id + " (" + version.rules + ")", version);
    }
}

}  // namespace

fs::path letters_folder(const fs::path& dir) {
    std::error_code error;
    return fs::is_directory(dir / "letters", error) ? dir / "letters" : dir;
}

fs::path languages_beside(const fs::path& letters_dir) {
    return letters_dir / ".." / "languages";  // also when its name ends in a slash
}

Languages read_languages(const fs::path& dir, std::vector<ContentFault>& faults) {
    Languages languages;
    for (const fs::path& path : sorted_entries(dir)) {
        if (!language_file(path)) continue;
        std::ifstream in(path, std::ios::binary);
        const std::string toml{std::istreambuf_iterator<char>(in), {}};
        const std::string tag = path.stem().string();
        auto language = language::language_from(toml, tag);
        if (language)
            languages.emplace(tag, *std::move(language));
        else
            faults.push_back({"languages/" + path.filename().string(), language.error().what});
    }
    return languages;
}

Content read_content(const fs::path& dir, const Languages& languages, std::vector<ContentFault>& faults) {
    Content content;
    read_law(dir / "law.toml", content, faults);
    read_senders(dir / "senders.toml", content, faults);
    for (const fs::path& path : sorted_entries(dir / "shared")) {
        const std::string shown = "shared/" + path.filename().string();
        if (!language_file(path)) {
            faults.push_back({shown, "does not belong here; a language file is named like da.toml", false});
            continue;
        }
        const TomlFile file(path, shown, faults);
        const auto spoken = languages.find(path.stem().string());
        if (spoken == languages.end())
            faults.push_back({shown, "has no language file " + path.filename().string() + " in languages/", false});
        else if (file.read())
            content.languages[spoken->first] = read_language(file, spoken->second);
    }
    if (!content.languages.contains("da"))
        faults.push_back({"shared/da.toml", "is missing; nothing can be explained", true});
    for (const fs::path& path : sorted_entries(dir)) {
        std::error_code error;
        if (fs::is_directory(path, error) && path.filename() != "shared") read_type_folder(path, content, faults);
    }
    if (content.types.empty()) faults.push_back({".", "holds no letter type", true});
    drop_stale_reviews(content, faults);
    return content;
}

}  // namespace aaben::explain
