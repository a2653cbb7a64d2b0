#include "text/typesetter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <unordered_map>

#include "text/faces.hpp"
#include "text/glyph_atlas.hpp"
#include "text/layout.hpp"

namespace aaben::text {
namespace {

constexpr std::size_t cached_texts_max = 400;         // over this, what the last frames did not use is forgotten
constexpr std::size_t cached_quads_max = 40'000;      // likewise; a quad is 32 bytes
constexpr std::size_t cached_texts_hard_max = 8'192;  // within one frame
constexpr int atlas_height_max_px = 1'024;            // over this, new_frame() starts the atlas afresh …
constexpr std::uint64_t restart_frames_min = 50;      // … unless it just did: then the screens need more room
constexpr std::uint64_t draws_a_frame_max = 3;        // a frame is drawn again when the atlas moved
constexpr float size_min_px = 4;
constexpr float glyph_size_max_px = 512;  // larger ones are drawn at this size and scaled by the quad
constexpr float size_max_px = 4'096;
constexpr float width_max_px = 1'000'000;
// Letters of running text start at half pixels, so that their spacing stays even; large ones do not need it.
constexpr float half_pixel_below_px = 48;
constexpr int half_pixel_64 = 32;

struct TextKeyView {
    std::string_view text;
    std::string_view language;
    Style style;
    float max_width_px = 0;
    Align align = Align::Start;
    friend bool operator==(const TextKeyView&, const TextKeyView&) = default;
};

struct TextKey {
    std::string text;
    std::string language;
    Style style;
    float max_width_px = 0;
    Align align = Align::Start;

    explicit TextKey(const TextKeyView& view)
        : text(view.text),
          language(view.language),
          style(view.style),
          max_width_px(view.max_width_px),
          align(view.align) {}
    [[nodiscard]] TextKeyView view() const { return {text, language, style, max_width_px, align}; }
};

struct HashKey {
    using is_transparent = void;
    static void mix(std::size_t& seed, std::size_t value) {
        seed ^= value + 0x9E3779B97F4A7C15ULL + (seed << 6) + (seed >> 2);
    }
    std::size_t operator()(const TextKeyView& key) const {
        std::size_t seed = std::hash<std::string_view>{}(key.text);
        mix(seed, std::hash<std::string_view>{}(key.language));
        mix(seed, static_cast<std::size_t>(key.style.size_px * 64) << 8 |
                      static_cast<std::size_t>(key.style.weight) << 4 | static_cast<std::size_t>(key.align));
        mix(seed, std::hash<float>{}(key.max_width_px));
        mix(seed, std::hash<float>{}(key.style.tracking_px) ^ std::hash<float>{}(key.style.line_height));
        return seed;
    }
    std::size_t operator()(const TextKey& key) const { return (*this)(key.view()); }
};

struct EqualKey {
    using is_transparent = void;
    static TextKeyView view(const TextKeyView& key) { return key; }
    static TextKeyView view(const TextKey& key) { return key.view(); }
    template <class A, class B>
    bool operator()(const A& a, const B& b) const {
        return view(a) == view(b);
    }
};

struct Cached {
    Shaped shaped;
    std::vector<PlacedGlyph> undrawn;  // measured, but not yet asked for: no quads
    std::uint64_t used_frame = 0;
};

struct AtlasGlyph {
    int x = 0, y = 0, width = 0, height = 0, left = 0, top = 0;
};

float bounded(float value, float low, float high) {
    return std::isfinite(value) ? std::clamp(value, low, high) : low;  // NaN must not become a cache key
}

// Absurd numbers become bearable ones, and sizes whole pixels, so that texts that look the same share an entry.
TextKeyView bounded(TextKeyView key) {
    key.max_width_px = bounded(key.max_width_px, 0, width_max_px);
    key.style.size_px = std::round(bounded(key.style.size_px, size_min_px, size_max_px));
    key.style.tracking_px = bounded(key.style.tracking_px, -size_max_px, size_max_px);
    key.style.line_height = bounded(key.style.line_height, 0, 16);
    return key;
}

constexpr std::string_view icon_language = "\x01icon";  // no language tag, so that icons share the cache

}  // namespace

struct Typesetter::Impl {
    explicit Impl(FontPaths paths) : faces(std::move(paths)) {}

