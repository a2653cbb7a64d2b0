#include "screens/screens.hpp"

#include <array>

#include "screens/page.hpp"

namespace aaben::screens {

namespace {
using flow::Screen;

struct Entry {
    Screen screen;
    std::string_view name;
    void (*draw)(Page&);
};

constexpr std::array entries{
    Entry{Screen::Home, "home", draw_home},
};

const Entry* entry_of(Screen screen) {
    for (const Entry& entry : entries) {
        if (entry.screen == screen) return &entry;
    }
    return nullptr;
}
}  // namespace

std::string_view name_of(Screen screen) {
    const Entry* entry = entry_of(screen);
    return entry != nullptr ? entry->name : std::string_view("none");
}

const widgets::Drawing& draw(const flow::Model& model, const Assets& assets, const widgets::Metrics& metrics,
                             widgets::Ui& ui, Messages& out) {
    const Screen screen = flow::screen(model);
    const std::string& language = flow::language(model);
    const bool large = !model.staff && !model.sign_in && model.citizen.large;
    ui.begin({.metrics = metrics, .language = language, .screen = name_of(screen), .text_scale = large ? 1.25F : 1.F});
    Page page{model, assets, ui, out, language, ui.page()};
    if (const Entry* entry = entry_of(screen)) entry->draw(page);
    return ui.end();
}

}  // namespace aaben::screens
