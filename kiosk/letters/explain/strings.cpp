#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "explain/read.hpp"
#include "explain/toml_file.hpp"
#include "language/language.hpp"

namespace aaben::explain {
namespace fs = std::filesystem;
namespace {

void flatten(const toml::table& table, const std::string& before, const TomlFile& file, Strings& out) {
    for (const auto& [key, node] : table) {
        const std::string name = before + std::string(key.str());
        if (const toml::table* inner = node.as_table())
            flatten(*inner, name + ".", file, out);
        else if (const auto text = node.value<std::string>())
            out[name] = *text;
        else if (const toml::array* array = node.as_array()) {
            for (std::size_t i = 0; i < array->size(); ++i)
                if (const auto item = (*array)[i].value<std::string>()) out[name + "." + std::to_string(i)] = *item;
        }
    }
}

// The names in braces of a text; the number of a plural may be left out ("one day", Arabic's dual).
std::set<std::string> holes_of(const std::string& key, const std::string& text) {
    const auto names = placeholders(text);
    std::set<std::string> out(names.begin(), names.end());
    if (without_plural(key) != key) out.erase("n");
    return out;
}

void compare_strings(const std::string& shown, const Strings& danish, const Strings& strings,
                     std::vector<ContentFault>& faults) {
    std::map<std::string, std::pair<std::string, std::string>> da, other;  // without plural → some key and its text
    for (const auto& [key, text] : danish)
        if (!key.starts_with("language.")) da[without_plural(key)] = {key, text};
    for (const auto& [key, text] : strings)
        if (!key.starts_with("language.")) other[without_plural(key)] = {key, text};
    for (const auto& [base, entry] : da)
        if (!other.contains(base) && is_for_citizens(base))
            faults.push_back({shown, "lacks '" + base + "'; the Danish is: " + entry.second, false});
    for (const auto& [key, text] : strings) {
        if (key.starts_with("language.")) continue;
        const auto it = da.find(without_plural(key));
        if (it == da.end()) {
            faults.push_back(
                {shown, "'" + key + "' is not in da.toml; look for a slip of spelling, or remove it", false});
            continue;
        }
        if (!is_for_citizens(key)) {
            faults.push_back({shown, "'" + key + "' is shown to staff alone, in Danish; remove it", false});
            continue;
        }
        const auto mine = holes_of(key, text), theirs = holes_of(it->second.first, it->second.second);
        if (mine != theirs)
            faults.push_back({shown,
                              "'" + key + "' has the placeholders " + joined({mine.begin(), mine.end()}) +
                                  ", the Danish has " + joined({theirs.begin(), theirs.end()}),
                              false});
    }
}

// Every form that a number takes in this language, where the Danish text counts.
void check_plurals(const std::string& shown, const Strings& danish, const Strings& strings,
                   const language::PluralRules& plurals, std::vector<ContentFault>& faults) {
    constexpr std::string_view one = ".one";
    for (const auto& [key, text] : danish) {
        if (!key.ends_with(one)) continue;
        const std::string base = key.substr(0, key.size() - one.size());
        if (!is_for_citizens(base) || !strings.contains(base + ".other")) continue;  // told above
        for (std::size_t i = 0; i < language::plural_count; ++i) {
            const auto form = static_cast<language::Plural>(i);
            const std::string own = base + "." + std::string(language::to_string(form));
            if (plurals.uses(form) && !strings.contains(own))
                faults.push_back({shown, "lacks '" + own + "', a form that numbers take in this language", false});
        }
    }
}

void check_language(const std::string& file, const fs::path& path, const Strings& danish, const Strings& strings,
                    std::vector<ContentFault>& faults) {
    const std::string shown = "languages/" + file;
    compare_strings(shown, danish, strings, faults);
    if (!strings.contains("language.greeting"))
        faults.push_back({shown, "[language] lacks 'greeting', which stands beside its name", false});
    std::ifstream in(path, std::ios::binary);
    const std::string toml(std::istreambuf_iterator<char>(in), {});
    if (const auto language = language::language_from(toml, path.stem().string()))
        check_plurals(shown, danish, strings, language->plurals, faults);
}

}  // namespace

std::string without_plural(const std::string& key) {
    const std::size_t dot = key.rfind('.');
    static const std::set<std::string_view> forms{"zero", "one", "two", "few", "many", "other"};
    return dot != key.npos && forms.contains(std::string_view(key).substr(dot + 1)) ? key.substr(0, dot) : key;
}

bool is_for_citizens(const std::string& key) {
    const std::string section = key.substr(0, key.find('.'));
    return section != "language" &&
           std::ranges::find(language::staff_sections, section) == language::staff_sections.end();
}

Strings read_strings(const std::filesystem::path& path, std::vector<ContentFault>& faults) {
    Strings out;
    const TomlFile file(path, path.filename().string(), faults);
    if (file.read()) flatten(file.root(), "", file, out);
    return out;
}

void check_strings(const std::filesystem::path& dir, std::vector<ContentFault>& faults) {
    std::error_code error;
    std::map<std::string, Strings> by_file;
    for (std::filesystem::directory_iterator it(dir, error), end; !error && it != end; it.increment(error))
        if (it->path().extension() == ".toml")
            by_file[it->path().filename().string()] = read_strings(it->path(), faults);
    const auto da = by_file.find("da.toml");
    if (da == by_file.end()) return;
    for (const auto& [file, strings] : by_file)
        if (file != "da.toml") check_language(file, dir / file, da->second, strings, faults);
}

}  // namespace aaben::explain
