#include "shell/eye.hpp"

#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <thread>

#include "camera/frame_judge.hpp"
#include "platform/log.hpp"
#include "shell/look_process.hpp"
#include "shell/reader_process.hpp"

namespace aaben::shell {
namespace {

using namespace std::chrono_literals;
constexpr auto between_frames = 125ms;
constexpr auto between_tries = 1000ms;
constexpr int judged_width = 320;
constexpr int shown_width = 800;
constexpr double same_page_below =
    1.5;  // grey levels: noise of a page that nobody touched; a hand never lays it so again
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

// A picture that came as a file is kept as that file: it is all the reader needs, and much smaller.
camera::Frame as_it_came(camera::Frame frame) {
    if (frame.encoded.empty()) return frame;
    camera::Frame kept;
    kept.width = frame.width, kept.height = frame.height;
    kept.encoded = std::move(frame.encoded);
    frame.wipe();
    return kept;
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
    std::filesystem::path program;  // kiosk-reader
    Inbox& inbox;
    ReaderProcess reader;
    std::thread thread;
    std::atomic<bool> looking = false;
    mutable std::mutex mutex;          // guards the pictures below
    std::vector<camera::Frame> pages;  // read so far, of one letter
    camera::Frame last_page;           // the last of them, as the judge saw it
    bool known = false;                // what they are
    Image live;
    std::map<int, Image> crops;
    Image drawn_live;  // what the current frame draws from; loop's thread only
    std::map<int, Image> drawn_crops;
    int next_crop = 1;
    std::uint64_t version = 0;

    Lacks lacks;

    Parts(const Settings& settings, Inbox& box, Lacks says)
        : where(settings.camera),
          program(settings.reader),
          inbox(box),
          reader(settings.reader),
          lacks(std::move(says)) {}

    void say(flow::Message message) { inbox.post(std::move(message)); }

    // Until a page was read, or nobody looks any more. A camera that is away or busy is tried again.
    void look() {
        camera::FrameJudge judge;
        camera::Frame before;  // the page that was read last: it must be taken away first
        {
            const std::lock_guard lock(mutex);
            before = last_page;
        }
        std::string told;
        while (looking) {
            const Error why = watch(judge, before);
            if (!looking || why.what.empty()) break;
            if (why.what != told) log(LogLevel::Warning, "camera", told = why.what);
            judge.reset();
            forget_live();
            say(flow::LetterSeen{flow::ReadingStage::NoCamera});
            for (auto waited = 0ms; looking && waited < between_tries; waited += between_frames)
                std::this_thread::sleep_for(between_frames);
        }
        before.wipe();
    }

    // Looks through the camera; the error says why it can no longer, none that a page was read or nobody looks.
    Error watch(camera::FrameJudge& judge, const camera::Frame& before) {
        LookProcess looks(program);  // ends with the watching, so that the reader has the memory for itself
        auto source = camera::open_source(
            where, [&looks](std::vector<std::uint8_t> bytes) { return looks.look(std::move(bytes)); });
        if (!source) return source.error();
        while (looking) {
            auto frame = (*source)->next();
            if (!frame) return frame.error();
            camera::Frame judged = frame->empty() ? camera::Frame{} : camera::smaller(*frame, judged_width);
            show(*frame);
            const bool same = !before.empty() && camera::difference(judged, before) < same_page_below;
            const camera::Verdict verdict = same ? camera::Verdict::Empty : judge.see(judged);
            say(flow::LetterSeen{stage_of(verdict)});
            if (verdict == camera::Verdict::Good) {
                source->reset();  // the camera rests while the page is read
                read(*std::move(frame), std::move(judged));
                break;
            }
            judged.wipe();
            frame->wipe();
            std::this_thread::sleep_for(between_frames);
        }
        return {};
    }

    void forget_live() {
        const std::lock_guard lock(mutex);
        live.wipe();
    }

    void show(const camera::Frame& frame) {
        if (frame.empty()) return;
        camera::Frame small = camera::smaller(frame, shown_width);
        const std::lock_guard lock(mutex);
        paint(live, small, ++version);
        small.wipe();
    }

    // The page is read together with those before it. One that only makes the others unclear does not stay with them.
    void read(camera::Frame frame, camera::Frame judged) {
        std::vector<camera::Frame> letter;
        {
            const std::lock_guard lock(mutex);
            letter = std::move(pages);
            pages.clear();
        }
        letter.push_back(as_it_came(std::move(frame)));
        const auto today = calendar::copenhagen(SystemClock().wall_ms()).date;
        const auto limit = reading_limit_ms * static_cast<std::int64_t>(letter.size());
        std::optional<ReadAnswer> answer = reader.read(letter, today, limit);
        if (!looking) return wipe(letter);  // cancelled: what was read belongs to nobody
        flow::LetterRead message;
        const std::lock_guard lock(mutex);
        const bool understood = answer && !answer->type.empty();
        const bool other = answer && answer->other_letter && letter.size() > 1;
        if (!answer || other || (known && !understood)) letter.back().wipe(), letter.pop_back();
        if (answer && (understood || !known)) {
            message.type = answer->type;
            message.fields = answer->fields;
            message.official = std::move(answer->official);
            message.missing_page = answer->missing_page;
            message.other_letter = other;
            message.incomplete = understood && lacks(answer->type, answer->fields);
            take_crops(*answer, message);
            known = understood;
        }
        message.pages = static_cast<int>(letter.size());
        pages = std::move(letter);
        last_page = std::move(judged);
        say(std::move(message));
    }

    void take_crops(ReadAnswer& answer, flow::LetterRead& message) {
        forget_crops();
        for (Crop& crop : answer.crops) {
            const int handle = next_crop++;
            paint(crops[handle], crop.picture, ++version);
            crop.picture.wipe();
            message.shown.push_back({crop.field, handle, std::nullopt, crop.place});
        }
    }

    static void wipe(std::vector<camera::Frame>& letter) {
        for (camera::Frame& page : letter) page.wipe();
        letter.clear();
    }

    void forget_crops() {
        for (auto& [handle, image] : crops) image.wipe();
        crops.clear();
    }

    void end() {
        looking = false;
        reader.cancel();
        if (thread.joinable()) thread.join();
    }
};

Eye::Eye(const Settings& settings, Inbox& inbox, Lacks lacks)
    : parts_(std::make_unique<Parts>(settings, inbox, std::move(lacks))) {}
Eye::~Eye() {
    parts_->end();
    forget_pictures();
}

void Eye::start(bool next_page) {
    parts_->end();
    if (!next_page) forget_pictures();
    parts_->reader.start_over();
    parts_->looking = true;
    parts_->thread = std::thread([p = parts_.get()] { p->look(); });
}

void Eye::stop() {
    parts_->end();
}

void Eye::forget_pictures() {
    const std::lock_guard lock(parts_->mutex);
    Parts::wipe(parts_->pages);
    parts_->last_page.wipe();
    parts_->known = false;
    parts_->live.wipe();
    parts_->drawn_live.wipe();
    parts_->forget_crops();
    for (auto& [handle, image] : parts_->drawn_crops) image.wipe();
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
