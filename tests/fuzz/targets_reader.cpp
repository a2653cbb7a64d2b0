// The whole of kiosk-reader on any bytes: a file that says it is a picture → pixels → words → type and fields → the
// line of JSON that goes to the glass, and what the glass looks at. Tesseract is opened once.
#include "letters/fields.hpp"
#include "ocr/letter.hpp"
#include "ocr/look.hpp"
#include "targets.hpp"

namespace aaben::fuzz {
namespace {

constexpr int sides_max = 3000;  // of both sides together: more only takes longer

}  // namespace

void reader(std::string_view input) {
    setMsgSeverity(L_SEVERITY_NONE);
    static auto recogniser = ocr::Recogniser::open();
    must(recogniser.ok());
    const std::span bytes(reinterpret_cast<const unsigned char*>(input.data()), input.size());
    const auto head = ocr::read_head(bytes);
    if (!head || head->width + head->height > sides_max) return;
    if (const auto small = ocr::load_small(bytes, 400)) must(pixGetWidth(small->get()) <= 400);
    auto picture = ocr::load_picture(bytes);
    if (!picture) return;
    std::vector<ocr::Picture> pictures;
    pictures.push_back(*std::move(picture));
    const auto letter = ocr::read_letter(*recogniser, std::move(pictures), {2026, 11, 20});
    if (!letter) return;
    must(letter->legibility >= 0 && letter->legibility <= 1);
    must(!letter->reading.type || letters::is_type_id(*letter->reading.type));
    const std::string line = ocr::to_json(*letter, {.crops = true, .details = true, .why = true});
    must(line.find('\n') == std::string::npos && line.front() == '{' && line.back() == '}');
}

}  // namespace aaben::fuzz
