// The typesetter against the fonts of assets/fonts.toml: what a reader would notice if it went wrong.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <new>
#include <random>

#include "text/catalogue.hpp"
#include "text/glyph_atlas.hpp"
#include "text/typesetter.hpp"
#include "text/unicode.hpp"

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

constexpr Style body{26, Weight::Regular, 0, 0};

FontPaths fonts() {
    auto paths = read_font_paths(std::string(AABEN_SOURCE_DIR) + "/assets/fonts.toml");
    REQUIRE(paths.ok());
    return *paths;
}

std::unique_ptr<Typesetter> opened() {
    auto typesetter = Typesetter::open(fonts());
    REQUIRE(typesetter.ok());
    return std::move(*typesetter);
}

Shaped shaped(std::string_view words, float width = 0, std::string_view language = "da", Align align = Align::Start) {
    return opened()->shape(words, body, width, align, language);
}

// Where the letter that starts at `part` of `whole` stands.
float x_of(const Shaped& text, std::string_view whole, std::string_view part) {
    const std::size_t byte = whole.find(part);
    REQUIRE(byte != std::string_view::npos);
    for (const Cluster& cluster : text.clusters) {
        if (cluster.byte_begin == byte) return cluster.x0;
    }
    FAIL("no cluster starts at " << part);
    return 0;
}

std::string line_of(const Shaped& text, std::string_view whole, std::size_t line) {
    const LineBox& box = text.lines.at(line);
    return std::string(whole.substr(box.byte_begin, box.byte_end - box.byte_begin));
}

std::vector<std::uint32_t> glyphs_of(const Shaped& text) {
    std::vector<std::uint32_t> glyphs;
    for (const Cluster& cluster : text.clusters) glyphs.push_back(cluster.glyph);
    return glyphs;
}

}  // namespace

TEST_CASE("a line breaks at spaces, and no line is wider than its box") {
    const std::string words = "Du behøver ikke sige dit navn eller dit CPR-nummer.";
    const Shaped text = shaped(words, 260);
    REQUIRE(text.lines.size() == 3);
    CHECK(line_of(text, words, 0) == "Du behøver ikke sige");
    CHECK(line_of(text, words, 1) == "dit navn eller dit");
    CHECK(line_of(text, words, 2) == "CPR-nummer.");
    for (const LineBox& line : text.lines) CHECK(line.width <= 260);
    CHECK_FALSE(text.overflow);
    CHECK(text.height == 3 * text.lines[0].height);
}

TEST_CASE("a text fits in exactly the width it was measured with") {
    const auto typesetter = opened();
    for (const std::string_view words : {"Jeg vil tale med nogen", "Læg brevet under kameraet.", "AVAVAV Tj. To"}) {
        const float width = typesetter->shape(words, body, 0, Align::Start, "da").width;
        CHECK(typesetter->shape(words, body, width, Align::Start, "da").lines.size() == 1);
        CHECK(typesetter->shape(words, body, width - 2, Align::Start, "da").lines.size() == 2);
    }
}

TEST_CASE("every byte of the text stands on exactly one line, but for the spaces between lines") {
    const auto typesetter = opened();
    const std::string words = "Kom til et møde. Eller ring,  før mødet starter. الساعة 10:15 في Korskærparken 112.";
    for (const std::string_view language : {"da", "ar"}) {
        for (float width = 20; width < 700; width += 13) {
            const Shaped& text = typesetter->shape(words, body, width, Align::Start, language);
            std::size_t at = 0;
            for (const LineBox& line : text.lines) {
                for (; at < line.byte_begin; ++at) REQUIRE(words[at] == ' ');
                at = line.byte_end;
            }
            REQUIRE(at == words.size());
        }
    }
}

TEST_CASE("a word wider than the box is broken between letters, loses none and says so") {
    const std::string word = "beskæftigelsesindsatsloven";
    const Shaped text = shaped(word, 100);
    CHECK(text.overflow);
    CHECK(text.lines.size() > 2);
    std::string joined;
    for (std::size_t i = 0; i < text.lines.size(); ++i) joined += line_of(text, word, i);
    CHECK(joined == word);
    CHECK(text.clusters.size() == 26);
}

