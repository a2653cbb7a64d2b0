#include "shell/reader_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <ctime>
#include <nlohmann/json.hpp>

#include "wire/encoding.hpp"

namespace aaben::shell {
namespace {

constexpr std::size_t answer_bytes_max = std::size_t{32} * 1024 * 1024;  // ten crops are a few MiB of greys
constexpr std::uint64_t crop_width_max = 20'000;

MonoMs now_ms() {
    timespec t{};
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1'000'000;
}

int picture_in_memory(const camera::Frame& frame) {
    const std::vector<std::uint8_t> bytes = frame.encoded.empty() ? camera::encode_ppm(frame) : frame.encoded;
    const int fd = ::memfd_create("letter", 0);  // inherited by the reader
    std::size_t written = 0;
    while (fd >= 0 && written < bytes.size()) {
        const ssize_t n = ::write(fd, bytes.data() + written, bytes.size() - written);
        if (n <= 0) {
            ::close(fd);
            return -1;
        }
        written += static_cast<std::size_t>(n);
    }
    if (fd >= 0) ::lseek(fd, 0, SEEK_SET);
    return fd;
}

// Where the field stands in its crop; an empty area when that is not four whole numbers within reason.
flow::Area area_of(const nlohmann::json& crop) {
    const auto box = crop.find("box");
    if (box == crop.end() || !box->is_array() || box->size() != 4) return {};
    std::array<int, 4> n{};
    for (std::size_t i = 0; i < 4; ++i) {
        if (!(*box)[i].is_number_integer()) return {};
        n[i] = (*box)[i].get<int>();
        if (n[i] < 0 || n[i] > 20'000) return {};
    }
    return {n[0], n[1], n[2], n[3]};
}

// The picture of a field: plain greys, so that nothing is decoded here; empty when they do not fill whole rows.
camera::Frame picture_of(const nlohmann::json& crop) {
    const auto width = crop.find("width"), grey = crop.find("grey");
    if (width == crop.end() || !width->is_number_unsigned() || grey == crop.end() || !grey->is_string()) return {};
    const auto bytes = wire::from_base64(grey->get<std::string>());
    const auto w = width->get<std::uint64_t>();
    if (!bytes || w == 0 || w > crop_width_max || bytes->empty() || bytes->size() % w != 0) return {};
    camera::Frame frame;
    frame.width = static_cast<int>(w), frame.height = static_cast<int>(bytes->size() / w);
    for (const char value : *bytes) frame.rgb.insert(frame.rgb.end(), 3, static_cast<std::uint8_t>(value));
    return frame;
}

}  // namespace

// The answer is our own program's, yet it is parsed as if it were not: a damaged one must not end the kiosk.
std::optional<ReadAnswer> parse_answer(const std::string& json) {
    const auto in = nlohmann::json::parse(json, nullptr, false);
    if (!in.is_object() || !in.contains("fields")) return std::nullopt;
    ReadAnswer out;
    if (const auto type = in.find("type"); type != in.end() && type->is_string()) out.type = type->get<std::string>();
    const auto fields =
        letters::fields_from_json(in["fields"].dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    if (!fields) return std::nullopt;
    out.fields = *fields;
    if (const auto official = in.find("official"); official != in.end() && out.type.empty())
        out.official =
            letters::official_from_json(official->dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    if (const auto missing = in.find("missing_page"); missing != in.end() && missing->is_number_integer())
        out.missing_page = std::clamp(missing->get<int>(), 0, flow::letter_pages_max);
    out.other_letter = in.contains("other_letter") && in["other_letter"] == true;
    const auto crops = in.find("crops");
    if (crops == in.end() || !crops->is_array()) return out;
    for (const auto& crop : *crops) {
        if (!crop.is_object() || !crop.contains("field") || !crop["field"].is_string()) continue;
        if (auto picture = picture_of(crop); !picture.empty())
            out.crops.push_back({crop["field"].get<std::string>(), std::move(picture), area_of(crop)});
    }
    return out;
}

std::string ReaderProcess::answer_of(const std::vector<int>& pictures, const std::string& today,
                                     std::int64_t limit_ms) {
    int pipe[2];
    if (::pipe2(pipe, O_CLOEXEC) != 0) return {};
    std::vector<std::string> words{program_.string(), "--today", today, "--crops"};
    for (const int fd : pictures) words.insert(words.end(), {"--fd", std::to_string(fd)});
    std::vector<char*> argv;
    argv.reserve(words.size() + 1);
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    ::setenv("OMP_THREAD_LIMIT", "1", 0);
    const pid_t pid = ::fork();
    if (pid == 0) {
        ::dup2(pipe[1], STDOUT_FILENO);
        [[maybe_unused]] const int less_urgent = ::nice(5);  // the glass keeps its frames
        ::execv(argv[0], argv.data());
        ::_exit(127);
    }
    ::close(pipe[1]);
    running_ = pid;
    std::string answer;
    const MonoMs end = now_ms() + limit_ms;
    bool whole = false;
    while (pid > 0 && !cancelled_ && answer.size() < answer_bytes_max) {
        pollfd waiting{pipe[0], POLLIN, 0};
        const std::int64_t left = end - now_ms();
        if (left <= 0) break;
        if (::poll(&waiting, 1, static_cast<int>(std::min<std::int64_t>(left, 200))) <= 0) continue;
        char buffer[65536];
        const ssize_t n = ::read(pipe[0], buffer, sizeof buffer);
        if (n <= 0) {
            whole = n == 0;
            break;
        }
        answer.append(buffer, static_cast<std::size_t>(n));
    }
    ::close(pipe[0]);
    running_ = 0;
    if (pid > 0) {
        if (!whole) ::kill(pid, SIGKILL);
        int status = 0;
        ::waitpid(pid, &status, 0);
        if (!whole || !WIFEXITED(status) || WEXITSTATUS(status) != 0) answer.clear();
    }
    return answer;
}

std::optional<ReadAnswer> ReaderProcess::read(const std::vector<camera::Frame>& pages, calendar::Date today,
                                              std::int64_t limit_ms) {
    std::vector<int> pictures;
    pictures.reserve(pages.size());
    for (const camera::Frame& page : pages) pictures.push_back(picture_in_memory(page));
    const bool whole = std::ranges::none_of(pictures, [](int fd) { return fd < 0; });
    std::string answer = whole ? answer_of(pictures, calendar::to_string(today), limit_ms) : std::string{};
    for (const int fd : pictures) {
        if (fd >= 0) ::close(fd);
    }
    const std::optional<ReadAnswer> parsed = parse_answer(answer);
    std::fill(answer.begin(), answer.end(), '\0');
    return cancelled_ ? std::nullopt : parsed;
}

void ReaderProcess::cancel() {
    cancelled_ = true;
    if (const pid_t pid = running_; pid > 0) ::kill(pid, SIGKILL);
}

}  // namespace aaben::shell
