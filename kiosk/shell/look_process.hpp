// The confined program through which the glass looks at pictures it did not make: `kiosk-reader --look`, one for as
// long as the camera is watched. Eye's thread. Always: no byte of a camera's JPEG or of a file is decoded in the kiosk;
// a program that is too slow, dies or talks rubbish is ended, gives an empty frame, and the next picture starts a new
// one.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <vector>

#include "camera/frame_source.hpp"

namespace aaben::shell {

class LookProcess {
  public:
    explicit LookProcess(std::filesystem::path program) : program_(std::move(program)) {}
    ~LookProcess() { end(); }
    LookProcess(const LookProcess&) = delete;
    LookProcess& operator=(const LookProcess&) = delete;

    // At most camera::look_width_max wide; `encoded` holds the bytes that were given. Invalid: no picture.
    [[nodiscard]] Result<camera::Frame> look(std::vector<std::uint8_t> bytes);

  private:
    bool start();
    void end();

    std::filesystem::path program_;
    pid_t pid_ = -1;
    int socket_ = -1;
};

}  // namespace aaben::shell