TEST_CASE("a letter and its accents are never parted") {
    const std::string word = "o\xCC\x88o\xCC\x88o\xCC\x88o\xCC\x88";  // o + combining diaeresis
    const Shaped text = shaped(word, 16);
    for (const LineBox& line : text.lines) CHECK(line.byte_begin % 3 == 0);
    CHECK(text.lines.size() == 4);
}

TEST_CASE("a box narrower than one letter still holds a letter a line") {
    const Shaped text = shaped("abc", 1);
    CHECK(text.lines.size() == 3);
    CHECK(text.overflow);
}

TEST_CASE("a soft hyphen shows only where a line ends with it") {
    const std::string word = "beskæftigelses\xC2\xADindsats";
    CHECK(shaped(word).width == shaped("beskæftigelsesindsats").width);
    const Shaped broken = shaped(word, 220);
    REQUIRE(broken.lines.size() == 2);
    CHECK_FALSE(broken.overflow);
    CHECK(broken.quads.size() == shaped("beskæftigelses-").quads.size() + shaped("indsats").quads.size());
}

TEST_CASE("a new line in the text is a new line on the glass") {
    const Shaped text = shaped("Vi kalder på dit tegn.\nVi siger ikke dit navn.\r\n\nSlut");
    CHECK(text.lines.size() == 4);
    CHECK(text.lines[2].width == 0);
    CHECK(text.lines[1].y == text.lines[0].height);
}

TEST_CASE("an empty text has one empty line of full height") {
    const Shaped text = shaped("");
    REQUIRE(text.lines.size() == 1);
    CHECK(text.quads.empty());
    CHECK(text.width == 0);
    CHECK(text.height == shaped("x").height);
}

TEST_CASE("start, centre and end put lines where the direction says") {
    const float room = 500;
    const float width = shaped("Tilbage").width;
    CHECK(shaped("Tilbage", room, "da", Align::Start).lines[0].x == 0);
    CHECK(shaped("Tilbage", room, "da", Align::End).lines[0].x + width > room - 1.5F);
    CHECK(std::abs(shaped("Tilbage", room, "da", Align::Centre).lines[0].x - (room - width) / 2) <= 0.5F);
    const Shaped arabic = shaped("رجوع", room, "ar", Align::Start);
    CHECK(arabic.rtl);
    CHECK(arabic.lines[0].x + arabic.lines[0].width > room - 1.5F);
    CHECK(shaped("رجوع", room, "ar", Align::End).lines[0].x == 0);
}

TEST_CASE("wrapped Arabic starts on the first line, at its right edge") {
    const std::string words = "لا تحتاج إلى ذكر اسمك أو رقمك الشخصي";
    const Shaped text = shaped(words, 220, "ar");
    REQUIRE(text.lines.size() >= 2);
    CHECK(text.lines[0].byte_begin == 0);
    CHECK(text.lines[1].byte_begin > 0);
    // The first letter is the rightmost of the first line.
    float rightmost = 0;
    for (const Cluster& cluster : text.clusters) {
        if (cluster.line == 0) rightmost = std::max(rightmost, cluster.x0);
    }
    CHECK(x_of(text, words, "لا") == rightmost);
}

TEST_CASE("numbers and Latin names inside Arabic keep their order") {
    const std::string words = "هنا Mette و Jonas حتى 12:30";
    const Shaped text = shaped(words, 0, "ar");
    // Read from the right: the first name, then the second, then the time …
    CHECK(x_of(text, words, "Mette") > x_of(text, words, "Jonas"));
    CHECK(x_of(text, words, "Jonas") > x_of(text, words, "12:30"));
    // … and each of them from the left.
    CHECK(x_of(text, words, "Mette") < x_of(text, words, "ette"));
    CHECK(x_of(text, words, "12:30") < x_of(text, words, ":30"));
    CHECK(x_of(text, words, ":30") < x_of(text, words, "30"));
}

