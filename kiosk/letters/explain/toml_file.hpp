// One TOML file being read: remembers every key that was asked for, so that the keys nobody asked for (misspelt ones)
// can be told to the editor. Private to explain: read.cpp and strings.cpp only. Never throws.
#pragma once

#include <toml++/toml.h>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "explain/content.hpp"

namespace aaben::explain {

inline constexpr std::uintmax_t file_bytes_max = 256 * 1024;

class TomlFile {
  public:
    TomlFile(const std::filesystem::path& path, std::string shown, std::vector<ContentFault>& faults)
        : shown_(std::move(shown)), faults_(faults) {
        std::error_code error;
        const auto bytes = std::filesystem::file_size(path, error);
        if (error || bytes > file_bytes_max) {
            fatal(error ? "is missing" : "is larger than 256 KiB; split it or shorten it");
            return;
        }
        std::ifstream in(path, std::ios::binary);
        std::stringstream text;
        text << in.rdbuf();
        try {
            root_ = toml::parse(text.str());
            read_ = true;
        } catch (const toml::parse_error& e) {
            fatal("line " + std::to_string(e.source().begin.line) + " is not TOML: " + std::string(e.description()));
        }
    }

    [[nodiscard]] bool read() const { return read_; }
    [[nodiscard]] const toml::table& root() const { return root_; }
    void fatal(const std::string& what) const { faults_.push_back({shown_, what, true}); }
    void fault(const std::string& what) const { faults_.push_back({shown_, what, false}); }

    // A text of the table; wrong kinds are faults. `where` names the table for the message ("[do]").
    std::string text(const toml::table& table, std::string_view key) const {
        const toml::node* node = table.get(key);
        if (node == nullptr) return {};
        if (const auto value = node->value<std::string>()) return *value;
        fatal("'" + std::string(key) + "' must be a text in quotation marks");
        return {};
    }

    std::vector<std::string> texts(const toml::table& table, std::string_view key) const {
        std::vector<std::string> out;
        const toml::node* node = table.get(key);
        if (node == nullptr) return out;
        if (const toml::array* array = node->as_array()) {
            for (const toml::node& item : *array) {
                if (const auto value = item.value<std::string>())
                    out.push_back(*value);
                else
                    fatal("'" + std::string(key) + "' must be a list of texts");
            }
        } else {
            fatal("'" + std::string(key) + "' must be a list in square brackets");
        }
        return out;
    }

    std::optional<calendar::Date> date(const toml::table& table, std::string_view key) const {
        const toml::node* node = table.get(key);
        if (node == nullptr) return std::nullopt;
        if (const auto value = node->value<toml::date>())
            return calendar::make_date(value->year, value->month, value->day);
        fatal("'" + std::string(key) + "' must be a date like 2026-11-21, without quotation marks");
        return std::nullopt;
    }

    const toml::table* table(const toml::table& parent, std::string_view key) const {
        const toml::node* node = parent.get(key);
        if (node == nullptr) return nullptr;
        if (const toml::table* found = node->as_table()) return found;
        fatal("'" + std::string(key) + "' must be a section like [" + std::string(key) + "]");
        return nullptr;
    }

    void only(const toml::table& table, const std::string& where, const std::set<std::string_view>& known) const {
        for (const auto& [key, node] : table)
            if (!known.contains(key.str()))
                fault("unknown key '" + std::string(key.str()) + "'" + where + "; look for a slip of spelling");
    }

  private:
    std::string shown_;
    std::vector<ContentFault>& faults_;
    toml::table root_;
    bool read_ = false;
};

}  // namespace aaben::explain
