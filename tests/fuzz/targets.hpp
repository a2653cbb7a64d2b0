// What the fuzzers aim at: every reader of bytes from outside. Called by libFuzzer (fuzz_main.cpp, clang only) and,
// over the committed corpus and seeded mutations of it, by fuzz_corpus_test. One thread. Always: a target returns
// normally for every input or aborts; what it promises beyond not crashing stands in it as a `must`.
#pragma once

#include <array>
#include <cstdlib>
#include <string_view>

namespace aaben::fuzz {

inline void must(bool promise) {
    if (!promise) std::abort();
}

void entry(std::string_view input);     // a journal line: parse ∘ build is the identity
void batch(std::string_view input);     // POST /v1/entries
void receipt(std::string_view input);   // payload and envelope
void item(std::string_view input);      // item list, key list, roster, hours, brief, expected, notice, enrolment
void sealed(std::string_view input);    // a sealed part under a key the fuzzer does not have
void minisign(std::string_view input);  // signature and key files
void act(std::string_view input);       // type, open and private fields of an entry, apart by line feeds
void bundle(std::string_view input);    // manifest, TOML and tar header of a content bundle
void config(std::string_view input);    // kiosk-sync's TOML
void code(std::string_view input);      // what a scanner types, and the fields of a letter
void letter(std::string_view input);    // the words of a letter, a line a line
void reader(std::string_view input);    // a picture file, through the whole of kiosk-reader
void jobcenter_request(std::string_view input);  // one whole request, from a known device

struct Named {
    std::string_view name;
    void (*run)(std::string_view);
    int mutations = 300;  // of each input in the ordinary tests
};
inline constexpr std::array<Named, 13> targets{{{"entry", entry},
                                                {"batch", batch},
                                                {"receipt", receipt},
                                                {"item", item},
                                                {"sealed", sealed},
                                                {"minisign", minisign},
                                                {"act", act},
                                                {"bundle", bundle},
                                                {"config", config},
                                                {"code", code},
                                                {"letter", letter},
                                                {"reader", reader, 12},  // each takes Tesseract some tenths of a second
                                                {"jobcenter_request", jobcenter_request}}};

}  // namespace aaben::fuzz