TEST_CASE("Danish phone numbers, dates and times inside Arabic read from left to right") {
    for (const std::string_view number :
         {"76 20 30 41", "+45 76 20 30 41", "10.15", "24.11.2026", "1.234,50", "2026-11-24"}) {
        const std::string words = "اتصل على " + std::string(number) + " قبل الموعد";
        const Shaped text = shaped(words, 0, "ar");
        const std::size_t begin = words.find(number);
        float before = -1;
        for (std::size_t byte = begin; byte < begin + number.size(); ++byte) {
            const auto found = std::find_if(text.clusters.begin(), text.clusters.end(),
                                            [&](const Cluster& cluster) { return cluster.byte_begin == byte; });
            REQUIRE(found != text.clusters.end());
            INFO(number << " at " << number.substr(byte - begin));
            CHECK(found->x0 > before);
            before = found->x0;
        }
    }
}

TEST_CASE("a phone number is not broken over two lines") {
    const std::string words = "Ring til os på 76 20 30 40 i dag";
    const auto typesetter = opened();
    for (float width = 150; width < 420; width += 7) {
        const Shaped& text = typesetter->shape(words, body, width, Align::Start, "da");
        const auto line_at = [&](std::string_view part) {
            const std::size_t byte = words.find(part);
            return std::find_if(text.clusters.begin(), text.clusters.end(),
                                [&](const Cluster& cluster) { return cluster.byte_begin == byte; })
                ->line;
        };
        CHECK(line_at("76") == line_at("40"));
    }
}

TEST_CASE("two numbers beside each other are a phone number only when they look like one") {
    struct Row {
        std::u32string text;
        std::vector<std::pair<std::size_t, std::size_t>> spans;
    };
    const std::vector<Row> rows{
        {U"76 20 30 40", {{0, 11}}},
        {U"a 10.15 b", {{2, 7}}},
        {U"+45 76203040", {{0, 12}}},
        {U"3 5", {{0, 1}, {2, 3}}},
        {U"2026 15", {{0, 7}}},
        {U"10.15 2", {{0, 5}, {6, 7}}},
        {U"9.", {{0, 1}}},
        {U"", {}},
        {U"ingen tal", {}},
        {U"1-2-3", {{0, 5}}},
    };
    for (const Row& row : rows) {
        std::vector<std::pair<std::size_t, std::size_t>> found;
        for (const Span& span : number_spans(row.text.data(), row.text.size()))
            found.emplace_back(span.begin, span.end);
        CHECK(found == row.spans);
    }
}

TEST_CASE("brackets around a Latin word in Arabic open and close the right way") {
    const std::string words = "رقمك (CPR) هنا";
    const Shaped text = shaped(words, 0, "ar");
    const auto glyph_at = [&](std::string_view part) {
        const std::size_t byte = words.find(part);
        return std::find_if(text.clusters.begin(), text.clusters.end(),
                            [&](const Cluster& cluster) { return cluster.byte_begin == byte; })
            ->glyph;
    };
    const Shaped latin = shaped("()");
    CHECK(x_of(text, words, "(") > x_of(text, words, "CPR"));
    CHECK(glyph_at("(") == latin.clusters[1].glyph);  // the one on the right closes to the eye
    CHECK(glyph_at(")") == latin.clusters[0].glyph);
}

TEST_CASE("Arabic letters join: their forms differ from those of letters that stand alone") {
    const Shaped word = shaped("بيت", 0, "ar");
    REQUIRE(word.clusters.size() == 3);
    const std::vector<std::uint32_t> joined = glyphs_of(word);
    // Visual order: the last letter is leftmost.
    CHECK(joined[2] != shaped("ب", 0, "ar").clusters[0].glyph);
    CHECK(joined[1] != shaped("ي", 0, "ar").clusters[0].glyph);
    CHECK(joined[0] != shaped("ت", 0, "ar").clusters[0].glyph);
    CHECK(word.width < shaped("ب ي ت", 0, "ar").width);
}

TEST_CASE("letter spacing is left out of Arabic, where it would tear words apart") {
    const auto typesetter = opened();
    Style tight = body;
    tight.tracking_px = -1;
    CHECK(typesetter->shape("بيت", tight, 0, Align::Start, "ar").width ==
          typesetter->shape("بيت", body, 0, Align::Start, "ar").width);
    CHECK(typesetter->shape("hus", tight, 0, Align::Start, "da").width ==
          typesetter->shape("hus", body, 0, Align::Start, "da").width - 3);
}