    const Shaped& find_or_make(const TextKeyView& key, bool draw);
    void draw(Cached& cached);
    void make_icon(const TextKeyView& key, Shaped& shaped);
    void add_quad(const PlacedGlyph& glyph, Shaped& shaped);
    const AtlasGlyph* in_atlas(std::uint16_t face, std::uint32_t glyph, int size_64, bool half_pixel);
    void rescale_after_growth(int old_height);
    void forget_old_texts();
    void start_afresh_or_make_room();

    Faces faces;
    std::optional<Prepared> prepared;  // the last text: the next is often the same in another width
    GlyphAtlas atlas;
    std::unordered_map<std::uint64_t, AtlasGlyph> glyphs;
    std::unordered_map<TextKey, Cached, HashKey, EqualKey> texts;
    std::size_t cached_quads = 0;
    std::uint64_t frame = 1;
    std::uint64_t restarted_frame = 0;
    int atlas_height_now_max_px = atlas_height_max_px;
    Counts counts;
};

const Shaped& Typesetter::Impl::find_or_make(const TextKeyView& key, bool drawn) {
    if (const auto found = texts.find(key); found != texts.end()) {
        Cached& cached = found->second;
        counts.hits += 1;
        cached.used_frame = frame;
        if (drawn && !cached.undrawn.empty()) draw(cached);
        return cached.shaped;
    }
    counts.misses += 1;
    if (texts.size() >= cached_texts_hard_max) forget_old_texts();
    Cached& made = texts.emplace(TextKey(key), Cached()).first->second;
    made.used_frame = frame;
    if (key.language == icon_language) {
        make_icon(key, made.shaped);
    } else {
        if (!prepared || !prepared->is_of(key.text, key.style, key.language)) {
            prepared.emplace(faces, key.text, key.style, key.language);
        }
        Layout(faces, *prepared, key.style.line_height, key.max_width_px, key.align).run(made.shaped, made.undrawn);
        if (drawn) draw(made);
    }
    return made.shaped;
}

void Typesetter::Impl::draw(Cached& cached) {
    cached.shaped.quads.reserve(cached.undrawn.size());
    for (const PlacedGlyph& glyph : cached.undrawn) add_quad(glyph, cached.shaped);
    cached.undrawn = {};
    cached_quads += cached.shaped.quads.size();
}

void Typesetter::Impl::make_icon(const TextKeyView& key, Shaped& shaped) {
    const float size = key.style.size_px;
    shaped.width = shaped.box_width = shaped.height = shaped.ascent = size;
    shaped.text_bytes = key.text.size();
    shaped.lines.push_back({0, 0, size, size, size, 0, key.text.size()});
    shaped.missing_glyph = true;
    const auto face = faces.icon_face();
    if (!face) return;
    // The font turns the letters of a name into one picture by a ligature; anything else is no name of an icon.
    std::vector<GlyphPosition> positions;
    const Decoded name = decode(key.text);
    RunShape how;
    how.face = *face;
    how.script = HB_SCRIPT_LATIN;
    how.size_px = size;
    faces.shape(name.points, 0, name.points.size(), how, positions);
    if (name.points.size() < 2 || positions.size() != 1 || positions[0].glyph == 0) return;
    shaped.missing_glyph = false;
    const Faces::Vertical vertical = faces.vertical(*face);
    const float baseline = std::round((size + (vertical.ascent - vertical.descent) * size) / 2);
    const float x = std::round((size - positions[0].advance) / 2);
    shaped.ascent = baseline;
    shaped.clusters.push_back({0, positions[0].glyph, 0, 0, 0, size});
    add_quad({*face, positions[0].glyph, 0, size, x, baseline}, shaped);
}

void Typesetter::Impl::add_quad(const PlacedGlyph& glyph, Shaped& shaped) {
    const float drawn = std::min(glyph.size_px, glyph_size_max_px);
    const float zoom = glyph.size_px / drawn;
    const float halves = std::round(glyph.x * 2);
    const bool fine = glyph.size_px < half_pixel_below_px;
    const bool half_pixel = fine && static_cast<std::int64_t>(halves) % 2 != 0;
    const float x = fine ? std::floor(halves / 2) : std::round(glyph.x);
    const float y = std::round(glyph.y);
    const AtlasGlyph* found = in_atlas(glyph.face, glyph.glyph, static_cast<int>(std::lround(drawn * 64)), half_pixel);
    if (found == nullptr || found->width == 0) return;  // a space has no picture
    const Atlas& picture = atlas.picture();
    const auto width = static_cast<float>(picture.width);
    const auto height = static_cast<float>(picture.height);
    Quad quad;
    quad.x0 = x + static_cast<float>(found->left) * zoom;
    quad.y0 = y - static_cast<float>(found->top) * zoom;
    quad.x1 = quad.x0 + static_cast<float>(found->width) * zoom;
    quad.y1 = quad.y0 + static_cast<float>(found->height) * zoom;
    quad.u0 = static_cast<float>(found->x) / width;
    quad.v0 = static_cast<float>(found->y) / height;
    quad.u1 = static_cast<float>(found->x + found->width) / width;
    quad.v1 = static_cast<float>(found->y + found->height) / height;
    shaped.quads.push_back(quad);
}

const AtlasGlyph* Typesetter::Impl::in_atlas(std::uint16_t face, std::uint32_t glyph, int size_64, bool half_pixel) {
    // 20 bits for a glyph, 20 for a size in 1/64 px, 1 for the half pixel, the rest for the face: none can collide.
    const std::uint64_t key = static_cast<std::uint64_t>(face) << 41 | static_cast<std::uint64_t>(half_pixel) << 40 |
                              static_cast<std::uint64_t>(size_64 & 0xFFFFF) << 20 | (glyph & 0xFFFFFU);
    if (const auto found = glyphs.find(key); found != glyphs.end()) return &found->second;
    const auto bitmap = faces.rasterise(face, glyph, size_64, half_pixel ? half_pixel_64 : 0);
    AtlasGlyph entry;
    if (bitmap && bitmap->width > 0 && bitmap->height > 0) {
        const int old_height = atlas.picture().height;
        const auto place = atlas.reserve(bitmap->width, bitmap->height);
        if (!place) return nullptr;
        if (atlas.picture().height != old_height) rescale_after_growth(old_height);
        atlas.write(*place, bitmap->width, bitmap->height, bitmap->pixels, bitmap->pitch);
        entry = {place->x, place->y, bitmap->width, bitmap->height, bitmap->left, bitmap->top};
    }
    return &glyphs.emplace(key, entry).first->second;
}

void Typesetter::Impl::rescale_after_growth(int old_height) {
    const float scale = static_cast<float>(old_height) / static_cast<float>(atlas.picture().height);
    const auto rescale = [scale](Shaped& shaped) {
        for (Quad& quad : shaped.quads) quad.v0 *= scale, quad.v1 *= scale;
    };
    for (auto& [key, cached] : texts) rescale(cached.shaped);
}

void Typesetter::Impl::forget_old_texts() {
    std::erase_if(texts, [this](const auto& item) {
        if (item.second.used_frame + 1 >= frame) return false;
        cached_quads -= item.second.shaped.quads.size();
        return true;
    });
    if (texts.size() < cached_texts_hard_max) return;
    texts.clear();  // a caller that never begins a frame: bounded all the same
    cached_quads = 0;
}

void Typesetter::Impl::start_afresh_or_make_room() {
    const std::uint64_t frames = restarted_frame == 0 ? UINT64_MAX : frame - restarted_frame;
    if (atlas.full()) {  // room cannot be made; if it was emptied for this very frame, emptying does not help either
        if (frames <= draws_a_frame_max) return;
    } else if (frames < restart_frames_min) {  // one screen alone needs more: emptying it each time would draw for ever
        restarted_frame = frame;
        atlas_height_now_max_px *= 2;
        return;
    }
    restarted_frame = frame;
    atlas_height_now_max_px = atlas_height_max_px;
    texts.clear();
    glyphs.clear();
    cached_quads = 0;
    atlas.reset();
}

Typesetter::Typesetter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Typesetter::~Typesetter() = default;

Result<std::unique_ptr<Typesetter>> Typesetter::open(FontPaths paths) {
    if (paths.families.empty()) return fail(Fault::NotFound, "no font family is listed");
    const std::string main_family = paths.families.front().name;
    auto impl = std::make_unique<Impl>(std::move(paths));
    if (!impl->faces.face_of(0, Weight::Regular)) {
        return fail(Fault::NotFound,
                    fmt::format("no file of the main font family {} can be opened; install the fonts", main_family));
    }
    return std::unique_ptr<Typesetter>(new Typesetter(std::move(impl)));
}

const Shaped& Typesetter::shape(std::string_view utf8, const Style& style, float max_width_px, Align align,
                                std::string_view language) {
    return impl_->find_or_make(bounded({utf8, language, style, max_width_px, align}), true);
}

const Shaped& Typesetter::measure(std::string_view utf8, const Style& style, float max_width_px, Align align,
                                  std::string_view language) {
    return impl_->find_or_make(bounded({utf8, language, style, max_width_px, align}), false);
}

const Shaped& Typesetter::icon(std::string_view name, float size_px) {
    TextKeyView key;
    key.text = name;
    key.language = icon_language;
    key.style.size_px = std::round(bounded(size_px, size_min_px, size_max_px));
    return impl_->find_or_make(key, true);
}

const Atlas& Typesetter::atlas() const {
    return impl_->atlas.picture();
}

void Typesetter::atlas_uploaded() {
    impl_->atlas.clear_dirty();
}

void Typesetter::forget_texts() {
    impl_->texts.clear();
    impl_->prepared.reset();
    impl_->cached_quads = 0;
}

void Typesetter::new_frame() {
    Impl& impl = *impl_;
    impl.frame += 1;
    if (impl.atlas.full() || impl.atlas.picture().height > impl.atlas_height_now_max_px) {
        impl.start_afresh_or_make_room();
    } else if (impl.texts.size() > cached_texts_max || impl.cached_quads > cached_quads_max) {
        impl.forget_old_texts();
    }
}

Typesetter::Counts Typesetter::counts() const {
    Counts counts = impl_->counts;
    counts.cached_texts = impl_->texts.size();
    counts.cached_glyphs = impl_->glyphs.size();
    counts.open_faces = impl_->faces.open_count();
    return counts;
}

std::vector<Rect> boxes_of(const Shaped& shaped, std::size_t byte_begin, std::size_t byte_end) {
    std::vector<Rect> boxes;
    std::uint16_t line_of_last = 0;
    for (const Cluster& cluster : shaped.clusters) {
        if (cluster.byte_begin < byte_begin || cluster.byte_begin >= byte_end) continue;
        const LineBox& line = shaped.lines[cluster.line];
        const bool touches =
            !boxes.empty() && line_of_last == cluster.line && std::abs(boxes.back().x1 - cluster.x0) < 0.5F;
        if (touches) {
            boxes.back().x1 = cluster.x1;
        } else {
            boxes.push_back({cluster.x0, line.y, cluster.x1, line.y + line.height});
        }
        line_of_last = cluster.line;
    }
    return boxes;
}

}  // namespace aaben::text
