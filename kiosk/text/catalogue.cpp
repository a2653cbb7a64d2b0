#include "text/catalogue.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "language/utf8.hpp"

namespace aaben::text {

using language::Plural;
using language::plural_count;

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

bool has_rtl_letters(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        if (language::runs_rtl(language::next_point(text, at))) return true;
    }
    return false;
}

// With every isolate that a value opens closed in it, and none closed that it did not open: a name cannot reach beyond
// its place in a sentence.
std::string balanced(std::string_view value) {
    std::string text;
    std::size_t open = 0;
    for (std::size_t at = 0; at < value.size();) {
        const std::size_t begin = at;
        const char32_t point = language::next_point(value, at);
        const bool opens = point >= 0x2066 && point <= 0x2068, closes = point == 0x2069;
        if (closes && open == 0) continue;
        if (opens) ++open;
        if (closes) --open;
        text += value.substr(begin, at - begin);
    }
    for (; open > 0; --open) text += isolate_end;
    return text;
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

// What only staff read, whose side is Danish.
bool is_for_staff(std::string_view key) {
    return std::ranges::any_of(language::staff_sections, [&](std::string_view section) {
        return key.starts_with(section) && key.substr(section.size()).starts_with('_');
    });
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
bool read_forms(const toml::node& value, std::array<std::string, plural_count>& forms) {
    if (const auto text = value.value<std::string>()) {
        forms[static_cast<std::size_t>(Plural::Other)] = *text;
        return true;
    }
    const toml::table* table = value.as_table();
    if (table == nullptr) return false;
    for (const auto& [name, node] : *table) {
        const auto form = language::plural_named(name.str());
        const auto text = node.value<std::string>();
        if (!form || !text) return false;
        forms[static_cast<std::size_t>(*form)] = *text;
    }
    return true;
}

std::string contents(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

Result<Catalogue> Catalogue::load(const std::filesystem::path& directory) {
    Catalogue catalogue;
    for (const std::filesystem::path& file : language_files(directory)) {
        const Result<> read = catalogue.read_file(file);
        if (read.ok()) continue;
        if (file.stem() == danish_tag) return read.error();
        catalogue.load_faults_.push_back(read.error().what + "; the language is left out");
    }
    const auto danish = catalogue.place_of(danish_tag);
    if (!danish) {
        return fail(Fault::NotFound,
                    fmt::format("there is no da.toml in {}; nothing can be shown", directory.string()));
    }
    catalogue.danish_ = *danish;
    for (std::size_t i = 0; i < key_count; ++i) {
        if (is_empty(catalogue.tables_[*danish][i])) {
            return fail(Fault::Invalid, fmt::format("da.toml lacks {}, which the program shows", key_names[i]));
        }
    }
    return catalogue;
}

void Catalogue::overlay(const std::filesystem::path& directory) {
    for (const std::filesystem::path& file : language_files(directory)) {
        const Result<> read = read_file(file);
        if (!read.ok()) load_faults_.push_back(read.error().what + "; what was there before is kept");
    }
    danish_ = place_of(danish_tag).value_or(0);
}

Result<> Catalogue::read_file(const std::filesystem::path& file) {
    const std::string name = file.filename().string();
    const std::string toml = contents(file);
    auto language = language::language_from(toml, file.stem().string());
    if (!language) return fail(language.error().fault, fmt::format("{}: {}", name, language.error().what));
    const toml::table root = toml::parse(toml);  // language_from has refused what is not TOML
    Table table(key_count);
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
            if (!read_forms(value, table[static_cast<std::size_t>(*key)])) {
                return fail(Fault::Invalid, fmt::format("{}: {} is neither a text nor plural forms", name, full));
            }
        }
    }
    merge(*std::move(language), std::move(table));
    return Done{};
}

void Catalogue::merge(language::Language language, Table table) {
    if (const auto at = place_of(language.tag)) {
        for (std::size_t i = 0; i < key_count; ++i) {
            if (is_empty(table[i])) table[i] = std::move(tables_[*at][i]);
        }
        tables_[*at] = std::move(table);
        languages_[*at] = std::move(language);
        return;
    }
    const auto place = std::find_if(languages_.begin(), languages_.end(),
                                    [&](const language::Language& other) { return other.order > language.order; });
    tables_.insert(tables_.begin() + (place - languages_.begin()), std::move(table));
    languages_.insert(place, std::move(language));
}

std::optional<std::size_t> Catalogue::place_of(std::string_view tag) const {
    const auto found = std::find_if(languages_.begin(), languages_.end(),
                                    [&](const language::Language& language) { return language.tag == tag; });
    if (found == languages_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - languages_.begin());
}

const language::Language* Catalogue::language(std::string_view tag) const {
    const auto place = place_of(tag);
    return place ? &languages_[*place] : nullptr;
}

const language::Language& Catalogue::spoken(std::string_view tag) const {
    return languages_[place_of(tag).value_or(danish_)];
}

const Catalogue::Forms& Catalogue::forms_of(Key key, std::string_view language, std::size_t& place) const {
    const auto index = static_cast<std::size_t>(key);
    place = place_of(language).value_or(danish_);
    if (is_empty(tables_[place][index])) place = danish_;
    return tables_[place][index];
}

std::string_view Catalogue::get(Key key, std::string_view language) const {
    std::size_t place = 0;
    const Forms& forms = forms_of(key, language, place);
    const std::string& other = forms[static_cast<std::size_t>(Plural::Other)];
    if (!other.empty()) return other;
    return *std::find_if(forms.begin(), forms.end(), [](const std::string& form) { return !form.empty(); });
}

std::string Catalogue::get(Key key, std::string_view language, std::span<const Param> params) const {
    std::size_t place = 0;
    const Forms& forms = forms_of(key, language, place);
    std::string_view pattern;
    if (const Param* count = param_named(params, "n"); count != nullptr && count->is_number) {
        pattern = forms[static_cast<std::size_t>(languages_[place].plurals.form(count->number))];
    }
    if (pattern.empty()) pattern = get(key, language);
    const bool rtl = spoken(language).rtl;
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
        text += balanced(param->value);
        if (isolate) text += isolate_end;
    });
    return text;
}

std::string_view Catalogue::raw(Key key, std::string_view language, Plural form) const {
    const auto place = place_of(language);
    if (!place) return {};
    return tables_[*place][static_cast<std::size_t>(key)][static_cast<std::size_t>(form)];
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
                    counted ? languages_[l].plurals.uses(form) || form == Plural::Other : form == Plural::Other;
                if (is_for_staff(key_names[i]) && tag != danish_tag) {
                    if (!text.empty()) report("is shown to staff alone, in Danish");
                } else if (text.empty()) {
                    if (needed) report(fmt::format("has no text (form {})", language::to_string(form)));
                } else if (sorted_placeholders(text) != wanted) {
                    report(fmt::format("does not have the placeholders of the Danish text (form {})",
                                       language::to_string(form)));
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
    const std::vector<std::string>& others = catalogue.spoken(language).second_gender;
    const bool second = std::find(others.begin(), others.end(), picture) != others.end();
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
