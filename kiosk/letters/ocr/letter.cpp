#include "ocr/letter.hpp"

#include <algorithm>
#include <cstdio>

#include "ocr/page.hpp"
#include "ocr/qr.hpp"
#include "reading/code.hpp"
#include "reading/one_letter.hpp"
#include "reading/page_number.hpp"

namespace aaben::ocr {
namespace {

constexpr double legible_from = 0.55;  // below it the page may be upside down, or is not fit to be read

std::optional<reading::LetterCode> code_in(Pix* grey) {
    for (const std::string& text : qr_codes(grey)) {
        if (auto code = reading::parse_code(text)) return code;
    }
    return std::nullopt;
}

// White on black (a telephone in dark mode) becomes black on white.
void make_dark_on_light(Picture& grey) {
    float mean = 255;
    pixGetAverageMasked(grey.get(), nullptr, 0, 0, 4, L_MEAN_ABSVAL, &mean);
    if (mean < 90) pixInvert(grey.get(), grey.get());
}

Result<> read_page(Recogniser& recogniser, Page& page, int number, std::vector<reading::Word>& words) {
    std::vector<reading::Word> seen;
    if (auto done = recogniser.recognise(page.grey.get(), number, seen); !done) return done.error();
    const double once = legibility(seen);
    if (once < legible_from && (!page.turn_sure || once < 0.4)) {
        Picture turned(pixRotate180(nullptr, page.grey.get()));
        std::vector<reading::Word> again;
        if (auto done = recogniser.recognise(turned.get(), number, again); !done) return done.error();
        if (legibility(again) > once) seen = std::move(again), page.grey = std::move(turned);
    }
    words = std::move(seen);
    return Done{};
}

struct SeenPage {
    std::vector<reading::Word> words;
    Picture grey;
    reading::PageMarks marks;
};

void append(std::vector<reading::Word>& words, std::vector<reading::Word> page, int number) {
    const int line = words.empty() ? 0 : words.back().line + 1;
    const int block = words.empty() ? 0 : words.back().block + 1;
    for (reading::Word& word : page) {
        word.line += line, word.block += block, word.page = number;
        words.push_back(std::move(word));
    }
}

// The pages of the first one's letter, in the order they print of themselves; as they were laid when one prints none.
SeenLetter joined(std::vector<SeenPage> laid) {
    SeenLetter letter;
    std::vector<reading::PageMarks> marks;
    marks.reserve(laid.size());
    for (const SeenPage& page : laid) marks.push_back(page.marks);
    const std::size_t together = reading::pages_of_one_letter(marks);
    letter.other_letter = together < laid.size();
    laid.resize(together);
    const auto unnumbered = [](const SeenPage& page) { return page.marks.printed.number == 0; };
    if (std::none_of(laid.begin(), laid.end(), unnumbered))
        std::ranges::stable_sort(laid, {}, [](const SeenPage& page) { return page.marks.printed.number; });
    std::vector<reading::PageNumber> printed;
    for (SeenPage& page : laid) {
        append(letter.words, std::move(page.words), static_cast<int>(letter.pages.size()));
        letter.pages.push_back(std::move(page.grey));
        printed.push_back(page.marks.printed);
    }
    letter.missing_page = reading::missing_page(printed);
    return letter;
}

void take_code(ReadLetter& letter, const std::optional<reading::LetterCode>& code) {
    if (!code) return;
    letter.coded = true;
    letter.reading.confidence = 1;
    letters::Fields& fields = letter.reading.fields;
    for (const letters::Field& field : letters::field_table) {
        if (!letters::take(fields, code->fields, field)) continue;
        std::erase_if(letter.reading.marks, [&](const reading::FieldMark& mark) { return mark.field == field.name; });
    }
    // What stands in a code is printed.
    if (code->fields.deadline) fields.deadline_exact = code->fields.deadline_exact.value_or(true);
}

// The paper of a photo taken in poor light becomes nearly white, as one remembers it.
void lighten(Pix* crop) {
    l_uint32 paper = 0;
    if (pixGetRankValue(crop, 4, 0.6F, &paper) == 0)
        pixGammaTRC(crop, crop, 1.F, 0, std::clamp(static_cast<int>(paper), 60, 245) + 10);
}

// The field with its line and the lines around it, so that one finds the place on the paper again.
reading::Box crop_around(const reading::Box& field, int page_w, int page_h) {
    const int line = std::clamp(field.h, page_w / 100, page_w / 45);  // a field may stand on two lines
    const int left = std::max(0, field.x - 12 * line), top = std::max(0, field.y - 7 * line);
    const int right = std::min(page_w, field.x + field.w + 12 * line);
    const int bottom = std::min(page_h, field.y + field.h + 7 * line);
    return {left, top, right - left, bottom - top};
}

}  // namespace

Result<SeenLetter> see_letter(Recogniser& recogniser, std::vector<Picture> pictures, calendar::Date today) {
    std::vector<SeenPage> laid;
    std::optional<reading::LetterCode> code;
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        Page page = straighten(pictures[i].get());
        if (!code) code = code_in(page.grey.get());
        make_dark_on_light(page.grey);
        std::vector<reading::Word> seen;
        if (auto done = read_page(recogniser, page, static_cast<int>(i), seen); !done) return done.error();
        if (page.paper_found && legibility(seen) < legible_from) {
            Page whole = straighten(pictures[i].get(), false);
            if (!code) code = code_in(whole.grey.get());
            make_dark_on_light(whole.grey);
            std::vector<reading::Word> again;
            if (auto done = read_page(recogniser, whole, static_cast<int>(i), again); !done) return done.error();
            if (legibility(again) > legibility(seen)) seen = std::move(again), page = std::move(whole);
        }
        pictures[i].reset();
        reading::PageMarks marks = reading::page_marks(seen, today);
        laid.push_back({std::move(seen), std::move(page.grey), std::move(marks)});
    }
    SeenLetter letter = joined(std::move(laid));
    letter.code = std::move(code);
    letter.legibility = legibility(letter.words);
    if (letter.legibility < 0.45 && !letter.code) letter.words.clear(), letter.missing_page = 0;
    return letter;
}

