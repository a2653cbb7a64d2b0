#include "text/fonts.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

namespace aaben::text {
namespace {

std::vector<std::string> strings(const toml::node_view<const toml::node>& node) {
    std::vector<std::string> found;
    if (const toml::array* array = node.as_array()) {
        for (const toml::node& item : *array) {
            if (const auto text = item.value<std::string>()) found.push_back(*text);
        }
    }
    return found;
}

FontFamily family_of(const toml::table& table) {
    FontFamily family;
    family.name = table["name"].value_or(std::string());
    family.paths = {strings(table["regular"]), strings(table["semibold"]), strings(table["bold"])};
    family.scale = table["scale"].value_or(family.scale);
    family.line_height = table["line_height"].value_or(family.line_height);
    return family;
}

}  // namespace

Result<FontPaths> read_font_paths(const std::filesystem::path& toml) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(toml, ignored)) {
        return fail(Fault::NotFound, fmt::format("font list {} is not there", toml.string()));
    }
    try {
        const toml::table root = toml::parse_file(toml.string());
        FontPaths paths;
        if (const toml::array* families = root["family"].as_array()) {
            for (const toml::node& node : *families) {
                if (const toml::table* table = node.as_table()) paths.families.push_back(family_of(*table));
            }
        }
        paths.icons = strings(root["icons"]["paths"]);
        if (paths.families.empty() || paths.families.front().paths[0].empty()) {
            return fail(Fault::Invalid, fmt::format("{} names no regular font of a main family", toml.string()));
        }
        for (const FontFamily& family : paths.families) {
            if (family.scale < 0.5F || family.scale > 2.0F || family.line_height < 1.0F || family.line_height > 3.0F) {
                return fail(Fault::Invalid,
                            fmt::format("{}: scale is 0.5–2 and line_height 1–3 ({})", toml.string(), family.name));
            }
        }
        return paths;
    } catch (const toml::parse_error& error) {
        return fail(Fault::Invalid,
                    fmt::format("{} line {}: {}", toml.string(), error.source().begin.line, error.description()));
    }
}

}  // namespace aaben::text
