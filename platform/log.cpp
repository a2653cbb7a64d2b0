#include "platform/log.hpp"

#include <unistd.h>

#include <cctype>

namespace aaben {

// Masks any run of 10 digits, or 6 digits + '-' or ' ' + 4, that is not part of a longer run of digits. Letters at the
// last four places' start are replacement numbers used in health care; they are masked too.
std::string mask_cpr(std::string_view text) {
    std::string out(text);
    const auto digit = [&](std::size_t i) {
        return i < out.size() && std::isdigit(static_cast<unsigned char>(out[i]));
    };
    const auto alnum = [&](std::size_t i) {
        return i < out.size() && std::isalnum(static_cast<unsigned char>(out[i]));
    };
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (!digit(i) || (i > 0 && alnum(i - 1))) continue;
        std::size_t n = 0;
        while (n < 6 && digit(i + n)) ++n;
        if (n < 6) continue;
        std::size_t j = i + 6;
        if (j < out.size() && (out[j] == '-' || out[j] == ' ')) ++j;
        std::size_t tail = 0;
        while (tail < 4 && alnum(j + tail)) ++tail;
        const bool last_two_digits = tail == 4 && digit(j + 2) && digit(j + 3);
        if (!last_two_digits || alnum(j + 4)) continue;
        for (std::size_t k = i; k < j + 4; ++k)
            if (alnum(k)) out[k] = '*';
    }
    return out;
}

void log(LogLevel level, std::string_view part, std::string_view text) {
    static constexpr std::string_view names[] = {"info", "warning", "ALERT"};
    std::string line;
    line.append(names[static_cast<int>(level)])
        .append(" ")
        .append(part)
        .append(": ")
        .append(mask_cpr(text))
        .append("\n");
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace aaben