TEST_CASE("each script is drawn by the family that has it, and taller scripts take taller lines") {
    const Shaped danish = shaped("Blåbærgrød");
    const Shaped arabic = shaped("العربية", 0, "ar");
    const Shaped tigrinya = shaped("ሰላም", 0, "ti");
    const Shaped ukrainian = shaped("Їжак", 0, "uk");
    CHECK(danish.clusters[0].family == 0);
    CHECK(ukrainian.clusters[0].family == 0);
    CHECK(arabic.clusters[0].family == 1);
    CHECK(tigrinya.clusters[0].family == 2);
    CHECK(arabic.height > tigrinya.height);
    CHECK(tigrinya.height > danish.height);
    for (const Shaped& text : {danish, arabic, tigrinya, ukrainian}) CHECK_FALSE(text.missing_glyph);
}

TEST_CASE("a given line height is kept in Danish and stays roomier in Arabic") {
    const auto typesetter = opened();
    Style style = body;
    style.line_height = 1.2F;
    CHECK(typesetter->shape("Hej", style, 0, Align::Start, "da").height == 31);
    CHECK(typesetter->shape("أهلاً", style, 0, Align::Start, "ar").height > 36);
}

TEST_CASE("a letter that no font has is said to be missing") {
    CHECK(shaped("日").missing_glyph);
    CHECK_FALSE(shaped("Å · – … « » ’ “ ” € ½ ✓").missing_glyph);
}

TEST_CASE("invisible marks are neither missing nor seen") {
    const Shaped text = shaped(
        "\xE2\x81\xA8"
        "Mette"
        "\xE2\x81\xA9\xE2\x80\x8F\xE2\x80\x8D");
    CHECK_FALSE(text.missing_glyph);
    CHECK(text.quads.size() == 5);
    CHECK(text.width == shaped("Mette").width);
}

TEST_CASE("invalid UTF-8 is replaced, one sign a byte, and never crashes") {
    struct Row {
        std::string bytes;
        std::u32string points;
    };
    const std::vector<Row> rows{
        {"\xFF", U"\uFFFD"},
        {"a\xC3", U"a\uFFFD"},                              // cut off
        {"\xC0\xAF", U"\uFFFD\uFFFD"},                      // over-long
        {"\xE0\x80\x80", U"\uFFFD\uFFFD\uFFFD"},            // over-long
        {"\xED\xA0\x80", U"\uFFFD\uFFFD\uFFFD"},            // a surrogate
        {"\xF4\x90\x80\x80", U"\uFFFD\uFFFD\uFFFD\uFFFD"},  // beyond Unicode
        {"\x80", U"\uFFFD"},                                // a stray continuation
        {std::string("\0x", 2), U" x"},
        {"a\tb", U"a b"},
        {"å\r\nb", U"å\nb"},
        {"\xF0\x9F\x9A\xB2", U"\U0001F6B2"},
    };
    for (const Row& row : rows) {
        const Decoded decoded = decode(row.bytes);
        CHECK(std::u32string(decoded.points.begin(), decoded.points.end()) == row.points);
        CHECK(decoded.bytes.size() == decoded.points.size() + 1);
        CHECK(decoded.bytes.back() == row.bytes.size());
    }
    const Shaped text = shaped(
        "a\xFF"
        "b",
        100);
    CHECK(text.clusters.size() == 3);
    CHECK_FALSE(text.missing_glyph);
}

