#include "shell/eye.hpp"

#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <thread>

#include "camera/frame_judge.hpp"
#include "platform/log.hpp"
#include "shell/reader_process.hpp"

namespace aaben::shell {
namespace {

using namespace std::chrono_literals;
constexpr auto between_frames = 125ms;
constexpr int judged_width = 320;
constexpr int shown_width = 800;
constexpr std::uint64_t live_texture = 0xA0000000;  // pictures are told apart by these numbers; 0 is the glyph atlas
constexpr std::uint64_t crop_texture = 0xB0000000;

struct Image {
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgba;
    std::uint64_t version = 0;
    void wipe() {
        std::fill(rgba.begin(), rgba.end(), std::uint8_t{0});
        rgba.clear();
        width = height = 0;
    }
};

void paint(Image& image, const camera::Frame& frame, std::uint64_t version) {
    image.width = frame.width, image.height = frame.height, image.version = version;
    image.rgba.resize(frame.rgb.size() / 3 * 4);
    for (std::size_t i = 0; i < frame.rgb.size() / 3; ++i) {
        for (std::size_t c = 0; c < 3; ++c) image.rgba[4 * i + c] = frame.rgb[3 * i + c];
        image.rgba[4 * i + 3] = 255;
    }
}

flow::ReadingStage stage_of(camera::Verdict verdict) {
    switch (verdict) {
        case camera::Verdict::Empty:
            return flow::ReadingStage::Looking;
        case camera::Verdict::TooDark:
            return flow::ReadingStage::TooDark;
        case camera::Verdict::CutOff:
            return flow::ReadingStage::CutOff;
        case camera::Verdict::Moving:
            return flow::ReadingStage::Moving;
        case camera::Verdict::Good:
            return flow::ReadingStage::Reading;
    }
    return flow::ReadingStage::Looking;
}

}  // namespace

struct Eye::Parts {
    std::string where;
    Inbox& inbox;
    ReaderProcess reader;
    std::thread thread;
    std::atomic<bool> looking = false;
    mutable std::mutex mutex;  // guards the pictures below
    Image live;
    std::map<int, Image> crops;
    Image drawn_live;  // what the current frame draws from; loop's thread only
    std::map<int, Image> drawn_crops;
    int next_crop = 1;
    std::uint64_t version = 0;

    Parts(const Settings& settings, Inbox& box) : where(settings.camera), inbox(box), reader(settings.reader) {}

    void say(flow::Message message) { inbox.post(std::move(message)); }

    void look() {
        auto source = camera::open_source(where);
        if (!source) {
            log(LogLevel::Warning, "camera", source.error().what);
            return say(flow::LetterSeen{flow::ReadingStage::NoCamera});
        }
        camera::FrameJudge judge;
        while (looking) {
            auto frame = (*source)->next();
            if (!frame) {
                log(LogLevel::Warning, "camera", frame.error().what);
                return say(flow::LetterSeen{flow::ReadingStage::NoCamera});
            }
            camera::Frame judged = frame->empty() ? camera::Frame{} : camera::smaller(*frame, judged_width);
            show(*frame);
            const camera::Verdict verdict = judge.see(judged);
            say(flow::LetterSeen{stage_of(verdict)});
            judged.wipe();
            if (verdict == camera::Verdict::Good) {
                read(*frame);
                frame->wipe();
                return;
            }
            frame->wipe();
            std::this_thread::sleep_for(between_frames);
        }
    }

    void show(const camera::Frame& frame) {
        if (frame.empty()) return;
        camera::Frame small = camera::smaller(frame, shown_width);
        const std::lock_guard lock(mutex);
        paint(live, small, ++version);
        small.wipe();
    }

    void read(const camera::Frame& frame) {
        const auto today = calendar::copenhagen(SystemClock().wall_ms()).date;
        auto answer = reader.read(frame, today, reading_limit_ms);
        if (!looking) return;  // cancelled: what was read belongs to nobody
        flow::LetterRead message;
        if (answer) {
            message.type = answer->type;
            message.fields = answer->fields;
            const std::lock_guard lock(mutex);
            for (auto& [field, picture] : answer->crops) {
                const int handle = next_crop++;
                paint(crops[handle], picture, ++version);
                picture.wipe();
                message.shown.push_back({field, handle, std::nullopt});
            }
        }
        say(std::move(message));
    }

    void end() {
        looking = false;
        reader.cancel();
        if (thread.joinable()) thread.join();
    }
};

Eye::Eye(const Settings& settings, Inbox& inbox) : parts_(std::make_unique<Parts>(settings, inbox)) {}
Eye::~Eye() {
    parts_->end();
    forget_pictures();
}

void Eye::start() {
    parts_->end();
    forget_pictures();
    parts_->looking = true;
    parts_->thread = std::thread([p = parts_.get()] { p->look(); });
}

void Eye::stop() {
    parts_->end();
}

void Eye::forget_pictures() {
    const std::lock_guard lock(parts_->mutex);
    parts_->live.wipe();
    parts_->drawn_live.wipe();
    for (auto& [handle, image] : parts_->crops) image.wipe();
    for (auto& [handle, image] : parts_->drawn_crops) image.wipe();
    parts_->crops.clear();
    parts_->drawn_crops.clear();
}

bool Eye::has_camera() const {
    std::error_code ignored;
    return !parts_->where.empty() && std::filesystem::exists(parts_->where, ignored);
}

std::optional<widgets::Picture> Eye::crop(int image) const {
    const std::lock_guard lock(parts_->mutex);
    const auto it = parts_->crops.find(image);
    if (it == parts_->crops.end()) return std::nullopt;
    Image& drawn = parts_->drawn_crops[image];
    if (drawn.version != it->second.version) drawn = it->second;
    return widgets::Picture{crop_texture + static_cast<std::uint64_t>(image), drawn.version, drawn.width, drawn.height,
                            drawn.rgba.data()};
}

std::optional<widgets::Picture> Eye::live() const {
    const std::lock_guard lock(parts_->mutex);
    if (parts_->live.width == 0) return std::nullopt;
    Image& drawn = parts_->drawn_live;
    if (drawn.version != parts_->live.version) drawn = parts_->live;
    return widgets::Picture{live_texture, drawn.version, drawn.width, drawn.height, drawn.rgba.data()};
}

}  // namespace aaben::shell
