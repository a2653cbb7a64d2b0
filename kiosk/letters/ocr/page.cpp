#include "ocr/page.hpp"

#include <algorithm>
#include <cmath>

#include "ocr/quad.hpp"
#include "ocr/sheet.hpp"

namespace aaben::ocr {
namespace {

constexpr int page_side = 2200;  // A4 at about 190 dpi: enough for Tesseract, and not slower than it need be
constexpr int least_side = 1500;

// Whole without a paper's corners.
Sheet sheet_of(const Pix* picture, const std::optional<Quad>& paper) {
    const double pw = pixGetWidth(picture);
    const double ph = pixGetHeight(picture);
    const Quad quad = paper.value_or(Quad{Point{0, 0}, Point{pw, 0}, Point{pw, ph}, Point{0, ph}});
    const double wide = std::max(distance(quad[0], quad[1]), distance(quad[3], quad[2]));
    const double high = std::max(distance(quad[0], quad[3]), distance(quad[1], quad[2]));
    const double longest = std::max(wide, high);
    const double scale =
        std::clamp(static_cast<double>(page_side) / longest, 0.1, longest < least_side ? least_side / longest : 1.0);
    return {quad, static_cast<int>(wide * scale), static_cast<int>(high * scale), 0};
}

// Strokes thinner than a pixel step would be lost between pixels: a picture much larger than its page is averaged down.
void shrink_to(Picture& grey, Sheet& sheet) {
    const double down =
        sheet.w / std::max(distance(sheet.quad[0], sheet.quad[1]), distance(sheet.quad[3], sheet.quad[2]));
    if (down >= 0.8) return;
    Picture small(pixScaleAreaMap(grey.get(), static_cast<float>(down), static_cast<float>(down)));
    if (!small) return;
    sheet = on_shrunk(sheet, static_cast<double>(pixGetWidth(small.get())) / pixGetWidth(grey.get()));
    grey = std::move(small);
}

Picture binarised(Pix* grey, int reach) {
    Pix* binary = nullptr;
    const int nx = std::max(1, static_cast<int>(pixGetWidth(grey)) / 500);
    const int ny = std::max(1, static_cast<int>(pixGetHeight(grey)) / 500);
    pixSauvolaBinarizeTiled(grey, reach, 0.34F, nx, ny, nullptr, &binary);
    return Picture(binary != nullptr ? binary : pixThresholdToBinary(grey, 128));
}

struct Skew {
    float angle = 0;       // degrees
    float confidence = 0;  // how much clearer the lines are at that angle than at others
};

Skew skew_of(Pix* half_size, float widest) {
    Skew skew;
    if (pixFindSkewSweepAndSearch(half_size, &skew.angle, &skew.confidence, 2, 1, widest, 1.0F, 0.05F) != 0) return {};
    return skew;
}

// Lays the text lines level: of the page as it lies and turned by a quarter, the one whose lines stand out more.
// `widest` in degrees: small where the paper's edges were found. A page of half the size shows its lines as well.
Sheet levelled(Pix* grey, const Sheet& sheet, float widest) {
    const Picture half(pixScaleAreaMap2(grey));
    const Picture binary = binarised(laid_flat(half.get(), shrunk(on_shrunk(sheet, 0.5), 0.5)).get(), 8);
    const Picture quarter(pixRotateOrth(binary.get(), 1));
    const Skew as_is = skew_of(binary.get(), widest);
    const Skew turned = skew_of(quarter.get(), widest);
    const bool lies = turned.confidence > as_is.confidence * 1.1F;
    const Skew& skew = lies ? turned : as_is;
    Sheet out = lies ? turned_by_quarter(sheet) : sheet;
    if (skew.confidence >= 2.5F && std::abs(skew.angle) >= 0.15F) out.degrees = skew.angle;
    return out;
}

struct Turn {
    int quarters = 0;
    bool sure = false;
};

// Ascenders outnumber descenders in Danish as in English; the lines are level already. The page's middle tells.
Turn turn_of(Pix* grey) {
    const int w = pixGetWidth(grey);
    const int h = pixGetHeight(grey);
    Box* middle = boxCreate(w / 12, h * 3 / 10, w * 10 / 12, h * 3 / 10);
    const Picture part(pixClipRectangle(grey, middle, nullptr));
    boxDestroy(&middle);
    const Picture binary = binarised(part.get(), 15);
    float up = 0;
    if (pixUpDownDetect(binary.get(), &up, 0, 0, 0) != 0) return {0, false};
    return {up < -1.0F ? 2 : 0, std::abs(up) >= 3.0F};
}

}  // namespace

Page straighten(const Pix* picture, bool look_for_paper) {
    Page page;
    const auto paper = look_for_paper ? find_paper(picture) : std::nullopt;
    page.paper_found = paper.has_value();
    Picture grey = to_grey(picture);
    Sheet sheet = sheet_of(picture, paper);
    shrink_to(grey, sheet);
    sheet = levelled(grey.get(), sheet, paper ? 6.0F : 35.0F);
    page.grey = laid_flat(grey.get(), sheet);
    const Turn turn = turn_of(page.grey.get());
    page.turn_sure = turn.sure;
    if (turn.quarters != 0) page.grey = Picture(pixRotateOrth(page.grey.get(), turn.quarters));
    return page;
}

}  // namespace aaben::ocr