Result<ReadLetter> read_letter(Recogniser& recogniser, std::vector<Picture> pictures, calendar::Date today) {
    auto seen = see_letter(recogniser, std::move(pictures), today);
    if (!seen) return seen.error();
    ReadLetter letter;
    const auto coded = seen->code ? std::optional(seen->code->type) : std::nullopt;
    letter.reading = reading::read(std::move(seen->words), today, coded);
    letter.pages = std::move(seen->pages);
    letter.legibility = seen->legibility;
    letter.missing_page = seen->missing_page;
    letter.other_letter = seen->other_letter;
    take_code(letter, seen->code);
    return letter;
}

std::string to_json(const ReadLetter& letter, Extras extras) {
    std::string out = reading::to_json(letter.reading);
    out.pop_back();
    if (extras.details) {
        char number[32];
        std::snprintf(number, sizeof number, "%.3f", letter.legibility);
        out += ",\"marks\":" + reading::marks_json(letter.reading) + ",\"legibility\":" + number +
               ",\"coded\":" + (letter.coded ? "true" : "false");
    }
    if (extras.why) out += ",\"why\":" + reading::reasons_json(letter.reading);
    if (!letter.reading.type && (extras.crops || extras.details))
        out += ",\"official\":" + letters::to_json(letter.reading.official);
    if (extras.crops) {
        out += ",\"missing_page\":" + std::to_string(letter.missing_page);
        out += letter.other_letter ? ",\"other_letter\":true" : "";
        out += ",\"crops\":[";
        bool first = true;
        for (const reading::FieldMark& mark : letter.reading.marks) {
            Pix* page = letter.pages[static_cast<std::size_t>(mark.page)].get();
            const reading::Box around = crop_around(mark.box, pixGetWidth(page), pixGetHeight(page));
            Box* box = boxCreate(around.x, around.y, around.w, around.h);
            const Picture crop(pixClipRectangle(page, box, nullptr));
            boxDestroy(&box);
            if (!crop) continue;
            lighten(crop.get());
            out += std::string(first ? "" : ",") + "{\"field\":\"" + mark.field + "\",\"box\":[" +
                   std::to_string(mark.box.x - around.x) + "," + std::to_string(mark.box.y - around.y) + "," +
                   std::to_string(mark.box.w) + "," + std::to_string(mark.box.h) +
                   "],\"width\":" + std::to_string(pixGetWidth(crop.get())) + ",\"grey\":\"" + grey_base64(crop.get()) +
                   "\"}";
            first = false;
        }
        out += "]";
    }
    return out + "}";
}

}  // namespace aaben::ocr