TEST_CASE("random bytes in random styles never crash and never lose the end of the text") {
    const auto typesetter = opened();
    std::mt19937 random(20261121);
    const std::string alphabet =
        "ab \n\r\t\xC3\xA6\xD8\xA7\xD9\x84\xE1\x88\xB0\xF0\x9F\xFF\x80(1:2)\xE2\x81\xA8\xCC\x88\xC2\xAD";
    for (int round = 0; round < 3'000; ++round) {
        std::string bytes;
        const std::size_t length = random() % 60;
        for (std::size_t i = 0; i < length; ++i) bytes += alphabet[random() % alphabet.size()];
        Style style = body;
        style.size_px = static_cast<float>(random() % 90);
        style.tracking_px = static_cast<float>(random() % 5) - 2;
        style.weight = static_cast<Weight>(random() % 3);
        const Shaped& text = typesetter->shape(bytes, style, static_cast<float>(random() % 300),
                                               static_cast<Align>(random() % 3), random() % 2 == 0 ? "da" : "ar");
        REQUIRE(text.text_bytes == bytes.size());
        REQUIRE_FALSE(text.lines.empty());
        REQUIRE(text.lines.back().byte_end <= bytes.size());
        if (round % 50 == 0) typesetter->new_frame();
    }
}

TEST_CASE("absurd sizes and widths are brought into bounds") {
    const auto typesetter = opened();
    const float not_a_number = std::numeric_limits<float>::quiet_NaN();
    const float infinite = std::numeric_limits<float>::infinity();
    for (const float value : {0.0F, -5.0F, 1e30F, not_a_number, infinite}) {
        Style style = body;
        style.size_px = style.tracking_px = style.line_height = value;
        const Shaped& text = typesetter->shape("Hej med dig", style, value, Align::Centre, "da");
        CHECK(text.clusters.size() == 11);
        CHECK(std::isfinite(text.height));
        CHECK_FALSE(typesetter->icon("mail", value).missing_glyph);
    }
}

TEST_CASE("a text of ten thousand letters is wrapped whole and within a blink") {
    std::string words;
    while (words.size() < 10'000) words += "Kom til et møde eller ring. حتى الساعة 12 ";
    const auto typesetter = opened();
    const auto started = std::chrono::steady_clock::now();
    const Shaped& text = typesetter->shape(words, body, 600, Align::Start, "da");
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - started;
    CHECK(text.lines.back().byte_end + 1 == words.size());  // but for the last space
    for (const LineBox& line : text.lines) CHECK(line.width <= 601);
    CHECK(spent.count() < 1.0);  // tens of milliseconds as a rule; sanitizers and busy machines included
}

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
    const Shaped& text = typesetter->shape("lll", Style{60, Weight::Bold, 0, 0}, 0, Align::Start, "da");
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
    for (float size = 20; size < 400; size += 10) {
        (void)typesetter->shape("Grøn cykel", Style{size, Weight::Bold, 0, 0}, 0, Align::Start, "da");
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
            for (int x = x0; x < x1; ++x) rows.push_back(atlas.pixels[static_cast<std::size_t>(y * atlas.width + x)]);
        }
        return rows;
    };
    const std::vector<std::uint8_t> before = ink(text.quads[0]);
    for (float size = 50; size < 400; size += 10) {
        (void)typesetter->shape("Hej med dig", Style{size, Weight::Bold, 0, 0}, 0, Align::Start, "da");
    }
    CHECK(typesetter->atlas().generation != generation);
    CHECK(ink(text.quads[0]) == before);
}

