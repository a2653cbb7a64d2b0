#include "shell/reader_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <ctime>
#include <nlohmann/json.hpp>

#include "wire/encoding.hpp"

namespace aaben::shell {
namespace {

constexpr std::size_t answer_bytes_max = 8 * 1024 * 1024;  // ten crops are a few hundred KiB

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
    const auto crops = in.find("crops");
    if (crops == in.end() || !crops->is_array()) return out;
    for (const auto& crop : *crops) {
        if (!crop.is_object() || !crop.contains("field") || !crop["field"].is_string() || !crop.contains("png") ||
            !crop["png"].is_string())
            continue;
        const auto bytes = wire::from_base64(crop["png"].get<std::string>());
        if (!bytes) continue;
        auto picture = camera::decode_picture({bytes->begin(), bytes->end()});
        if (picture) out.crops.emplace_back(crop["field"].get<std::string>(), *std::move(picture));
    }
    return out;
}

std::string ReaderProcess::answer_of(int picture_fd, const std::string& today, MonoMs limit_ms) {
    int pipe[2];
    if (::pipe2(pipe, O_CLOEXEC) != 0) return {};
    const std::string program = program_.string(), fd_word = std::to_string(picture_fd);
    const char* argv[] = {program.c_str(), "--fd", fd_word.c_str(), "--today", today.c_str(), "--crops", nullptr};
    ::setenv("OMP_THREAD_LIMIT", "1", 0);
    const pid_t pid = ::fork();
    if (pid == 0) {
        ::dup2(pipe[1], STDOUT_FILENO);
        [[maybe_unused]] const int less_urgent = ::nice(5);  // the glass keeps its frames
        ::execv(program.c_str(), const_cast<char* const*>(argv));
        ::_exit(127);
    }
    ::close(pipe[1]);
    running_ = pid;
    std::string answer;
    const MonoMs end = now_ms() + limit_ms;
    bool whole = false;
    while (pid > 0 && !cancelled_ && answer.size() < answer_bytes_max) {
        pollfd waiting{pipe[0], POLLIN, 0};
        const MonoMs left = end - now_ms();
        if (left <= 0) break;
        if (::poll(&waiting, 1, static_cast<int>(std::min<MonoMs>(left, 200))) <= 0) continue;
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

std::optional<ReadAnswer> ReaderProcess::read(const camera::Frame& frame, calendar::Date today, MonoMs limit_ms) {
    cancelled_ = false;
    const int fd = picture_in_memory(frame);
    if (fd < 0) return std::nullopt;
    std::string answer = answer_of(fd, calendar::to_string(today), limit_ms);
    ::close(fd);
    const std::optional<ReadAnswer> parsed = parse_answer(answer);
    std::fill(answer.begin(), answer.end(), '\0');
    return cancelled_ ? std::nullopt : parsed;
}

void ReaderProcess::cancel() {
    cancelled_ = true;
    if (const pid_t pid = running_; pid > 0) ::kill(pid, SIGKILL);
}

}  // namespace aaben::shell
