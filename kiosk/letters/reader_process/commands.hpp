// `kioskctl letter read IMAGE… [--today YYYY-MM-DD] --json`: runs kiosk-reader as a process of its own and prints its
// answer. Called by kioskctl's main. Always: the exit code is 0 when a reading was printed (type may be null), 2 for
// unusable input, 1 otherwise; messages go to stderr and hold none of the letter's words.
#pragma once

#include <string>
#include <vector>

namespace aaben::reader_process {

struct LetterReadOptions {
    std::vector<std::string> images;
    std::string today;   // empty: the clock's day
    bool json = false;   // false: a line a field, for people
    std::string reader;  // path of kiosk-reader; empty: beside this program
};

int letter_read(const LetterReadOptions& options);

}  // namespace aaben::reader_process
