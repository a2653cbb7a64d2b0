// One run of kiosk-reader over one picture: started with the picture in memory (memfd), its answer read with a limit.
// Blocks; called on the eye's thread. Always: the picture is never a file; a reader that is too slow, dies or talks
// rubbish is nullopt, which the glass answers with a person; cancel() ends it at once from any thread.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "calendar/date.hpp"
#include "camera/frame_source.hpp"
#include "letters/fields.hpp"
#include "platform/clock.hpp"

namespace aaben::shell {

struct ReadAnswer {
    std::string type;  // empty: null, the machine is not sure
    letters::Fields fields;
    std::vector<std::pair<std::string, camera::Frame>> crops;  // field name and its picture
};

class ReaderProcess {
  public:
    explicit ReaderProcess(std::filesystem::path program) : program_(std::move(program)) {}
    [[nodiscard]] std::optional<ReadAnswer> read(const camera::Frame& frame, calendar::Date today, MonoMs limit_ms);
    void cancel();

  private:
    [[nodiscard]] std::string answer_of(int picture_fd, const std::string& today, MonoMs limit_ms);
    std::filesystem::path program_;
    std::atomic<pid_t> running_ = 0;
    std::atomic<bool> cancelled_ = false;
};

[[nodiscard]] std::optional<ReadAnswer> parse_answer(const std::string& json);

}  // namespace aaben::shell
