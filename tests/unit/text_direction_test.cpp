// Scripts and directions: Arabic that joins and keeps its numbers in order, and letters for every language.
#include <toml++/toml.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "support/paths.hpp"
#include "text/keys.hpp"
#include "text/unicode.hpp"
#include "text_fixture.hpp"

namespace aaben::text {
namespace {

template <class Visit>
void each_string(const toml::node& node, const Visit& visit) {
    if (const auto* text = node.as_string()) visit(text->get());
    if (const auto* table = node.as_table()) {
        for (const auto& [key, value] : *table) each_string(value, visit);
    }
    if (const auto* array = node.as_array()) {
        for (const toml::node& value : *array) each_string(value, visit);
    }
}

}  // namespace

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

TEST_CASE("the letters of ten languages are there before their texts are") {
    const auto typesetter = opened();
    for (const auto& [tag, words] : std::vector<std::pair<std::string_view, std::string_view>>{
             {"da", "Æblegrød på Ærø, åh"},
             {"tr", "Çağrı, İğne, ışık, şölen, ünlü"},
             {"so", "Ma u baahan tahay caawimaad?"},
             {"uk", "Ґанок, їжак, єдність, щастя"},
             {"fa", "پنج گچ ژاله، کمک می‌خواهید؟ ۱۲۳"},
             {"prs", "ښار ټول ډېر ړوند"},
             {"ti", "ሓገዝ የድልየኩም ዶ፧ ኣብዚ ጽሓፉ።"},
             {"bs", "Čaša, ćup, džem, đak, šuma, žaba"},
             {"pl", "Zażółć gęślą jaźń"},
             {"ku", "Çawa, êvar, îsal, şev, ûr"},
             {"ckb", "ئەڤڕۆ، ڕۆژ، گەل، ێوار، ڵ"},
             {"vi", "Tiếng Việt, ưỡn, đường"},
         }) {
        for (const Weight weight : {Weight::Regular, Weight::Semibold, Weight::Bold}) {
            INFO(tag);
            CHECK_FALSE(typesetter->shape(words, Style{26, weight, 0, 0}, 0, Align::Start, tag).missing_glyph);
        }
    }
}

TEST_CASE("every text that people who do not program edit has all its letters, in every weight") {
    // Languages, letters, units: whatever stands in a string of assets/ may be shown.
    const auto typesetter = opened();
    std::size_t texts = 0;
    for (const auto& file : std::filesystem::recursive_directory_iterator(aaben::tests::source_dir() + "/assets")) {
        if (file.path().extension() != ".toml") continue;
        INFO(file.path().filename().string());
        const toml::table root = toml::parse_file(file.path().string());
        each_string(root, [&](const std::string& words) {
            ++texts;
            for (const Weight weight : {Weight::Regular, Weight::Semibold, Weight::Bold}) {
                INFO(words);
                REQUIRE_FALSE(
                    typesetter->measure(words, Style{26, weight, 0, 0}, 400, Align::Start, "da").missing_glyph);
            }
            typesetter->new_frame();
        });
    }
    CHECK(texts > 3 * key_count);
}

}  // namespace aaben::text
