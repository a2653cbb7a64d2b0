#include "folder/enrol_request.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <nlohmann/json.hpp>

#include "platform/durable.hpp"

namespace aaben::folder {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

char same_as(char c) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') return '0';
    if (c == 'I' || c == 'L') return '1';
    return c;
}

// What people and scanners with another keyboard layout put between the groups.
bool separates(char c) {
    return std::string_view(" -_/+.\t\r\n").find(c) != std::string_view::npos;
}

}  // namespace

std::optional<std::string> code_from(std::string_view typed) {
    std::string code;
    std::size_t taken = 0;
    for (const char c : typed) {
        if (separates(c) || static_cast<unsigned char>(c) >= 0x80) continue;  // a dash may be longer than one byte
        const char one = same_as(c);
        if (alphabet.find(one) == std::string_view::npos || taken == code_length) return std::nullopt;
        if (taken != 0 && taken % 4 == 0) code += '-';
        code += one;
        ++taken;
    }
    if (taken != code_length) return std::nullopt;
    return code;
}

Result<> write_enrol_request(const Layout& layout, const std::string& code) {
    const std::filesystem::path target = layout.enrol_request(), part = layout.root / "enrol-request.part";
    const std::string text = nlohmann::json{{"code", code}}.dump();
    const int fd = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    const bool written =
        fd >= 0 && ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(fd) == 0;
    const int problem = errno;
    if (fd >= 0) ::close(fd);
    if (!written) return fail(disk_fault(problem), "the one-time code could not be handed to kiosk-sync");
    std::error_code error;
    std::filesystem::rename(part, target, error);
    if (error) return fail(disk_fault(error.value()), "the one-time code could not be handed to kiosk-sync");
    return Done{};
}

Result<std::string> read_enrol_request(const Layout& layout) {
    const int fd = ::open(layout.enrol_request().c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return fail(Fault::NotFound, "no code was typed");
    std::array<char, 4096> bytes{};
    const ssize_t size = ::read(fd, bytes.data(), bytes.size());
    ::close(fd);
    if (size < 0) return fail(Fault::Io, "the kiosk's request cannot be read");
    const auto json = nlohmann::json::parse(bytes.data(), bytes.data() + size, nullptr, false);
    if (!json.is_object() || !json.contains("code") || !json["code"].is_string())
        return fail(Fault::Invalid, "the kiosk's request is no request");
    auto code = code_from(json["code"].get<std::string>());
    if (!code) return fail(Fault::Invalid, "the kiosk's request holds no code");
    return *std::move(code);
}

}  // namespace aaben::folder
