#include "jobcenter/known.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace aaben::jobcenter {
namespace {

constexpr std::size_t names_told_max = 20;
constexpr std::string_view for_unit = "unit:";
constexpr std::string_view for_device = "device:";

Result<> must_be_among(const std::vector<std::string>& names, const std::string& name, std::string_view what,
                       std::string_view when_none) {
    if (std::ranges::find(names, name) != names.end()) return Done{};
    return fail(Fault::NotFound, fmt::format("no {} is called {}; {}", what, name,
                                             names.empty() ? std::string(when_none) : "known: " + names_told(names)));
}

}  // namespace

Result<> must_know_unit(Store& store, const std::string& unit, WallMs now_ms) {
    if (unit.empty()) return Done{};
    auto units = store.units(now_ms);
    if (!units) return units.error();
    return must_be_among(*units, unit, "unit", "none is known yet, and its first code makes it known: code new --unit");
}

Result<> must_know_device(Store& store, const std::string& device) {
    if (device.empty()) return Done{};
    auto devices = store.devices();
    if (!devices) return devices.error();
    std::vector<std::string> names;
    for (Device& one : *devices) names.push_back(std::move(one.id));
    return must_be_among(names, device, "device", "none is known yet");
}

Result<> must_know_target(Store& store, const std::string& target, WallMs now_ms) {
    if (target.starts_with(for_unit)) return must_know_unit(store, target.substr(for_unit.size()), now_ms);
    if (target.starts_with(for_device)) return must_know_device(store, target.substr(for_device.size()));
    return Done{};
}

std::string names_told(const std::vector<std::string>& names) {
    std::string told;
    for (std::size_t i = 0; i < std::min(names.size(), names_told_max); ++i) told += (i == 0 ? "" : ", ") + names[i];
    if (names.size() > names_told_max) told += fmt::format(" and {} more", names.size() - names_told_max);
    return told;
}

std::string target_of(const std::string& unit, const std::string& device) {
    if (!device.empty()) return std::string(for_device) + device;
    return unit.empty() ? "*" : std::string(for_unit) + unit;
}

}  // namespace aaben::jobcenter
