#include "screens/screens.hpp"

#include "screens/page.hpp"

namespace aaben::screens {

namespace {
const widgets::Drawing& draw_once(const flow::Model& model, const Assets& assets, const widgets::Metrics& metrics,
                                  widgets::Ui& ui, Messages& out) {
    const std::string& language = flow::language(model);
    const bool citizens = !model.staff && !model.door;
    const bool large = citizens && model.citizen.large;
    ui.begin({.metrics = metrics,
              .language = language,
              .screen = flow::screen_name(model),
              .text_scale = large ? large_text_scale : 1.F,
              .time_ms = model.mono_ms});
    Page page{model, assets, ui, out, language, ui.page()};
    const bool asks = citizens && model.citizen.still_there;
    if (!asks) strips(page);
    if (asks)
        draw_still_there(page);
    else if (citizens && model.citizen.over == flow::Over::Languages)
        draw_languages(page);
    else if (citizens && model.citizen.over == flow::Over::NoVoice)
        draw_no_voice(page);
    else
        flow::visit_screen(model, [&](const auto& screen) { draw(page, screen); });
    return ui.end();
}
}  // namespace

const widgets::Drawing& draw(const flow::Model& model, const Assets& assets, const widgets::Metrics& metrics,
                             widgets::Ui& ui, Messages& out) {
    const widgets::Drawing* drawing = &draw_once(model, assets, metrics, ui, out);
    // New glyphs may have made the atlas grow; the second time they are all there. A press was answered the first time.
    for (int again = 0; again < 2 && ui.atlas_moved(); ++again) {
        Messages answered;
        drawing = &draw_once(model, assets, metrics, ui, answered);
    }
    return *drawing;
}

}  // namespace aaben::screens
