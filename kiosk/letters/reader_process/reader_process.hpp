// kiosk-reader as seen from outside: started with pictures in memory, waited for without blocking, cancelled at will.
// Called by the glass (one poll a frame) and by kioskctl; no thread of its own, links no Tesseract.
// Always: pictures travel through memfds, never through files; the child is ended and reaped with this object.
#pragma once

#include <sys/types.h>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "calendar/date.hpp"
#include "letters/fields.hpp"
#include "platform/result.hpp"

namespace aaben::reader_process {

struct Crop {
    std::string field;
    std::vector<unsigned char> png;
};

struct Answer {
    std::optional<std::string> type;  // absent: unknown or unsure, offer a person
    double confidence = 0;
    letters::Fields fields;
    std::vector<Crop> crops;
    std::string json;  // the reader's own line
};

struct Request {
    std::vector<std::vector<unsigned char>> pictures;  // PNG, JPEG … bytes, a page each
    std::vector<std::string> paths;                    // instead of bytes, or after them
    std::optional<calendar::Date> today;
    bool crops = false;
};

class ReaderProcess {
  public:
    [[nodiscard]] static Result<std::unique_ptr<ReaderProcess>> start(const std::string& program,
                                                                      const Request& request);
    ReaderProcess(const ReaderProcess&) = delete;
    ReaderProcess& operator=(const ReaderProcess&) = delete;
    ~ReaderProcess();  // cancels

    // Nothing while it still reads; then its answer once, or why there is none. Waits up to `wait_ms` for it.
    [[nodiscard]] std::optional<Result<Answer>> poll(int wait_ms = 0);
    [[nodiscard]] int exit_code() const { return exit_code_; }
    [[nodiscard]] pid_t pid() const { return pid_; }

  private:
    ReaderProcess(pid_t pid, int output) : pid_(pid), output_(output) {}
    [[nodiscard]] Result<Answer> finish();

    pid_t pid_;
    int output_;
    int exit_code_ = -1;
    std::string received_;
};

// The program of that name beside the running one.
[[nodiscard]] std::string beside_this_program(const std::string& name);

}  // namespace aaben::reader_process
