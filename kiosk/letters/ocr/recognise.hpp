// Tesseract (Danish, Sauvola thresholds, one thread) over a straight page: words with boxes and confidences.
// Used by kiosk-reader; one Recogniser per process. Always: recognises nothing into files; language data is the
// system's.
#pragma once

#include <memory>
#include <vector>

#include "ocr/picture.hpp"
#include "platform/result.hpp"
#include "reading/words.hpp"

namespace tesseract {
class TessBaseAPI;
}

namespace aaben::ocr {

class Recogniser {
  public:
    [[nodiscard]] static Result<Recogniser> open();
    Recogniser(Recogniser&&) noexcept;
    Recogniser& operator=(Recogniser&&) noexcept;
    ~Recogniser();

    // Lines, blocks and the page number go on from the words that are already there.
    [[nodiscard]] Result<> recognise(Pix* page, int page_number, std::vector<reading::Word>& words);

  private:
    explicit Recogniser(std::unique_ptr<tesseract::TessBaseAPI> api);
    std::unique_ptr<tesseract::TessBaseAPI> api_;
};

// Mean confidence of words of three letters and more; 0 when there are hardly any.
[[nodiscard]] double legibility(const std::vector<reading::Word>& words);

}  // namespace aaben::ocr
