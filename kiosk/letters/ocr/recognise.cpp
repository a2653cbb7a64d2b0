#include "ocr/recognise.hpp"

#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include <algorithm>

namespace aaben::ocr {
namespace {

void take_word(tesseract::ResultIterator& at, int page_number, int& line, int& block,
               std::vector<reading::Word>& words) {
    if (at.IsAtBeginningOf(tesseract::RIL_PARA)) ++block;
    if (at.IsAtBeginningOf(tesseract::RIL_TEXTLINE)) ++line;
    const std::unique_ptr<const char[]> text(at.GetUTF8Text(tesseract::RIL_WORD));
    int x1 = 0;
    int y1 = 0;
    int x2 = 0;
    int y2 = 0;
    if (!text || !at.BoundingBox(tesseract::RIL_WORD, &x1, &y1, &x2, &y2)) return;
    const std::string_view seen(text.get());
    if (seen.find_first_not_of(" \t\n") == std::string_view::npos) return;
    words.push_back({std::string(seen),
                     {x1, y1, x2 - x1, y2 - y1},
                     static_cast<double>(at.Confidence(tesseract::RIL_WORD)) / 100,
                     line,
                     block,
                     page_number});
}

}  // namespace

Recogniser::Recogniser(std::unique_ptr<tesseract::TessBaseAPI> api) : api_(std::move(api)) {}
Recogniser::Recogniser(Recogniser&&) noexcept = default;
Recogniser& Recogniser::operator=(Recogniser&&) noexcept = default;
Recogniser::~Recogniser() = default;

Result<Recogniser> Recogniser::open() {
    auto api = std::make_unique<tesseract::TessBaseAPI>();
    if (api->Init(nullptr, "dan", tesseract::OEM_LSTM_ONLY) != 0) {
        return fail(Fault::NotFound, "Tesseract's Danish data is missing; install tesseract-ocr-dan");
    }
    api->SetVariable("thresholding_method", "2");
    api->SetVariable("debug_file", "/dev/null");
    api->SetVariable("tessedit_do_invert", "0");
    api->SetPageSegMode(tesseract::PSM_AUTO);
    return Recogniser(std::move(api));
}

Result<> Recogniser::recognise(Pix* page, int page_number, std::vector<reading::Word>& words) {
    api_->SetImage(page);
    api_->SetSourceResolution(
        std::clamp(static_cast<int>(std::max(pixGetWidth(page), pixGetHeight(page))) * 10 / 117, 70, 600));
    if (api_->Recognize(nullptr) != 0) return fail(Fault::Invalid, "Tesseract could not read the page");
    int line = words.empty() ? 0 : words.back().line + 1;
    int block = words.empty() ? 0 : words.back().block + 1;
    const std::unique_ptr<tesseract::ResultIterator> at(api_->GetIterator());
    if (at) {
        do {
            take_word(*at, page_number, line, block, words);
        } while (at->Next(tesseract::RIL_WORD));
    }
    api_->Clear();
    return Done{};
}

double legibility(const std::vector<reading::Word>& words) {
    double sum = 0;
    int count = 0;
    for (const reading::Word& word : words) {
        if (word.text.size() < 3) continue;
        sum += word.conf;
        ++count;
    }
    return count < 12 ? 0 : sum / count;
}

}  // namespace aaben::ocr
