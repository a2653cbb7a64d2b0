#include "shell/voice_process.hpp"

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>

#include "machine/voice_lines.hpp"

namespace aaben::shell {
namespace {
constexpr int silent_ends_max = 3;

// A text is one line, and no longer than the voice takes.
std::string line_of(const std::string& voice, std::string text) {
    for (char& c : text)
        if (c == '\n' || c == '\0') c = ' ';
    std::string line = std::string(machine::voice_say) + voice + " " + text;
    line.resize(std::min(line.size(), machine::voice_line_bytes_max));
    return line + "\n";
}
}  // namespace

VoiceProcess::VoiceProcess(std::filesystem::path program, std::filesystem::path record, Inbox& inbox)
    : program_(std::move(program)), record_(std::move(record)), inbox_(inbox) {
    std::error_code ignored;
    if (std::filesystem::exists(program_, ignored)) hearing_ = std::thread([this] { run(); });
}

VoiceProcess::~VoiceProcess() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
        if (socket_ >= 0) ::shutdown(socket_, SHUT_RDWR);
    }
    if (hearing_.joinable()) hearing_.join();
}

// Starts it and hears it out; again when it ended, unless it never could make sound or ends again and again.
void VoiceProcess::run() {
    bool ready = true;
    for (int silent_ends = 0; ready && silent_ends < silent_ends_max; ++silent_ends) {
        if (!start()) return;
        ready = false;
        std::string line;
        std::array<char, 256> bytes{};
        for (ssize_t n = 0; (n = ::read(socket_, bytes.data(), bytes.size())) > 0;) {
            for (const char byte : std::string_view(bytes.data(), static_cast<std::size_t>(n))) {
                if (byte != '\n') {
                    if (line.size() < machine::voice_line_bytes_max) line += byte;
                    continue;
                }
                if (line == machine::voice_ready) ready = true, inbox_.post(flow::Message(flow::VoiceSeen{true}));
                if (line == machine::voice_said) inbox_.post(flow::Message(flow::Spoken{})), silent_ends = 0;
                line.clear();
            }
        }
        const std::lock_guard lock(mutex_);
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
        ::close(socket_);
        pid_ = -1, socket_ = -1;
        if (ending_) return;
    }
    inbox_.post(flow::Message(flow::VoiceSeen{false}));
}

bool VoiceProcess::start() {
    std::array<int, 2> pair{};
    const std::lock_guard lock(mutex_);
    if (ending_ || ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0) return false;
    std::string program = program_.string(), option = "--record", record = record_.string();
    const std::array<char*, 4> argv{program.data(), record.empty() ? nullptr : option.data(),
                                    record.empty() ? nullptr : record.data(), nullptr};
    pid_ = ::fork();
    if (pid_ == 0) {
        ::dup2(pair[1], STDIN_FILENO);
        ::dup2(pair[1], STDOUT_FILENO);
        ::execv(argv[0], argv.data());
        ::_exit(127);
    }
    ::close(pair[1]);
    socket_ = pair[0];
    if (pid_ > 0) return true;
    ::close(socket_);
    socket_ = -1;
    return false;
}

void VoiceProcess::say(const voice::Say& say, const text::Catalogue& words) {
    std::string lines;
    if (say.instead) lines += std::string(machine::voice_stop) + "\n";
    if (say.chime) lines += std::string(machine::voice_chime) + "\n";
    for (const voice::Sentence& sentence : say.sentences)
        if (const std::string& voice = words.spoken(sentence.language).espeak; !voice.empty())
            lines += line_of(voice, sentence.text);
    send(lines);
}

void VoiceProcess::stop() {
    send(std::string(machine::voice_stop) + "\n");
}

// What it does not take at once is not said: the glass waits for nobody.
void VoiceProcess::send(const std::string& lines) {
    const std::lock_guard lock(mutex_);
    if (socket_ >= 0) (void)::send(socket_, lines.data(), lines.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
}

}  // namespace aaben::shell
