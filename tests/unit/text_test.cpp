// Wrapping, alignment and bad input, against the fonts of assets/fonts.toml: what a reader would notice going wrong.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cmath>
#include <limits>
#include <random>

#include "support/paths.hpp"
#include "text/unicode.hpp"
#include "text_fixture.hpp"

namespace aaben::text {

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
        for (int width = 20; width < 700; width += 13) {
            const Shaped& text = typesetter->shape(words, body, static_cast<float>(width), Align::Start, language);
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

TEST_CASE("a phone number is not broken over two lines") {
    const std::string words = "Ring til os på 76 20 30 40 i dag";
    const auto typesetter = opened();
    for (int width = 150; width < 420; width += 7) {
        const Shaped& text = typesetter->shape(words, body, static_cast<float>(width), Align::Start, "da");
        const auto line_at = [&](std::string_view part) {
            const std::size_t byte = words.find(part);
            return std::find_if(text.clusters.begin(), text.clusters.end(),
                                [&](const Cluster& cluster) { return cluster.byte_begin == byte; })
                ->line;
        };
        CHECK(line_at("76") == line_at("40"));
    }
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
    wrong.families[0].paths[0] = {aaben::tests::source_dir() + "/CMakeLists.txt"};  // no font at all
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

}  // namespace aaben::text
