// The program `jobcenter`: reads its configuration, opens its store, serves until it is told to stop. Wiring only.
// With one of the operator's words first (`jobcenter init DIR`) it runs that command instead.
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "jobcenter/commands.hpp"
#include "jobcenter/key_files.hpp"
#include "jobcenter/server.hpp"
#include "platform/log.hpp"
#include "version/version.hpp"

namespace {

using namespace aaben;
constexpr int exit_wrong_use = 2;

// A connection a kiosk: the usual soft limit of 1024 files is less than limits.connections allows.
void allow_many_connections() {
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
    files.rlim_cur = files.rlim_max;
    (void)setrlimit(RLIMIT_NOFILE, &files);
}

// A batch takes some hundred kilobytes for a few milliseconds. Kept for the next one they cost nothing; given back to
// the system each time, their pages are made anew for every batch.
void keep_buffers() {
    (void)mallopt(M_MMAP_THRESHOLD, 4 * 1024 * 1024);
    (void)mallopt(M_TRIM_THRESHOLD, 16 * 1024 * 1024);
}

int give_up(const Error& error) {
    log(LogLevel::Alert, "jobcenter", error.what);
    return error.fault == Fault::Invalid || error.fault == Fault::NotFound ? exit_wrong_use : 1;
}

int serve(const jobcenter::Config& config, sigset_t& signals) {
    const SystemClock clock;
    auto store = jobcenter::open_store(config.store_url, jobcenter::Access::ReadWrite, config.store_connections);
    if (!store) return give_up(store.error());
    auto files = jobcenter::load_key_files(config);
    if (!files) return give_up(files.error());
    for (const auto& file : jobcenter::keys_that_should_be_away(config))
        log(LogLevel::Alert, "jobcenter",
            file.filename().string() + " lies at the gateway, which never needs it; move it to where no network is");
    if (auto published = jobcenter::publish_key_list(**store, *files, clock); !published)
        return give_up(published.error());
    jobcenter::Service service(
        **store, std::move(files->keys), std::move(files->authority), clock, config.limits.wrong_codes_a_minute,
        {.disk = jobcenter::disk_of_store(config.store_url), .disk_free_least_mb = config.limits.disk_free_least_mb});
    service.start_watch();
    auto server = jobcenter::Server::start(config, service, clock, (*store)->lanes() + 1);
    if (!server) return give_up(server.error());
    log(LogLevel::Info, "jobcenter", "listening on " + config.address + ":" + std::to_string((*server)->port()));
    int signal = 0;
    sigwait(&signals, &signal);
    (*server)->stop();
    log(LogLevel::Info, "jobcenter", "stopped; everything acknowledged is stored");
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc > 1 && jobcenter::is_command(argv[1]))
        return jobcenter::run_command({argv + 1, argv + argc}, std::cout, std::cerr);

    CLI::App app("The reference gateway: takes in what the kiosks recorded, hands out what they need.");
    std::string file;
    std::string store;
    app.set_version_flag("--version", aaben::version());
    app.add_option("--config", file, "the configuration; make one with: jobcenter init DIR")->required();
    app.add_option("--store", store, "sqlite:PATH or postgresql://…, instead of the configuration's");
    app.footer(jobcenter::command_words());
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : exit_wrong_use;
    }
    // Blocked before any thread starts, so that only sigwait sees them and a request in hand is finished first.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    signal(SIGPIPE, SIG_IGN);
    allow_many_connections();
    keep_buffers();

    auto config = jobcenter::load_config(file);
    if (!config) return give_up(config.error());
    if (!store.empty()) config->store_url = store;
    return serve(*config, signals);
}
