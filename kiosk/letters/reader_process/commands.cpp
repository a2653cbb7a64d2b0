#include "reader_process/commands.hpp"

#include <cstdio>
#include <nlohmann/json.hpp>

#include "reader_process/reader_process.hpp"

namespace aaben::reader_process {

int letter_read(const LetterReadOptions& options) {
    Request request;
    request.paths = options.images;
    if (!options.today.empty()) {
        request.today = calendar::parse_date(options.today);
        if (!request.today) {
            std::fputs("letter read: --today must be a date as 2026-11-24\n", stderr);
            return 2;
        }
    }
    if (options.images.empty()) {
        std::fputs("letter read: give one picture a page\n", stderr);
        return 2;
    }
    const std::string reader = options.reader.empty() ? beside_this_program("kiosk-reader") : options.reader;
    auto process = ReaderProcess::start(reader, request);
    if (!process) {
        std::fprintf(stderr, "letter read: %s\n", process.error().what.c_str());
        return 1;
    }
    std::optional<Result<Answer>> answer;
    while (!answer) answer = (*process)->poll(1000);
    if (!*answer) {
        std::fprintf(stderr, "letter read: %s\n", answer->error().what.c_str());
        return (*process)->exit_code() == 2 ? 2 : 1;
    }
    nlohmann::ordered_json out;
    const Answer& read = **answer;
    out["type"] = read.type ? nlohmann::ordered_json(*read.type) : nlohmann::ordered_json(nullptr);
    out["confidence"] = nlohmann::ordered_json::parse(read.json).value("confidence", 0.0);
    out["fields"] = nlohmann::ordered_json::parse(letters::to_json(read.fields));
    if (options.json) {
        std::puts(out.dump().c_str());
        return 0;
    }
    std::printf("type: %s (%.2f)\n", read.type ? read.type->c_str() : "unknown", read.confidence);
    for (const auto& [name, value] : out["fields"].items())
        std::printf("%s: %s\n", name.c_str(),
                    value.is_string() ? value.get<std::string>().c_str() : value.dump().c_str());
    return 0;
}

}  // namespace aaben::reader_process
