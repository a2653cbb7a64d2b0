#include "reader_process/reader_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <nlohmann/json.hpp>

extern char** environ;  // NOLINT: POSIX declares it nowhere

namespace aaben::reader_process {
namespace {

constexpr std::size_t largest_answer = 32U * 1024 * 1024;

class Descriptor {
  public:
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    [[nodiscard]] int get() const { return fd_; }
    int release() { return std::exchange(fd_, -1); }

  private:
    int fd_;
};

Result<Descriptor> in_memory(const std::vector<unsigned char>& bytes) {
    Descriptor memory(::memfd_create("letter", MFD_CLOEXEC));
    if (memory.get() < 0) return fail(Fault::Io, "no memory file for the picture");
    std::size_t done = 0;
    while (done < bytes.size()) {
        const auto wrote = ::write(memory.get(), bytes.data() + done, bytes.size() - done);
        if (wrote <= 0) return fail(Fault::Io, "the picture does not fit in memory");
        done += static_cast<std::size_t>(wrote);
    }
    if (::lseek(memory.get(), 0, SEEK_SET) != 0) return fail(Fault::Io, "the picture's memory file cannot be rewound");
    return memory;
}

std::vector<unsigned char> from_base64(std::string_view text) {
    std::vector<unsigned char> out;
    unsigned value = 0;
    int bits = 0;
    for (const char c : text) {
        constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        const auto digit = digits.find(c);
        if (digit == std::string_view::npos) continue;
        value = value << 6U | static_cast<unsigned>(digit);
        bits += 6;
        if (bits >= 8)
            bits -= 8, out.push_back(static_cast<unsigned char>(value >> static_cast<unsigned>(bits) & 255U));
    }
    return out;
}

std::optional<Answer> parse(const std::string& text) {
    const auto in = nlohmann::json::parse(text, nullptr, false);
    if (!in.is_object() || !in.contains("type") || !in.contains("fields")) return std::nullopt;
    const auto fields = letters::fields_from_json(in["fields"].dump());
    if (!fields) return std::nullopt;
    Answer answer{std::nullopt, in.value("confidence", 0.0), *fields, {}, text};
    if (in["type"].is_string()) answer.type = in["type"].get<std::string>();
    if (answer.type && !letters::is_type_id(*answer.type)) return std::nullopt;
    if (const auto crops = in.find("crops"); crops != in.end() && crops->is_array()) {
        for (const auto& crop : *crops)
            answer.crops.push_back({crop.value("field", ""), from_base64(crop.value("png", ""))});
    }
    return answer;
}

}  // namespace

std::string beside_this_program(const std::string& name) {
    std::array<char, 4096> path{};
    const auto length = ::readlink("/proc/self/exe", path.data(), path.size() - 1);
    if (length <= 0) return name;
    const std::string self(path.data(), static_cast<std::size_t>(length));
    return self.substr(0, self.rfind('/') + 1) + name;
}

Result<std::unique_ptr<ReaderProcess>> ReaderProcess::start(const std::string& program, const Request& request) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return fail(Fault::Io, "no pipe for the letter reader");
    Descriptor reads(ends[0]);
    Descriptor writes(ends[1]);
    std::vector<std::string> arguments{program};
    std::vector<Descriptor> memories;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, writes.get(), STDOUT_FILENO);
    int number = 10;  // dup2 leaves the copy open across exec
    for (const auto& bytes : request.pictures) {
        auto memory = in_memory(bytes);
        if (!memory) {
            posix_spawn_file_actions_destroy(&actions);
            return memory.error();
        }
        // Kept out of the way of the numbers the child will use.
        memories.emplace_back(::fcntl(memory->get(), F_DUPFD_CLOEXEC, 100));
        posix_spawn_file_actions_adddup2(&actions, memories.back().get(), number);
        arguments.insert(arguments.end(), {"--fd", std::to_string(number++)});
    }
    if (request.today) arguments.insert(arguments.end(), {"--today", calendar::to_string(*request.today)});
    if (request.crops) arguments.emplace_back("--crops");
    if (!request.paths.empty()) arguments.emplace_back("--");
    arguments.insert(arguments.end(), request.paths.begin(), request.paths.end());
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    pid_t pid = 0;
    const int failed = ::posix_spawn(&pid, program.c_str(), &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0)
        return fail(Fault::NotFound, "kiosk-reader cannot be started; is it installed beside this program?");
    ::fcntl(reads.get(), F_SETFL, O_NONBLOCK);
    return std::unique_ptr<ReaderProcess>(new ReaderProcess(pid, reads.release()));
}

ReaderProcess::~ReaderProcess() {
    ::close(output_);
    if (exit_code_ >= 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
}

std::optional<Result<Answer>> ReaderProcess::poll(int wait_ms) {
    if (exit_code_ >= 0) return std::nullopt;
    std::array<char, 65536> part{};
    while (true) {
        pollfd waiting{output_, POLLIN, 0};
        if (::poll(&waiting, 1, wait_ms) <= 0) return std::nullopt;
        const auto got = ::read(output_, part.data(), part.size());
        if (got < 0 && (errno == EAGAIN || errno == EINTR)) continue;
        if (got <= 0) return finish();
        received_.append(part.data(), static_cast<std::size_t>(got));
        if (received_.size() > largest_answer) ::kill(pid_, SIGKILL);
    }
}

Result<Answer> ReaderProcess::finish() {
    int status = 0;
    ::waitpid(pid_, &status, 0);
    exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
    if (exit_code_ == 2) return fail(Fault::Invalid, "the picture could not be read as a picture");
    if (exit_code_ != 0) return fail(Fault::Io, "kiosk-reader ended without an answer");
    auto answer = parse(received_);
    received_.clear();
    if (!answer) return fail(Fault::Invalid, "kiosk-reader's answer is not understood");
    return std::move(*answer);
}

}  // namespace aaben::reader_process
