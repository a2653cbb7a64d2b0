// kiosk-reader: reads the pictures of one letter and ends; its memory, and with it the letter, ends with it.
// Pictures come as paths, or as open descriptors (--fd: a memfd or pipe of the glass); one line of JSON goes to stdout.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <exception>

#include "ocr/confine.hpp"
#include "ocr/letter.hpp"
#include "platform/clock.hpp"
#include "platform/log.hpp"
#include "platform/private_files.hpp"
#include "version/version.hpp"

namespace {

using namespace aaben;

struct Options {
    std::vector<std::string> paths;
    std::vector<int> descriptors;
    std::string today;
    ocr::Extras extras;
};

Result<std::vector<ocr::Picture>> open_pictures(const Options& options) {
    std::vector<ocr::Picture> pictures;
    for (const std::string& path : options.paths) {
        auto picture = ocr::load_picture(path);
        if (!picture) return picture.error();
        pictures.push_back(std::move(picture).value());
    }
    for (const int descriptor : options.descriptors) {
        auto picture = ocr::load_picture_fd(descriptor);
        if (!picture) return picture.error();
        pictures.push_back(std::move(picture).value());
    }
    if (pictures.empty()) return fail(Fault::Invalid, "no picture was given");
    return pictures;
}

// libgomp reads OMP_THREAD_LIMIT when it is loaded, so it must stand in the environment before this program starts:
// with two threads Tesseract spins and takes many times as long as with one.
void restart_with_one_thread(char** argv) {
    if (std::getenv("OMP_THREAD_LIMIT") != nullptr) return;
    ::setenv("OMP_THREAD_LIMIT", "1", 1);
    ::execv("/proc/self/exe", argv);
}

int run(const Options& options) {
    auto today = options.today.empty() ? std::optional(calendar::copenhagen(SystemClock().wall_ms()).date)
                                       : calendar::parse_date(options.today);
    if (!today) {
        log(LogLevel::Warning, "reader", "--today must be a date as 2026-11-24");
        return 2;
    }
    auto recogniser = ocr::Recogniser::open();
    if (!recogniser) {
        log(LogLevel::Alert, "reader", recogniser.error().what);
        return 1;
    }
    auto pictures = open_pictures(options);
    if (!pictures) {
        log(LogLevel::Warning, "reader", pictures.error().what);
        return 2;
    }
    ocr::forbid_files_and_network();
    auto letter = ocr::read_letter(*recogniser, std::move(pictures).value(), *today);
    if (!letter) {
        log(LogLevel::Warning, "reader", letter.error().what);
        return 1;
    }
    std::puts(ocr::to_json(*letter, options.extras).c_str());
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    aaben::keep_new_files_private();
    restart_with_one_thread(argv);
    aaben::ocr::forbid_core_dumps();
    setMsgSeverity(L_SEVERITY_NONE);
    CLI::App app{"Reads the pictures of one letter: type and fields as JSON"};
    Options options;
    app.set_version_flag("--version", aaben::version());
    app.add_option("pictures", options.paths, "picture files, a page each");
    app.add_option("--fd", options.descriptors, "open descriptors, a picture each");
    app.add_option("--today", options.today, "YYYY-MM-DD; the clock's day when left out");
    app.add_flag("--crops", options.extras.crops, "add the picture of every field, PNG in base64");
    app.add_flag("--why", options.extras.why, "add the rows of assets/reading that decided");
    app.add_flag("--details", options.extras.details, "add where each field stands, and how legible the letter was");
    CLI11_PARSE(app, argc, argv);
    try {
        return run(options);
    } catch (const std::exception&) {  // what() could quote the letter
        aaben::log(aaben::LogLevel::Alert, "reader", "stopped by an unexpected error");
        return 1;
    }
}
