#include "daemon/config.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>

#include "daemon/files.hpp"

namespace aaben::daemon {
namespace {

constexpr std::array<std::string_view, 5> known_keys{"jobcenter", "ca", "pins", "content_keys", "network"};
constexpr std::array<std::string_view, 3> network_keys{"connect_timeout_s", "request_timeout_s", "low_speed_s"};

template <std::size_t N>
Result<> only(const toml::table& table, const std::array<std::string_view, N>& known) {
    for (const auto& [key, value] : table)
        if (std::find(known.begin(), known.end(), key.str()) == known.end())
            return fail(Fault::Invalid, "line " + std::to_string(key.source().begin.line) + ": '" +
                                            std::string(key.str()) + "' is not a setting of kiosk-sync");
    return Done{};
}

Result<std::vector<std::string>> texts(const toml::table& table, std::string_view name, std::size_t count_max) {
    std::vector<std::string> out;
    const auto node = table[name];
    if (!node) return out;
    const auto* array = node.as_array();
    if (array == nullptr || array->size() > count_max)
        return fail(Fault::Invalid,
                    std::string(name) + " must be a list of at most " + std::to_string(count_max) + " texts");
    for (const auto& each : *array) {
        const auto text = each.value<std::string>();
        if (!text || text->empty()) return fail(Fault::Invalid, std::string(name) + " must hold texts");
        out.push_back(*text);
    }
    return out;
}

Result<> seconds(const toml::table& table, std::string_view name, std::int64_t& into) {
    const auto node = table[name];
    if (!node) return Done{};
    const auto value = node.value_exact<std::int64_t>();
    if (!value || *value < 1 || *value > 3600)
        return fail(Fault::Invalid, std::string(name) + " must be whole seconds, 1 to 3600");
    into = *value;
    return Done{};
}

bool is_pin(const std::string& text) {
    return text.starts_with("sha256//") && text.size() == 8 + 44;
}

Result<Config> from_table(const toml::table& table, const std::filesystem::path& folder) {
    Config config;
    if (auto known = only(table, known_keys); !known.ok()) return known.error();
    config.jobcenter = table["jobcenter"].value_or(std::string());
    if (!config.jobcenter.starts_with("https://") || config.jobcenter.size() > 300)
        return fail(Fault::Invalid, "jobcenter must be an address that begins with https://");
    auto pins = texts(table, "pins", 4);
    if (!pins.ok()) return pins.error();
    config.pins = *pins;
    for (const std::string& pin : config.pins)
        if (!is_pin(pin)) return fail(Fault::Invalid, "a pin looks like sha256//<44 characters of base64>");
    auto keys = texts(table, "content_keys", 4);
    if (!keys.ok()) return keys.error();
    config.content_keys = *keys;
    if (const auto ca = table["ca"]; ca) {
        const auto name = ca.value<std::string>();
        if (!name) return fail(Fault::Invalid, "ca must name a file");
        auto pem = read_small(folder / *name);
        if (!pem.ok()) return fail(Fault::Invalid, "ca: the file " + *name + " cannot be read");
        config.ca_pem = *pem;
    }
    if (const auto network = table["network"]; network) {
        if (!network.is_table()) return fail(Fault::Invalid, "[network] must be a section");
        const toml::table& part = *network.as_table();
        if (auto known = only(part, network_keys); !known.ok()) return known.error();
        for (auto [name, into] :
             {std::pair{"connect_timeout_s", &config.connect_timeout_s},
              std::pair{"request_timeout_s", &config.request_timeout_s}, std::pair{"low_speed_s", &config.low_speed_s}})
            if (auto done = seconds(part, name, *into); !done.ok()) return done.error();
    }
    return config;
}

}  // namespace

Result<Config> parse_config(std::string_view text, const std::filesystem::path& folder) {
    try {
        return from_table(toml::parse(text), folder);
    } catch (const toml::parse_error& error) {
        return fail(Fault::Invalid,
                    "line " + std::to_string(error.source().begin.line) + ": " + std::string(error.description()));
    } catch (const std::exception& error) {
        return fail(Fault::Invalid, error.what());
    }
}

Result<Config> read_config(const std::filesystem::path& file) {
    const auto text = read_small(file);
    if (!text.ok()) return text.error();
    return parse_config(*text, file.parent_path());
}

}  // namespace aaben::daemon
