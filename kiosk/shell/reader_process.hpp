// One run of kiosk-reader over the pages of one letter: started with the pictures in memory (memfd), its answer read
// with a limit. Blocks; called on the eye's thread. Always: a picture is never a file; a reader that is too slow, dies
// or talks rubbish is nullopt, which the glass answers with a person; cancel() ends it at once from any thread.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "calendar/date.hpp"
#include "camera/frame_source.hpp"
#include "flow/model.hpp"
#include "letters/fields.hpp"
#include "letters/official.hpp"
#include "platform/clock.hpp"

namespace aaben::shell {

struct Crop {
    std::string field;
    camera::Frame picture;
    flow::Area place;  // of the field in the picture
};

struct ReadAnswer {
    std::string type;  // empty: null, the machine is not sure
    letters::Fields fields;
    letters::Official official;  // when the type is empty
    std::vector<Crop> crops;
    bool other_letter = false;  // the page that was laid last belongs to another letter and was not read
    int missing_page = 0;       // as flow::Letter::missing_page
};

class ReaderProcess {
  public:
    explicit ReaderProcess(std::filesystem::path program) : program_(std::move(program)) {}
    [[nodiscard]] std::optional<ReadAnswer> read(const std::vector<camera::Frame>& pages, calendar::Date today,
                                                 std::int64_t limit_ms);
    void cancel();  // this reading, and every one until start_over()
    void start_over() { cancelled_ = false; }

  private:
    [[nodiscard]] std::string answer_of(const std::vector<int>& pictures, const std::string& today,
                                        std::int64_t limit_ms);
    std::filesystem::path program_;
    std::atomic<pid_t> running_ = 0;
    std::atomic<bool> cancelled_ = false;
};

[[nodiscard]] std::optional<ReadAnswer> parse_answer(const std::string& json);

}  // namespace aaben::shell
