// The pictures of one letter, page by page, to a Reading and the straightened pages it points into. Used by
// kiosk-reader. Always: a code printed on the letter decides the type; words of too little confidence decide nothing;
// pages that print their number are read in its order, however they were laid; two letters are never read as one.
#pragma once

#include <optional>
#include <vector>

#include "ocr/picture.hpp"
#include "ocr/recognise.hpp"
#include "platform/result.hpp"
#include "reading/code.hpp"
#include "reading/read.hpp"

namespace aaben::ocr {

struct SeenLetter {
    std::vector<reading::Word> words;  // none when the pages cannot be read
    std::vector<Picture> pages;        // straight and upright
    std::optional<reading::LetterCode> code;
    double legibility = 0;
    int missing_page = 0;
    bool other_letter = false;  // a page that was laid belongs to another letter; it and those after it are not here
};

struct ReadLetter {
    reading::Reading reading;
    std::vector<Picture> pages;  // straight and upright; the boxes in reading.marks are theirs
    double legibility = 0;       // 0–1
    bool coded = false;          // the type came from a printed code
    int missing_page = 0;        // the next page that the letter prints of itself and that was not laid; 0: none
    bool other_letter = false;   // as SeenLetter::other_letter
};

// Only the words, the half that takes seconds; tests keep them and read them again.
// `pictures` are let go one by one as they are read, so that the peak of memory is one picture and its page.
[[nodiscard]] Result<SeenLetter> see_letter(Recogniser& recogniser, std::vector<Picture> pictures,
                                            calendar::Date today);
[[nodiscard]] Result<ReadLetter> read_letter(Recogniser& recogniser, std::vector<Picture> pictures,
                                             calendar::Date today);

// Beyond what reading::to_json() says.
struct Extras {
    bool crops =
        false;  // for the glass: "crops", the picture of every field, plain greys in base64, and "missing_page"
    bool details = false;  // "marks", "legibility" (0–1), "coded" (the type came from a printed code): for reports
                           // both: "official", what can be told of a letter whose type nobody knows
    bool why = false;      // "why": the rows of assets/reading that decided, for who edits them; no word of the letter
};
[[nodiscard]] std::string to_json(const ReadLetter& letter, Extras extras);

}  // namespace aaben::ocr
