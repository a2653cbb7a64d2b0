#include "journal/fleeting_items.hpp"

#include <fstream>
#include <iterator>

#include "platform/private_files.hpp"
#include "seal/hash.hpp"

namespace aaben::journal {
namespace {

namespace fs = std::filesystem;

}  // namespace

Result<fs::path> FleetingItems::folder() const {
    auto memory = memory_folder(data_);
    if (!memory) return memory.error();
    std::error_code error;
    fs::create_directory(*memory / "items", error);
    if (error) return fail(Fault::Io, "items of today: " + error.message());
    return *memory / "items";
}

Result<> FleetingItems::put(std::string_view etag, std::string_view bytes) const {
    const auto in = folder();
    if (!in) return in.error();
    const fs::path whole = *in / etag, part = whole.string() + ".part";
    std::ofstream file(part, std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    std::error_code error;
    if (file) fs::rename(part, whole, error);
    if (!file || error) return fail(Fault::Io, "an item of today could not be kept in memory");
    return Done{};
}

std::optional<std::string> FleetingItems::bytes(std::string_view etag) const {
    const auto in = folder();
    if (!in) return std::nullopt;
    std::ifstream file(*in / etag, std::ios::binary);
    std::string found{std::istreambuf_iterator<char>(file), {}};
    if (seal::sha256_hex(found) != etag) return std::nullopt;
    return found;
}

void FleetingItems::keep_only(const std::set<std::string>& etags) const {
    const auto in = folder();
    if (!in) return;
    std::error_code error;
    for (const fs::directory_entry& each : fs::directory_iterator(*in, error)) {
        std::error_code ignored;
        if (!etags.contains(each.path().filename().string())) fs::remove(each.path(), ignored);
    }
}

}  // namespace aaben::journal
