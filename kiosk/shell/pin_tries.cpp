#include "shell/pin_tries.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "platform/durable.hpp"

namespace aaben::shell {
namespace {

constexpr std::uint64_t tries_max = 1'000'000;  // far beyond the longest pause; keeps a damaged number from overflowing

}  // namespace

Tries tries_of(const flow::Model& model) {
    Tries out;
    for (const auto& [caseworker, lockout] : model.lockouts) out[caseworker] = lockout.tries;
    return out;
}

Result<Tries> read_tries(const std::filesystem::path& file) {
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) return Tries{};
    std::ifstream in(file);
    const auto json = nlohmann::json::parse(in, nullptr, false);
    if (!json.is_object()) return fail(Fault::Invalid, "the file of tries at PINs is damaged; counting begins anew.");
    Tries out;
    for (const auto& [caseworker, tries] : json.items())
        if (tries.is_number_unsigned())
            out[caseworker] = static_cast<int>(std::min(tries.get<std::uint64_t>(), tries_max));
    return out;
}

Result<> write_tries(const std::filesystem::path& file, const Tries& tries) {
    return write_whole(file, nlohmann::json(tries).dump());
}

}  // namespace aaben::shell