TEST_CASE("an atlas that outgrew its bounds starts afresh with the next frame") {
    const auto typesetter = opened();
    for (float size = 100; size < 500; size += 5) {
        (void)typesetter->shape("Grøn cykel 7", Style{size, Weight::Bold, 0, 0}, 0, Align::Start, "da");
    }
    CHECK(typesetter->atlas().height > 2'048);
    typesetter->new_frame();
    CHECK(typesetter->atlas().height == GlyphAtlas::first_height_px);
    CHECK(typesetter->counts().cached_glyphs == 0);
    CHECK(typesetter->shape("Hej", body, 0, Align::Start, "da").quads.size() == 3);
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
    for (int i = 0; i < 4'000; ++i) {
        const int width = 1 + static_cast<int>(random() % 120);
        const int height = 1 + static_cast<int>(random() % 90);
        const auto place = atlas.reserve(width, height);
        if (!place) break;
        ++placed;
        for (int y = place->y; y < place->y + height; ++y) {
            for (int x = place->x; x < place->x + width; ++x) {
                std::uint8_t& texel = taken[static_cast<std::size_t>(y * GlyphAtlas::width_px + x)];
                REQUIRE(texel == 0);
                texel = 1;
            }
        }
    }
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

TEST_CASE("an icon is one picture in a square, and only names of icons are icons") {
    const auto typesetter = opened();
    for (const std::string_view name : {"mail", "record_voice_over", "drafts", "arrow_back", "pedal_bike"}) {
        const Shaped& icon = typesetter->icon(name, 48);
        INFO(name);
        REQUIRE(icon.quads.size() == 1);
        CHECK_FALSE(icon.missing_glyph);
        CHECK(icon.width == 48);
        CHECK(icon.height == 48);
        CHECK(icon.quads[0].x0 >= 0);
        CHECK(icon.quads[0].y0 >= 0);
        CHECK(icon.quads[0].x1 <= 48);
        CHECK(icon.quads[0].y1 <= 48);
    }
    for (const std::string_view name : {"no_such_icon", "", "mail mail", "m", "\xFF"}) {
        CHECK(typesetter->icon(name, 48).missing_glyph);
    }
}

TEST_CASE("a word's boxes cover it, line by line") {
    const std::string words = "Kom til et møde eller ring";
    const Shaped text = shaped(words, 200);
    const std::size_t begin = words.find("møde");
    const auto boxes = boxes_of(text, begin, begin + 5);
    REQUIRE(boxes.size() == 1);
    CHECK(std::abs(boxes[0].x1 - boxes[0].x0 - shaped("møde").width) < 1);
    const auto all = boxes_of(text, 0, words.size());
    CHECK(all.size() == text.lines.size());
    CHECK(boxes_of(text, 3, 3).empty());
    CHECK(boxes_of(text, 999, 2'000).empty());
}

TEST_CASE("fonts that are missing are said so, and lesser ones are lived without") {
    FontPaths nothing;
    CHECK(Typesetter::open(nothing).error().fault == Fault::NotFound);
    FontPaths wrong = fonts();
    wrong.families[0].paths = {};
    CHECK(Typesetter::open(wrong).error().fault == Fault::NotFound);
    wrong.families[0].paths[0] = {std::string(AABEN_SOURCE_DIR) + "/CMakeLists.txt"};  // no font at all
    CHECK(Typesetter::open(wrong).error().fault == Fault::NotFound);
    FontPaths poor = fonts();
    poor.families.resize(1);
    poor.families[0].paths[1] = poor.families[0].paths[2] = {};
    poor.icons = {"/nowhere/icons.ttf"};
    auto typesetter = Typesetter::open(poor);
    REQUIRE(typesetter.ok());
    CHECK((*typesetter)->shape("Hej", Style{26, Weight::Bold, 0, 0}, 0, Align::Start, "da").quads.size() == 3);
    CHECK((*typesetter)->shape("أهلا", body, 0, Align::Start, "ar").missing_glyph);
    CHECK((*typesetter)->icon("mail", 40).missing_glyph);
}

TEST_CASE("Danish text opens no Arabic font") {
    const auto typesetter = opened();
    (void)typesetter->shape("Hej. Hvad kan vi hjælpe med?", body, 0, Align::Start, "da");
    CHECK(typesetter->counts().open_faces == 1);
}

TEST_CASE("every text of every language has all its letters, in every weight") {
    const auto typesetter = opened();
    const auto catalogue = Catalogue::load(std::string(AABEN_SOURCE_DIR) + "/assets/languages");
    REQUIRE(catalogue.ok());
    for (const Language& language : catalogue->languages()) {
        for (const Weight weight : {Weight::Regular, Weight::Semibold, Weight::Bold}) {
            const auto check = [&](std::string_view words, std::string_view what) {
                const Shaped& text = typesetter->shape(words, Style{26, weight, 0, 0}, 400, Align::Start, language.tag);
                INFO(language.tag << " " << what);
                CHECK_FALSE(text.missing_glyph);
            };
            check(language.name, "name");
            for (std::size_t i = 0; i < key_count; ++i) {
                for (std::size_t form = 0; form < plural_count; ++form) {
                    check(catalogue->raw(static_cast<Key>(i), language.tag, static_cast<Plural>(form)), key_names[i]);
                }
            }
            typesetter->new_frame();
        }
    }
}

}  // namespace aaben::text
