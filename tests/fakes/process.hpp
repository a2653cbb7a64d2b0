// A real program under a test's control: started with its output in a file, signalled, waited for. Test thread only.
// Always: the destructor kills what still runs, so that no test leaves a program behind.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "support/files.hpp"
#include "support/until.hpp"

namespace aaben::fakes {

using tests::lines_of, tests::slurp, tests::spill, tests::until;  // what a test of programs cannot do without

class Process {
  public:
    Process() = default;
    Process(std::vector<std::string> words, const std::filesystem::path& output);  // stdout and stderr, appended
    Process(Process&& other) noexcept;
    Process& operator=(Process&& other) noexcept;
    ~Process();

    [[nodiscard]] pid_t pid() const { return pid_; }
    [[nodiscard]] bool running();
    void signal(int number) const;
    void kill();                                               // SIGKILL, and waits
    std::optional<int> wait(std::chrono::milliseconds limit);  // exit code; none when it still runs

  private:
    pid_t pid_ = -1;
    std::optional<int> code_;
};

// Runs to its end; code 124 after the limit, as timeout(1) says it. Output is returned.
struct Ran {
    int code = 0;
    std::string output;
};
Ran run(const std::vector<std::string>& words, std::chrono::milliseconds limit = std::chrono::seconds(60));

}  // namespace aaben::fakes
