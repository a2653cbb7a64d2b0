// The typesetter's memory: what is found again, what is forgotten, and where letters lie in the atlas.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstdlib>
#include <new>
#include <random>

#include "text/glyph_atlas.hpp"
#include "text_fixture.hpp"

namespace {

std::size_t allocations = 0;

}  // namespace

// Counts what the program allocates, so that "found again without allocating" can be tested.
[[gnu::noinline]] void* operator new(std::size_t size) {
    ++allocations;
    void* block = std::malloc(size == 0 ? 1 : size);
    if (block == nullptr) throw std::bad_alloc();
    return block;
}
[[gnu::noinline]] void operator delete(void* block) noexcept {
    std::free(block);
}
[[gnu::noinline]] void operator delete(void* block, std::size_t) noexcept {
    std::free(block);
}

namespace aaben::text {
namespace {

Style bold(int size) {
    return {static_cast<float>(size), Weight::Bold, 0, 0};
}

std::size_t texel_at(int width, int x, int y) {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
}

}  // namespace

TEST_CASE("a text that was shaped before is found again without allocating") {
    const auto typesetter = opened();
    const std::string words = "Du behøver ikke sige dit navn eller dit CPR-nummer.";
    const Shaped* first = &typesetter->shape(words, body, 300, Align::Start, "da");
    typesetter->new_frame();
    const std::size_t before = allocations;
    const Shaped* again = &typesetter->shape(words, body, 300, Align::Start, "da");
    CHECK(allocations == before);
    CHECK(first == again);
    CHECK(typesetter->counts().hits == 1);
    CHECK(typesetter->counts().misses == 1);
}

TEST_CASE("measuring rasterises nothing, and drawing afterwards fills in the same text") {
    const auto typesetter = opened();
    const Shaped& measured = typesetter->measure("Hej med dig", body, 100, Align::Centre, "da");
    CHECK(measured.lines.size() == 2);
    CHECK(measured.quads.empty());
    CHECK(typesetter->counts().cached_glyphs == 0);
    const Shaped& drawn = typesetter->shape("Hej med dig", body, 100, Align::Centre, "da");
    CHECK(&drawn == &measured);
    CHECK(drawn.quads.size() == 9);
    CHECK(typesetter->measure("Hej med dig", body, 100, Align::Centre, "da").quads.size() == 9);
    CHECK(typesetter->counts().misses == 1);
}

TEST_CASE("forgetting texts leaves none, and they can be shaped again") {
    const auto typesetter = opened();
    (void)typesetter->shape("Prøve Prøvesen", body, 300, Align::Start, "da");
    const std::size_t glyphs = typesetter->counts().cached_glyphs;
    typesetter->forget_texts();
    CHECK(typesetter->counts().cached_texts == 0);
    CHECK(typesetter->counts().cached_glyphs == glyphs);
    CHECK(typesetter->shape("Prøve Prøvesen", body, 300, Align::Start, "da").clusters.size() == 14);
}

TEST_CASE("a text in many widths draws what each of its lines would draw alone") {
    const auto typesetter = opened();
    const auto fresh = opened();
    const std::string mixed = "Tåge AVAV fi. Tj, الساعة 10:15 في Korskærparken 112 لا إله سمكة سوداء, øl.";
    const std::string broken_inside = "TågeAVAVfiTjx10:15->ffi=>xلالالاسمكة";
    for (const std::string& words : {mixed, broken_inside}) {
        for (int width = 12; width < 600; width += 7) {
            const Shaped& text = typesetter->shape(words, body, static_cast<float>(width), Align::Start, "da");
            if (text.overflow && words == mixed) continue;  // a comma that lost its word changes family
            for (std::size_t i = 0; i < text.lines.size(); ++i) {
                const LineBox& line = text.lines[i];
                const std::string line_words = words.substr(line.byte_begin, line.byte_end - line.byte_begin);
                const Shaped& alone = fresh->shape(line_words, body, 0, Align::Start, "da");
                std::vector<std::uint32_t> together, apart;
                for (const Cluster& cluster : text.clusters) {
                    if (cluster.line == i) together.push_back(cluster.glyph);
                }
                for (const Cluster& cluster : alone.clusters) apart.push_back(cluster.glyph);
                // Order may differ: alone, a line does not know what stood before it.
                std::sort(together.begin(), together.end());
                std::sort(apart.begin(), apart.end());
                INFO(width << ' ' << line_words);
                REQUIRE(together == apart);
                REQUIRE(std::abs(line.width - alone.width) < 0.6F);
            }
        }
    }
}

TEST_CASE("whatever changes the picture makes another entry") {
    const auto typesetter = opened();
    Style bold = body, large = body, tight = body, low = body;
    bold.weight = Weight::Bold;
    large.size_px = 30;
    tight.tracking_px = -0.5F;
    low.line_height = 1;
    const auto words = "Hej";
    for (const Style& style : {body, bold, large, tight, low}) {
        (void)typesetter->shape(words, style, 0, Align::Start, "da");
    }
    (void)typesetter->shape(words, body, 50, Align::Start, "da");
    (void)typesetter->shape(words, body, 0, Align::End, "da");
    (void)typesetter->shape(words, body, 0, Align::Start, "ar");
    (void)typesetter->icon("mail", 26);
    CHECK(typesetter->counts().misses == 9);
    CHECK(typesetter->counts().cached_texts == 9);
    // Sizes are whole pixels: a hair's difference is none.
    large.size_px = 30.2F;
    (void)typesetter->shape(words, large, 0, Align::Start, "da");
    CHECK(typesetter->counts().hits == 1);
}

TEST_CASE("what no frame uses any more is forgotten, what the last one used is kept") {
    const auto typesetter = opened();
    const Shaped* kept = &typesetter->shape("Tilbage", body, 0, Align::Start, "da");
    for (int i = 0; i < 2'000; ++i) {
        typesetter->new_frame();
        (void)typesetter->shape(std::to_string(i), body, 0, Align::Start, "da");
        CHECK(&typesetter->shape("Tilbage", body, 0, Align::Start, "da") == kept);
    }
    CHECK(typesetter->counts().cached_texts <= 401);
}

TEST_CASE("a caller that never begins a frame is bounded all the same") {
    const auto typesetter = opened();
    for (int i = 0; i < 20'000; ++i) (void)typesetter->shape(std::to_string(i), body, 0, Align::Start, "da");
    CHECK(typesetter->counts().cached_texts <= 8'192);
}

TEST_CASE("a letter is rasterised once, and is found in the atlas where its quad says") {
    const auto typesetter = opened();
    const Shaped& text = typesetter->shape("lll", bold(60), 0, Align::Start, "da");
    REQUIRE(text.quads.size() == 3);
    CHECK(text.quads[0].u0 == text.quads[1].u0);
    const Atlas& atlas = typesetter->atlas();
    const Quad& quad = text.quads[0];
    const auto u = static_cast<std::size_t>((quad.u0 + quad.u1) / 2 * static_cast<float>(atlas.width));
    const auto v = static_cast<std::size_t>((quad.v0 + quad.v1) / 2 * static_cast<float>(atlas.height));
    CHECK(atlas.pixels[v * static_cast<std::size_t>(atlas.width) + u] == 255);          // the stem of a bold l is solid
    CHECK(quad.x1 - quad.x0 == (quad.u1 - quad.u0) * static_cast<float>(atlas.width));  // a texel a pixel
}

TEST_CASE("the white texel is white and stays so") {
    const auto typesetter = opened();
    const auto white = [&] {
        const Atlas& atlas = typesetter->atlas();
        const auto x = static_cast<std::size_t>(atlas.white_u * static_cast<float>(atlas.width));
        const auto y = static_cast<std::size_t>(atlas.white_v * static_cast<float>(atlas.height));
        return atlas.pixels[y * static_cast<std::size_t>(atlas.width) + x] == 255;
    };
    CHECK(white());
    for (int size = 20; size < 400; size += 10) {
        (void)typesetter->shape("Grøn cykel", bold(size), 0, Align::Start, "da");
    }
    CHECK(typesetter->atlas().height > GlyphAtlas::first_height_px);
    CHECK(white());
}

TEST_CASE("when the atlas grows, cached texts still point at their letters") {
    const auto typesetter = opened();
    const Shaped& text = typesetter->shape("Hej", body, 0, Align::Start, "da");
    const std::uint32_t generation = typesetter->atlas().generation;
    const auto ink = [&](const Quad& quad) {
        const Atlas& atlas = typesetter->atlas();
        std::vector<std::uint8_t> rows;
        const auto x0 = static_cast<int>(std::lround(quad.u0 * static_cast<float>(atlas.width)));
        const auto y0 = static_cast<int>(std::lround(quad.v0 * static_cast<float>(atlas.height)));
        const auto x1 = static_cast<int>(std::lround(quad.u1 * static_cast<float>(atlas.width)));
        const auto y1 = static_cast<int>(std::lround(quad.v1 * static_cast<float>(atlas.height)));
        for (int y = y0; y < y1; ++y) {
            for (int x = x0; x < x1; ++x) rows.push_back(atlas.pixels[texel_at(atlas.width, x, y)]);
        }
        return rows;
    };
    const std::vector<std::uint8_t> before = ink(text.quads[0]);
    for (int size = 50; size < 400; size += 10) {
        (void)typesetter->shape("Hej med dig", bold(size), 0, Align::Start, "da");
    }
    CHECK(typesetter->atlas().generation != generation);
    CHECK(ink(text.quads[0]) == before);
}

TEST_CASE("an atlas that outgrew its bounds starts afresh with the next frame") {
    const auto typesetter = opened();
    for (int size = 100; size < 500; size += 5) {
        (void)typesetter->shape("Grøn cykel 7", bold(size), 0, Align::Start, "da");
    }
    CHECK(typesetter->atlas().height > 2'048);
    typesetter->new_frame();
    CHECK(typesetter->atlas().height == GlyphAtlas::first_height_px);
    CHECK(typesetter->counts().cached_glyphs == 0);
    CHECK(typesetter->shape("Hej", body, 0, Align::Start, "da").quads.size() == 3);
}

TEST_CASE("a full atlas is emptied at the next frame, whatever the screens before it needed") {
    const auto typesetter = opened();
    const auto fill = [&](int from) {
        for (int size = from; size < 500; ++size)
            (void)typesetter->shape("Grøn cykel 7 på vej", bold(size), 0, Align::Start, "da");
    };
    for (int from = 480; from > 100; from -= 20) {  // each frame needs more than the one before
        typesetter->new_frame();
        fill(from);
    }
    const std::uint32_t full = typesetter->atlas().generation;
    CHECK(typesetter->atlas().height == GlyphAtlas::height_max_px);
    fill(100);
    CHECK(typesetter->shape("Kald", body, 0, Align::Start, "da").quads.size() < 4);  // no room: letters are missing
    for (int draw = 0; draw < 4; ++draw) typesetter->new_frame();  // the last big screen may have been drawn thrice
    CHECK(typesetter->shape("Kald", body, 0, Align::Start, "da").quads.size() == 4);
    CHECK(typesetter->atlas().generation > full);
}

TEST_CASE("a screen that alone outgrows the bounds settles instead of starting afresh for ever") {
    const auto typesetter = opened();
    std::uint32_t generation = 0;
    int changes = 0;
    for (int frame = 0; frame < 200; ++frame) {
        typesetter->new_frame();
        for (int size = 100; size < 250; size += 10) {
            (void)typesetter->shape("Grøn cykel 7", bold(size), 0, Align::Start, "da");
        }
        if (typesetter->atlas().generation != generation && frame > 0) ++changes;
        generation = typesetter->atlas().generation;
    }
    CHECK(changes <= 4);
}

TEST_CASE("the dirty rectangle holds what is new, and only that") {
    const auto typesetter = opened();
    CHECK(typesetter->atlas().dirty_x1 == typesetter->atlas().width);  // a new atlas is new all over
    typesetter->atlas_uploaded();
    CHECK(typesetter->atlas().dirty_x0 == typesetter->atlas().dirty_x1);
    (void)typesetter->shape("x", body, 0, Align::Start, "da");
    const Atlas& atlas = typesetter->atlas();
    CHECK(atlas.dirty_x1 - atlas.dirty_x0 > 0);
    CHECK(atlas.dirty_x1 - atlas.dirty_x0 < 40);
    CHECK(atlas.dirty_y1 - atlas.dirty_y0 < 40);
    typesetter->atlas_uploaded();
    (void)typesetter->shape("xx", body, 0, Align::Start, "da");
    CHECK(atlas.dirty_x1 - atlas.dirty_x0 < 40);  // at most the same letter, half a pixel on
}

TEST_CASE("places in the atlas never overlap") {
    GlyphAtlas atlas;
    std::mt19937 random(7);
    std::vector<std::uint8_t> taken(static_cast<std::size_t>(GlyphAtlas::width_px) * GlyphAtlas::height_max_px, 0);
    int placed = 0;
    int overlaps = 0;
    for (int i = 0; i < 4'000; ++i) {
        const int width = 1 + static_cast<int>(random() % 120);
        const int height = 1 + static_cast<int>(random() % 90);
        const auto place = atlas.reserve(width, height);
        if (!place) break;
        ++placed;
        for (int y = place->y; y < place->y + height; ++y) {
            for (int x = place->x; x < place->x + width; ++x) {
                std::uint8_t& texel = taken[texel_at(GlyphAtlas::width_px, x, y)];
                overlaps += texel;
                texel = 1;
            }
        }
    }
    CHECK(overlaps == 0);
    CHECK(placed > 1'000);
    CHECK(atlas.picture().height <= GlyphAtlas::height_max_px);
    CHECK_FALSE(GlyphAtlas().reserve(GlyphAtlas::width_px, 10));  // no room for its gap
    CHECK_FALSE(GlyphAtlas().reserve(0, 10));
}

TEST_CASE("an atlas that is full leaves letters out and does not fail") {
    const auto typesetter = opened();
    Style style{500, Weight::Bold, 0, 0};
    for (; style.size_px > 420; style.size_px -= 1) {
        (void)typesetter->shape("ABCDEFGHIJKLMNOP", style, 0, Align::Start, "da");
    }
    CHECK(typesetter->atlas().height <= GlyphAtlas::height_max_px);
    typesetter->new_frame();
    CHECK(typesetter->shape("Hej", body, 0, Align::Start, "da").quads.size() == 3);
}

}  // namespace aaben::text
