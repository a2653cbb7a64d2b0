#include "text/catalogue.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <optional>

#include "text/unicode.hpp"

namespace aaben::text {
namespace {

constexpr std::string_view danish_tag = "da";
constexpr std::string_view isolate_begin = "\xE2\x81\xA8";  // U+2068
constexpr std::string_view isolate_end = "\xE2\x81\xA9";    // U+2069

// Keys by name, sorted once: every line of every language file is looked up at start.
std::optional<Key> key_of(std::string_view name) {
    static const auto sorted = [] {
        std::array<std::pair<std::string_view, Key>, key_count> keys;
        for (std::size_t i = 0; i < key_count; ++i) keys[i] = {key_names[i], static_cast<Key>(i)};
        std::sort(keys.begin(), keys.end());
        return keys;
    }();
    const auto* found = std::lower_bound(sorted.begin(), sorted.end(), name,
                                         [](const auto& key, std::string_view wanted) { return key.first < wanted; });
    if (found == sorted.end() || found->first != name) return std::nullopt;
    return found->second;
}

std::optional<Plural> form_named(std::string_view name) {
    for (std::size_t i = 0; i < plural_count; ++i) {
        if (to_string(static_cast<Plural>(i)) == name) return static_cast<Plural>(i);
    }
    return std::nullopt;
}

bool has_rtl_letters(std::string_view text) {
    const Decoded decoded = decode(text);
    return std::any_of(decoded.points.begin(), decoded.points.end(), [](char32_t point) {
        return (point >= 0x0590 && point <= 0x08FF) || (point >= 0xFB1D && point <= 0xFEFC);
    });
}

const Param* param_named(std::span<const Param> params, std::string_view name) {
    const auto found =
        std::find_if(params.begin(), params.end(), [&](const Param& param) { return param.name == name; });
    return found == params.end() ? nullptr : &*found;
}

// Calls visit(literal, name) for each stretch of text and the placeholder after it (empty after the last stretch).
template <class Visit>
void each_placeholder(std::string_view text, Visit visit) {
    while (!text.empty()) {
        const std::size_t open = text.find('{');
        const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
        if (close == std::string_view::npos) {
            visit(text, std::string_view());
            return;
        }
        visit(text.substr(0, open), text.substr(open + 1, close - open - 1));
        text.remove_prefix(close + 1);
    }
}

std::vector<std::string_view> sorted_placeholders(std::string_view text) {
    std::vector<std::string_view> names = placeholders(text);
    // A singular may say "one" in words, so that the number itself may be left out.
    std::erase(names, "n");
    std::sort(names.begin(), names.end());
    return names;
}

bool is_empty(const std::array<std::string, plural_count>& forms) {
    return std::all_of(forms.begin(), forms.end(), [](const std::string& form) { return form.empty(); });
}

std::vector<std::filesystem::path> language_files(const std::filesystem::path& directory) {
    std::error_code error;
    std::vector<std::filesystem::path> files;
    for (std::filesystem::directory_iterator it(directory, error), end; !error && it != end; it.increment(error)) {
        if (it->path().extension() == ".toml") files.push_back(it->path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

// One text, or a table of plural forms; false when it is neither.
bool read_entry(const toml::node& value, std::array<std::string, plural_count>& forms) {
    if (const auto text = value.value<std::string>()) {
        forms[static_cast<std::size_t>(Plural::Other)] = *text;
        return true;
    }
    const toml::table* table = value.as_table();
    if (table == nullptr) return false;
    for (const auto& [name, node] : *table) {
        const auto form = form_named(name.str());
        const auto text = node.value<std::string>();
        if (!form || !text) return false;
        forms[static_cast<std::size_t>(*form)] = *text;
    }
    return true;
}

Result<Language> language_of(const toml::table& root, const std::filesystem::path& file, PluralRule& rule) {
    Language language;
    const auto header = root["language"];
    language.tag = header["tag"].value_or(std::string());
    language.name = header["name"].value_or(std::string());
    language.reviewed_by = header["reviewed_by"].value_or(std::string());
    language.espeak = header["espeak"].value_or(std::string());
    language.order = header["order"].value_or(1000);
    if (const toml::array* pictures = header["second_gender"].as_array()) {
        for (const toml::node& picture : *pictures) language.second_gender.push_back(picture.value_or(std::string()));
    }
    const std::string direction = header["direction"].value_or(std::string("ltr"));
    language.rtl = direction == "rtl";
    const auto named = plural_rule(header["plural_rule"].value_or(std::string()));
    if (language.tag != file.stem().string() || language.name.empty()) {
        return fail(Fault::Invalid, fmt::format("{}: [language] needs a name and the file's own name as tag",
                                                file.filename().string()));
    }
    if (!named || (direction != "ltr" && direction != "rtl")) {
        return fail(Fault::Invalid, fmt::format("{}: unknown plural_rule or direction", file.filename().string()));
    }
    rule = *named;
    return language;
}

}  // namespace

Result<Catalogue> Catalogue::load(const std::filesystem::path& directory) {
    Catalogue catalogue;
    for (const std::filesystem::path& file : language_files(directory)) {
        const Result<Done> read = catalogue.read_file(file);
        if (read.ok()) continue;
        if (file.stem() == danish_tag) return read.error();
        catalogue.load_faults_.push_back(read.error().what + "; the language is left out");
    }
    const Table* danish = catalogue.table_of(danish_tag);
    if (danish == nullptr) {
        return fail(Fault::NotFound,
                    fmt::format("there is no da.toml in {}; nothing can be shown", directory.string()));
    }
    catalogue.danish_ = static_cast<std::size_t>(danish - catalogue.tables_.data());
    for (std::size_t i = 0; i < key_count; ++i) {
        if (is_empty(danish->entries[i].forms)) {
            return fail(Fault::Invalid, fmt::format("da.toml lacks {}, which the program shows", key_names[i]));
        }
    }
    return catalogue;
}

void Catalogue::overlay(const std::filesystem::path& directory) {
    for (const std::filesystem::path& file : language_files(directory)) {
        const Result<Done> read = read_file(file);
        if (!read.ok()) load_faults_.push_back(read.error().what + "; what was there before is kept");
    }
    danish_ = static_cast<std::size_t>(table_of(danish_tag) - tables_.data());
}

Result<Done> Catalogue::read_file(const std::filesystem::path& file) {
    const std::string name = file.filename().string();
    try {
        const toml::table root = toml::parse_file(file.string());
        Table table;
        table.entries.resize(key_count);
        Result<Language> language = language_of(root, file, table.rule);
        if (!language.ok()) return language.error();
        for (const auto& [section, node] : root) {
            const toml::table* keys = node.as_table();
            if (section.str() == "language") continue;
            if (keys == nullptr) {
                return fail(Fault::Invalid, fmt::format("{}: {} is not in a section", name, section.str()));
            }
            for (const auto& [key_name, value] : *keys) {
                const std::string full = fmt::format("{}_{}", section.str(), key_name.str());
                const auto key = key_of(full);
                // A newer content bundle may know more than this program: such keys are noted, not refused.
                if (!key) {
                    load_faults_.push_back(fmt::format("{}: {} is no key of the Danish file", name, full));
                    continue;
                }
                if (!read_entry(value, table.entries[static_cast<std::size_t>(*key)].forms)) {
                    return fail(Fault::Invalid, fmt::format("{}: {} is neither a text nor plural forms", name, full));
                }
            }
        }
        merge(std::move(*language), std::move(table));
        return Done{};
    } catch (const toml::parse_error& error) {
        return fail(Fault::Invalid,
                    fmt::format("{} line {}: {}", name, error.source().begin.line, error.description()));
    }
}

void Catalogue::merge(Language language, Table table) {
    if (const Table* known = table_of(language.tag); known != nullptr) {
        const auto at = static_cast<std::size_t>(known - tables_.data());
        for (std::size_t i = 0; i < key_count; ++i) {
            if (is_empty(table.entries[i].forms)) table.entries[i] = std::move(tables_[at].entries[i]);
        }
        tables_[at] = std::move(table);
        languages_[at] = std::move(language);
        return;
    }
    const auto place = std::find_if(languages_.begin(), languages_.end(),
                                    [&](const Language& other) { return other.order > language.order; });
    tables_.insert(tables_.begin() + (place - languages_.begin()), std::move(table));
    languages_.insert(place, std::move(language));
}

const Language* Catalogue::language(std::string_view tag) const {
    const auto found = std::find_if(languages_.begin(), languages_.end(),
                                    [&](const Language& language) { return language.tag == tag; });
    return found == languages_.end() ? nullptr : &*found;
}

const Catalogue::Table* Catalogue::table_of(std::string_view tag) const {
    const Language* known = language(tag);
    return known == nullptr ? nullptr : &tables_[static_cast<std::size_t>(known - languages_.data())];
}

const Catalogue::Entry& Catalogue::entry(Key key, std::string_view language, const Table** table) const {
    const auto index = static_cast<std::size_t>(key);
    if (const Table* own = table_of(language); own != nullptr) {
        if (!is_empty(own->entries[index].forms)) {
            *table = own;
            return own->entries[index];
        }
    }
    *table = &tables_[danish_];
    return tables_[danish_].entries[index];
}

std::string_view Catalogue::get(Key key, std::string_view language) const {
    const Table* table = nullptr;
    const Entry& found = entry(key, language, &table);
    const std::string& other = found.forms[static_cast<std::size_t>(Plural::Other)];
    if (!other.empty()) return other;
    return *std::find_if(found.forms.begin(), found.forms.end(), [](const std::string& form) { return !form.empty(); });
}

std::string Catalogue::get(Key key, std::string_view language, std::span<const Param> params) const {
    const Table* table = nullptr;
    const Entry& found = entry(key, language, &table);
    std::string_view pattern;
    if (const Param* count = param_named(params, "n"); count != nullptr && count->is_number) {
        pattern = found.forms[static_cast<std::size_t>(plural_of(table->rule, count->number))];
    }
    if (pattern.empty()) pattern = get(key, language);
    const class Language* known = this->language(language);
    const bool rtl = known != nullptr && known->rtl;
    std::string text;
    each_placeholder(pattern, [&](std::string_view literal, std::string_view name) {
        text += literal;
        if (name.empty()) return;
        const Param* param = param_named(params, name);
        if (param == nullptr) {
            text += fmt::format("{{{}}}", name);
            return;
        }
        const bool isolate = !param->value.empty() && (rtl || has_rtl_letters(param->value));
        if (isolate) text += isolate_begin;
        text += param->value;
        if (isolate) text += isolate_end;
    });
    return text;
}

std::string_view Catalogue::raw(Key key, std::string_view language, Plural form) const {
    const Table* table = table_of(language);
    if (table == nullptr) return {};
    return table->entries[static_cast<std::size_t>(key)].forms[static_cast<std::size_t>(form)];
}

std::vector<std::string> Catalogue::faults() const {
    std::vector<std::string> found = load_faults_;
    for (std::size_t i = 0; i < key_count; ++i) {
        const auto key = static_cast<Key>(i);
        const bool counted = !raw(key, danish_tag, Plural::One).empty();
        const auto wanted = sorted_placeholders(get(key, danish_tag));
        for (std::size_t l = 0; l < languages_.size(); ++l) {
            const std::string& tag = languages_[l].tag;
            const auto report = [&](std::string_view what) {
                found.push_back(fmt::format("{}.toml: {} {}", tag, key_names[i], what));
            };
            for (std::size_t f = 0; f < plural_count; ++f) {
                const auto form = static_cast<Plural>(f);
                const std::string_view text = raw(key, tag, form);
                const bool needed =
                    counted ? uses(tables_[l].rule, form) || form == Plural::Other : form == Plural::Other;
                if (text.empty()) {
                    if (needed) report(fmt::format("has no text (form {})", to_string(form)));
                } else if (sorted_placeholders(text) != wanted) {
                    report(fmt::format("does not have the placeholders of the Danish text (form {})", to_string(form)));
                }
            }
        }
    }
    return found;
}

std::optional<Key> key_named(std::string_view section, std::string_view name) {
    return key_of(fmt::format("{}_{}", section, name));
}

std::string sign_name(const Catalogue& catalogue, std::string_view colour, std::string_view picture, int number,
                      std::string_view language) {
    const Language* known = catalogue.language(language);
    const bool second = known != nullptr && std::find(known->second_gender.begin(), known->second_gender.end(),
                                                      picture) != known->second_gender.end();
    const auto word = [&](std::string_view section, std::string_view name) {
        const auto key = key_named(section, name);
        return key ? catalogue.get(*key, language) : name;
    };
    return without_isolates(catalogue.get(Key::sign_name, language,
                                          {{"colour", word(second ? "colour_second" : "colour", colour)},
                                           {"picture", word("picture", picture)},
                                           {"number", number}}));
}

std::vector<std::string_view> placeholders(std::string_view text) {
    std::vector<std::string_view> names;
    each_placeholder(text, [&](std::string_view, std::string_view name) {
        if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    });
    return names;
}

std::string without_isolates(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view three = text.substr(at, 3);
        if (three == isolate_begin || three == isolate_end) {
            at += 3;
        } else {
            plain += text[at++];
        }
    }
    return plain;
}

}  // namespace aaben::text
