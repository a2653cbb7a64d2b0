#include "fakes/process.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <thread>
#include <utility>

#include "support/temporary_folder.hpp"

namespace aaben::fakes {

using namespace std::chrono_literals;

Process::Process(std::vector<std::string> words, const std::filesystem::path& output) {
    std::vector<char*> argv;
    argv.reserve(words.size() + 1);
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    const std::string file = output.string();
    pid_ = ::fork();
    if (pid_ != 0) return;
    const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (fd < 0) ::_exit(127);
    ::dup2(fd, STDOUT_FILENO);
    ::dup2(fd, STDERR_FILENO);
    ::close(fd);
    ::setpgid(0, 0);
    ::execv(argv[0], argv.data());
    ::_exit(127);
}

Process::Process(Process&& other) noexcept : pid_(std::exchange(other.pid_, -1)), code_(other.code_) {}
Process& Process::operator=(Process&& other) noexcept {
    if (this != &other) {
        kill();
        pid_ = std::exchange(other.pid_, -1);
        code_ = other.code_;
    }
    return *this;
}
Process::~Process() {
    kill();
}

void Process::signal(int number) const {
    if (pid_ > 0 && !code_) ::kill(pid_, number);
}

void Process::kill() {
    if (pid_ <= 0 || code_) return;
    ::kill(pid_, SIGKILL);
    int status = 0;
    ::waitpid(pid_, &status, 0);
    code_ = 137;
}

bool Process::running() {
    return pid_ > 0 && !wait(0ms);
}

std::optional<int> Process::wait(std::chrono::milliseconds limit) {
    if (pid_ <= 0) return 127;
    const auto end = std::chrono::steady_clock::now() + limit;
    while (!code_) {
        int status = 0;
        if (::waitpid(pid_, &status, WNOHANG) == pid_)
            code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        else if (std::chrono::steady_clock::now() >= end)
            return std::nullopt;
        else
            std::this_thread::sleep_for(2ms);
    }
    return code_;
}

Ran run(const std::vector<std::string>& words, std::chrono::milliseconds limit) {
    const tests::TemporaryFolder dir;
    const std::filesystem::path output = dir.path / "output";
    Process process(words, output);
    const auto code = process.wait(limit);
    return {code.value_or(124), slurp(output)};
}

}  // namespace aaben::fakes
