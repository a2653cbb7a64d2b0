// kiosk-reader: reads the pictures of one letter and ends; its memory, and with it the letter, ends with it.
// Pictures come as paths, or as open descriptors (--fd: a memfd or pipe of the glass); one line of JSON goes to stdout.
// With --look it turns the camera's pictures into pixels instead, until the glass closes. Always: confined before the
// first byte of a picture is read.
#include <fcntl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <exception>

#include "confinement/confine.hpp"
#include "ocr/letter.hpp"
#include "ocr/look.hpp"
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
    bool look = false;
};

// Opened, and not a byte of them read: that is for the time when nothing else can be done any more.
Result<std::vector<int>> open_files(const Options& options) {
    std::vector<int> files;
    for (const std::string& path : options.paths) {
        files.push_back(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        if (files.back() < 0) return fail(Fault::NotFound, "the picture file cannot be opened");
    }
    files.insert(files.end(), options.descriptors.begin(), options.descriptors.end());
    if (files.empty()) return fail(Fault::Invalid, "no picture was given");
    return files;
}

// A page of 16 megapixels takes 94 MiB, the largest picture that is let in (picture.cpp) about half of this.
void confine(unsigned cpu_max_s) {
    constexpr std::size_t memory_max_bytes = std::size_t{1024} * 1024 * 1024;
    const auto warn = [](const Result<>& done) {
        if (!done) log(LogLevel::Warning, "reader", done.error().what);
    };
    warn(confinement::open_nothing_more({memory_max_bytes, cpu_max_s}));
    warn(confinement::confine_calls(confinement::Program::Reader));
}

Result<std::vector<ocr::Picture>> load_pictures(const std::vector<int>& files) {
    std::vector<ocr::Picture> pictures;
    for (const int descriptor : files) {
        auto picture = ocr::load_picture_fd(descriptor);
        if (!picture) return picture.error();
        pictures.push_back(std::move(picture).value());
    }
    return pictures;
}

// libgomp reads OMP_THREAD_LIMIT when it is loaded, so it must stand in the environment before this program starts:
// with two threads Tesseract spins and takes many times as long as with one.
void restart_with_one_thread(char** argv) {
    if (std::getenv("OMP_THREAD_LIMIT") != nullptr) return;
    ::setenv("OMP_THREAD_LIMIT", "1", 1);
    ::execv("/proc/self/exe", argv);
}

int look() {
    constexpr unsigned whole_day_s = 86'400;  // a camera that is watched all day
    confine(whole_day_s);
    ocr::serve_looks(STDIN_FILENO);
    return 0;
}

int run(const Options& options) {
    if (options.look) return look();
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
    const auto files = open_files(options);
    if (!files) {
        log(LogLevel::Warning, "reader", files.error().what);
        return 2;
    }
    constexpr unsigned first_s = 60, page_s = 60;
    confine(first_s + page_s * static_cast<unsigned>(files->size()));
    auto pictures = load_pictures(*files);
    if (!pictures) {
        log(LogLevel::Warning, "reader", pictures.error().what);
        return 2;
    }
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
    aaben::confinement::forbid_core_dumps();
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
    app.add_flag("--look", options.look,
                 "answer pictures on standard input, a socket, with pixels (the glass does so)");
    CLI11_PARSE(app, argc, argv);
    try {
        const int code = run(options);
#ifdef __SANITIZE_ADDRESS__  // its leak checker would look into /proc, which is closed to this program
        (void)std::fflush(nullptr);
        std::_Exit(code);
#endif
        return code;
    } catch (const std::exception&) {  // what() could quote the letter
        aaben::log(aaben::LogLevel::Alert, "reader", "stopped by an unexpected error");
        return 1;
    }
}
