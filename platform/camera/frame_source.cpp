#include "camera/frame_source.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "camera/v4l2_source.hpp"

namespace aaben::camera {
namespace {

namespace fs = std::filesystem;

// A file is a letter that lies still for ever; of a folder, the picture that came last.
class FileSource final : public FrameSource {
  public:
    FileSource(fs::path where, Decode decode) : where_(std::move(where)), decode_(std::move(decode)) {}

    Result<Frame> next() override {
        const fs::path newest = newest_picture();
        if (newest.empty()) return Frame{};
        std::error_code ignored;
        const auto written = fs::last_write_time(newest, ignored);
        if (newest == shown_ && written == written_) return frame_;
        std::ifstream in(newest, std::ios::binary);
        if (!decode_) return Frame{};
        auto decoded = decode_({std::istreambuf_iterator<char>(in), {}});
        if (!decoded) return Frame{};  // half written: the next look finds it whole
        shown_ = newest;
        written_ = written;
        frame_ = *std::move(decoded);
        return frame_;
    }

  private:
    fs::path newest_picture() const {
        std::error_code ignored;
        if (fs::is_regular_file(where_, ignored)) return where_;
        fs::path newest;
        fs::file_time_type time{};
        for (const auto& entry : fs::directory_iterator(where_, ignored)) {
            const std::string ending = entry.path().extension().string();
            const bool picture = ending == ".png" || ending == ".jpg" || ending == ".jpeg";
            if (!picture || !entry.is_regular_file(ignored)) continue;
            if (const auto t = entry.last_write_time(ignored); newest.empty() || t > time)
                newest = entry.path(), time = t;
        }
        return newest;
    }

    fs::path where_, shown_;
    Decode decode_;
    fs::file_time_type written_{};
    Frame frame_;
};

}  // namespace

Result<std::unique_ptr<FrameSource>> open_source(const std::string& where, Decode decode) {
    std::error_code ignored;
    if (fs::is_character_file(where, ignored)) return open_v4l2(where, std::move(decode));
    if (!fs::exists(where, ignored)) return fail(Fault::NotFound, "no camera, file or folder at " + where);
    return std::unique_ptr<FrameSource>(std::make_unique<FileSource>(where, std::move(decode)));
}

}  // namespace aaben::camera
