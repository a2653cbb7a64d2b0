// Every word on the glass, in every language: typed keys, placeholders, plural forms. assets/languages/*.toml are read
// once at start; text::Key is generated from da.toml at build time, so an unknown key does not compile. Called by
// screens and speech; after load() and overlay() it never changes and may be read on any thread. Always: every key has
// a Danish text; a key that a language lacks is answered in Danish.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "language/language.hpp"
#include "platform/result.hpp"
#include "text/keys.hpp"

namespace aaben::text {

// A value for a {placeholder}. A number also chooses the plural form when its name is "n".
struct Param {
    std::string_view name;
    std::string value;
    std::int64_t number = 0;
    bool is_number = false;

    Param(std::string_view param_name, std::string text) : name(param_name), value(std::move(text)) {}
    Param(std::string_view param_name, std::string_view text) : name(param_name), value(text) {}
    Param(std::string_view param_name, const char* text) : name(param_name), value(text) {}
    Param(std::string_view param_name, std::int64_t count)
        : name(param_name), value(std::to_string(count)), number(count), is_number(true) {}
    Param(std::string_view param_name, int count) : Param(param_name, static_cast<std::int64_t>(count)) {}
};

class Catalogue {
  public:
    // Faults: NotFound (no da.toml), Invalid (a file breaks its format; `what` says which and where).
    static Result<Catalogue> load(const std::filesystem::path& directory);
    // Lays the language files of a content bundle over the program's own: texts it has replace, new languages join,
    // what it lacks stays. A file that breaks its format changes nothing and is named in faults(). Before any get().
    void overlay(const std::filesystem::path& directory);

    [[nodiscard]] std::span<const language::Language> languages() const { return languages_; }
    [[nodiscard]] const language::Language* language(std::string_view tag) const;  // nullptr: not known
    // The language of that tag, Danish when it is not known: how to write dates and numbers beside its words.
    [[nodiscard]] const language::Language& spoken(std::string_view tag) const;

    // The text as written in the file; the view lives as long as the catalogue.
    [[nodiscard]] std::string_view get(Key key, std::string_view language) const;
    // The same with {name} replaced, and the plural form chosen by {n}. Values are isolated (U+2068…U+2069) in
    // languages from right to left, so that numbers and names keep their order. An unknown placeholder stays as
    // written.
    [[nodiscard]] std::string get(Key key, std::string_view language, std::span<const Param> params) const;
    [[nodiscard]] std::string get(Key key, std::string_view language, std::initializer_list<Param> params) const {
        return get(key, language, std::span<const Param>(params.begin(), params.size()));
    }

    // What is wrong with the language files, a line each: keys missing or unknown, placeholders that differ from the
    // Danish ones, plural forms the language needs and lacks, files that could not be read (that language is left out).
    // [staff] and [record] are Danish alone.
    [[nodiscard]] std::vector<std::string> faults() const;

    // For tests and `kioskctl content check`: the raw form, or empty when the language has none of its own.
    [[nodiscard]] std::string_view raw(Key key, std::string_view language, language::Plural form) const;

  private:
    using Forms = std::array<std::string, language::plural_count>;  // a text without plural forms is in Plural::Other
    using Table = std::vector<Forms>;                               // by Key
    // The texts of a key and the place of the language they are in: its own, or Danish.
    [[nodiscard]] const Forms& forms_of(Key key, std::string_view language, std::size_t& place) const;
    [[nodiscard]] std::optional<std::size_t> place_of(std::string_view language) const;
    Result<> read_file(const std::filesystem::path& file);
    void merge(language::Language language, Table table);

    std::vector<language::Language> languages_;
    std::vector<Table> tables_;  // beside languages_
    std::vector<std::string> load_faults_;
    std::size_t danish_ = 0;
};

// The key of [section] name, for names that are only known at run time: key_named("purpose", "letter").
[[nodiscard]] std::optional<Key> key_named(std::string_view section, std::string_view name);

// "Grøn cykel 7" · "Grønt hus 7": a call-sign by the names of its colour and picture ("green", "house"), in the grammar
// of the language. Names the catalogue does not know are shown as they are.
[[nodiscard]] std::string sign_name(const Catalogue& catalogue, std::string_view colour, std::string_view picture,
                                    int number, std::string_view language);

// The names in braces, in order, each once: "Her er {name}" → name.
[[nodiscard]] std::vector<std::string_view> placeholders(std::string_view text);

// Without the invisible direction marks that get() puts around values: for speech, slips and logs.
[[nodiscard]] std::string without_isolates(std::string_view text);

}  // namespace aaben::text
