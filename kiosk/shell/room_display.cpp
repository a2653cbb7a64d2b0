#include "shell/room_display.hpp"

#include <algorithm>
#include <cstdio>

#include "platform/log.hpp"
#include "text/fonts.hpp"

namespace aaben::shell {
namespace {

constexpr int px_min = 320, px_max = 8192, output_max = 7;
constexpr int settle_max = 3;  // frames until an atlas that grew has all glyphs

// It is read from across a room: laid out as if it were ten inches large, whatever it is.
widgets::Metrics metrics_of(const glass::Display& display) {
    widgets::Metrics metrics = display.metrics();
    constexpr float short_side = 800;
    metrics.dpi =
        widgets::reference_dpi * static_cast<float>(std::min(metrics.width_px, metrics.height_px)) / short_side;
    return metrics;
}

}  // namespace

std::optional<RoomWish> read_room_wish(const std::string& text) {
    int a = 0, b = 0;
    char more = 0;
    if (std::sscanf(text.c_str(), "output %d%c", &a, &more) == 1 && a >= 1 && a <= output_max) return RoomWish{a, 0, 0};
    if (std::sscanf(text.c_str(), "%dx%d%c", &a, &b, &more) == 2 && std::min(a, b) >= px_min &&
        std::max(a, b) <= px_max)
        return RoomWish{std::nullopt, a, b};
    return std::nullopt;
}

void RoomDisplay::open_or_close() {
    if (display_ && !display_->still_there()) ui_.reset(), letters_.reset(), display_.reset();
    if (display_) return;
    auto opened =
        offscreen_ ? glass::Display::open_offscreen(std::max(px_min, wish_.width_px), std::max(px_min, wish_.height_px))
                   : glass::Display::open_beside({wish_.output, wish_.width_px, wish_.height_px});
    if (!opened) return log(LogLevel::Warning, "room", opened.error().what);
    auto fonts = text::read_font_paths(fonts_);
    auto letters = fonts ? text::Typesetter::open(*std::move(fonts)) : fonts.error();
    if (!letters) return log(LogLevel::Warning, "room", letters.error().what);
    letters_ = *std::move(letters);
    ui_ = std::make_unique<widgets::Ui>(*letters_);
    display_ = *std::move(opened);
}

void RoomDisplay::look(const flow::Model& model, const screens::Assets& assets) {
    const bool anew = std::exchange(anew_, false);
    if (anew) open_or_close();
    if (!display_) return;
    display_->follow_window();
    const widgets::Metrics metrics = metrics_of(*display_);
    const widgets::Drawing* drawing = &screens::draw_room(model, assets, metrics, *ui_);
    const bool differs = ui_->drawing_differs();
    for (int again = 1; again < settle_max && ui_->atlas_moved(); ++again)
        drawing = &screens::draw_room(model, assets, metrics, *ui_);
    if (anew || differs) display_->draw(*drawing, *letters_);
}

}  // namespace aaben::shell
