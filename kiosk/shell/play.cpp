#include "shell/play.hpp"

#include <cmath>
#include <fstream>

namespace aaben::shell {
namespace {

constexpr std::int64_t step_limit_ms = 40'000;
constexpr std::int64_t between_touches_ms = 60;
constexpr float same_spot_px = 125;  // a little more than a target on the reference panel

std::string unquoted(std::string text) {
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') return text.substr(1, text.size() - 2);
    return text;
}

const widgets::Node* pressable(const widgets::Tree& tree, const std::string& label, int nth = 1) {
    for (const widgets::Node& n : tree.nodes)
        if (widgets::can_be_pressed(n.role) && !n.covered && !n.disabled && n.label == label && --nth == 0) return &n;
    return nullptr;
}

std::string shown(const widgets::Tree& tree) {
    std::string out = "screen " + tree.screen + ":";
    for (const widgets::Node& n : tree.nodes)
        if (!n.label.empty() && !n.covered)
            out += "\n  " + std::string(widgets::name_of(n.role)) + " \"" + n.label + "\"" +
                   (n.disabled ? " (disabled)" : "");
    return out;
}

}  // namespace

Result<Play> Play::read(const std::filesystem::path& script) {
    std::ifstream in(script);
    if (!in) return fail(Fault::NotFound, "no such script: " + script.string());
    Play play;
    std::string line;
    for (int number = 1; std::getline(in, line); ++number) {
        if (line.empty() || line[0] == '#') continue;
        const std::size_t space = line.find(' ');
        const std::string word = line.substr(0, space);
        static constexpr std::string_view words[] = {"tap",   "tap-nth", "tap-sign",  "scan",   "type", "sees",
                                                     "lacks", "shot",    "shot-room", "synced", "wait"};
        if (std::find(std::begin(words), std::end(words), word) == std::end(words))
            return fail(Fault::Invalid,
                        script.string() + ", line " + std::to_string(number) + ": unknown step '" + word + "'");
        play.lines_.push_back({word, space == std::string::npos ? "" : line.substr(space + 1), number});
    }
    return play;
}

bool Play::tap(const widgets::Node* node, glass::Display& display, MonoMs now_ms) {
    if (!node || touched_ || now_ms < touch_free_ms_) return false;
    using widgets::TouchEvent;
    const float x = node->hit.centre_x(), y = node->hit.centre_y();
    // Near the last touch the glass hears nothing for a while, longer after another screen has come
    // (widgets/touch.hpp); a person waits as well.
    const bool same_spot = std::hypot(x - last_x_, y - last_y_) < same_spot_px;
    constexpr widgets::TouchRules rules;
    if (same_spot &&
        now_ms < std::max(last_touch_ms_ + rules.repeat_ms, screen_since_ms_ + rules.settle_ms) + between_touches_ms)
        return false;
    last_x_ = x, last_y_ = y, last_touch_ms_ = now_ms;
    display.push(TouchEvent{TouchEvent::Kind::Down, x, y, now_ms, 0});
    display.push(TouchEvent{TouchEvent::Kind::Up, x, y, now_ms + 30, 0});
    touch_free_ms_ = now_ms + between_touches_ms;
    touched_ = true;
    return true;
}

// What stands there now, once a touch before it has been answered.
bool Play::shoot(const Line& line, const glass::Display* display, const std::filesystem::path& shots, MonoMs now_ms) {
    if (display == nullptr || now_ms < touch_free_ms_ + between_touches_ms) return false;
    const std::string number = (shots_taken_ + 1 < 10 ? "0" : "") + std::to_string(shots_taken_ + 1);
    const Result<> saved = display->save_png(shots / (number + "-" + unquoted(line.rest) + ".png"));
    if (!saved) failure_ = "line " + std::to_string(line.number) + ": " + saved.error().what;
    ++shots_taken_;
    return true;
}

bool Play::try_step(const Line& line, const Kiosk& kiosk, const std::filesystem::path& shots, MonoMs now_ms) {
    const auto& [tree, model, display, room] = kiosk;
    const std::string text = unquoted(line.rest);
    if (line.word == "tap") return tap(pressable(tree, text), display, now_ms);
    if (line.word == "tap-nth") {
        const std::size_t space = line.rest.find(' ');
        return tap(pressable(tree, unquoted(line.rest.substr(space + 1)), std::atoi(line.rest.c_str())), display,
                   now_ms);
    }
    if (line.word == "tap-sign") {
        const auto& live = model.unit.visits;
        if (live.empty()) return false;
        for (const widgets::Node& n : tree.nodes)
            if (widgets::can_be_pressed(n.role) && !n.covered &&
                n.label.ends_with(std::to_string(live.front().sign.number)))
                return tap(&n, display, now_ms);
        return false;
    }
    if (line.word == "type") {
        if (typed_ >= text.size()) return true;
        if (tap(pressable(tree, text.substr(typed_, 1)), display, now_ms)) ++typed_;
        return typed_ >= text.size();
    }
    if (line.word == "scan") {
        display.push(glass::Scan{text});
        return true;
    }
    if (line.word == "sees") return tree.sees(text);
    if (line.word == "lacks") return !tree.sees(text);
    if (line.word == "synced") return model.sync.unreceipted == 0 && now_ms - step_since_ms_ > 150;
    if (line.word == "wait") return now_ms - step_since_ms_ >= std::atoi(line.rest.c_str());
    return shoot(line, line.word == "shot-room" ? room : &display, shots, now_ms);
}

Play::State Play::step(const Kiosk& kiosk, const std::filesystem::path& shots, MonoMs now_ms) {
    const widgets::Tree& tree = kiosk.tree;
    touched_ = false;
    if (tree.screen != screen_) screen_ = tree.screen, screen_since_ms_ = now_ms;
    while (next_ < lines_.size() && !touched_ && failure_.empty()) {
        const Line& line = lines_[next_];
        if (step_since_ms_ < 0) step_since_ms_ = now_ms;
        if (!try_step(line, kiosk, shots, now_ms)) {
            if (now_ms - step_since_ms_ > step_limit_ms)
                failure_ = "line " + std::to_string(line.number) + ": '" + line.word + " " + line.rest +
                           "' did not come true; " + shown(tree);
            break;
        }
        ++next_;
        typed_ = 0;
        step_since_ms_ = -1;
    }
    if (!failure_.empty()) return State::Failed;
    return next_ >= lines_.size() && now_ms >= touch_free_ms_ + between_touches_ms ? State::Done : State::Going;
}

}  // namespace aaben::shell
