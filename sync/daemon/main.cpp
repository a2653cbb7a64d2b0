// kiosk-sync: carries entries up and items down. Wiring only; the work is in courier.hpp.
// Exit codes: 0 done (with --once: everything has a receipt) · 1 with --once: not everything has · 2 cannot start, with
// a reason.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <memory>
#include <optional>
#include <random>

#include "confinement/confine.hpp"
#include "daemon/bells.hpp"
#include "daemon/config.hpp"
#include "daemon/courier.hpp"
#include "doorbell/doorbell.hpp"
#include "http/curl_transport.hpp"
#include "platform/durable.hpp"
#include "platform/log.hpp"
#include "platform/private_files.hpp"
#include "timekeeping/kept_clock.hpp"
#include "version/version.hpp"
#include "watchdog/watchdog.hpp"

using namespace aaben;
using namespace aaben::daemon;

namespace {

http::CurlTransport* wake_me = nullptr;  // set while a transport lives; the signal handler ends its wait
volatile std::sig_atomic_t stopping = 0;

void on_signal(int) {
    stopping = 1;
    if (wake_me != nullptr) wake_me->wakeup();  // curl_multi_wakeup is one write to a socket
}

struct Options {
    std::string config;
    std::string data;
    bool once = false;
    watchdog::Asked watchdog = {};  // by whoever started this program
};

enum class Ended { Stopped, IdentityChanged, Revoked, OnceDone, OnceFailed, Broken };

int cannot_start(const std::string& why) {
    std::fprintf(stderr, "kiosk-sync: %s\n", why.c_str());
    return 2;
}

std::vector<seal::MinisignPublic> content_keys(const Config& config, const Identity* identity) {
    std::vector<seal::MinisignPublic> keys;
    std::vector<std::string> texts = config.content_keys;
    if (texts.empty() && identity != nullptr) texts.push_back(identity->root_key);
    for (const std::string& text : texts)
        if (auto key = content::parse_bundle_public(text); key.ok()) keys.push_back(*key);
    return keys;
}

Result<std::unique_ptr<http::CurlTransport>> open_transport(const Config& config, const Identity* identity,
                                                            const timekeeping::KeptClock& clock) {
    http::Endpoint endpoint{.base_url = config.jobcenter, .ca_pem = config.ca_pem, .pins = config.pins};
    if (identity != nullptr) {
        endpoint.ca_pem = identity->ca_pem;
        endpoint.certificate_pem = identity->certificate_pem;
        endpoint.key_pem = identity->key_pem;
    }
    http::HttpLimits limits;
    limits.connect_timeout_ms = config.connect_timeout_s * 1000;
    limits.low_speed_s = config.low_speed_s;
    return http::CurlTransport::open(std::move(endpoint), limits, [&clock]() -> std::optional<WallMs> {
        const timekeeping::Judged now = clock.judged();
        return now.doubt == timekeeping::Doubt::Proven ? std::optional(now.wall_ms) : std::nullopt;
    });
}

CourierLimits limits_of(const Config& config) {
    CourierLimits limits;
    limits.upload.request_timeout_ms = config.request_timeout_s * 1000;
    limits.fetch.request_timeout_ms = config.request_timeout_s * 1000;
    return limits;
}

// Until the identity changes, the device is revoked, or somebody ends it.
Ended carry(const Options& options, const Config& config, const folder::Layout& layout, journal::Mail& mail,
            timekeeping::KeptClock& clock, Bells* bells, const std::function<double()>& jitter,
            watchdog::Watchdog& watchdog) {
    auto loaded = load_identity(layout);
    if (!loaded.ok() && loaded.error().fault != Fault::NotFound) log(LogLevel::Alert, "sync", loaded.error().what);
    const Identity* identity = loaded.ok() ? &*loaded : nullptr;
    auto transport = open_transport(config, identity, clock);
    if (!transport.ok()) {
        cannot_start(transport.error().what);
        return Ended::Broken;
    }
    if (bells != nullptr) (*transport)->watch(bells->fds());
    wake_me = transport->get();
    Courier courier(
        layout, identity, content_keys(config, identity), mail, **transport, clock, jitter,
        [&layout] { (void)doorbell::ring(layout.bell_mail()).ok(); }, limits_of(config));
    Ended ended = Ended::Stopped;
    watchdog.ready();
    while (stopping == 0) {
        watchdog.turned(clock.mono_ms());
        courier.tick();
        if (courier.identity_changed()) ended = Ended::IdentityChanged;
        if (courier.revoked()) ended = Ended::Revoked;
        if (ended != Ended::Stopped) break;
        if (options.once && !courier.in_flight() && (courier.anything_failed() || !courier.busy())) {
            const bool all = identity != nullptr && courier.items_complete() && courier.all_receipted();
            ended = all && !courier.anything_failed() ? Ended::OnceDone : Ended::OnceFailed;
            break;
        }
        const std::int64_t wait_ms = courier.wait_ms();
        const std::int64_t awake_ms = watchdog.wait_ms(clock.mono_ms()).value_or(wait_ms);
        for (const auto& end : (*transport)->poll(std::min(wait_ms, awake_ms))) courier.finished(end);
        const auto heard = bells != nullptr ? bells->listen() : Bells::Heard{};
        if (heard.journal) courier.journal_bell();
        if (heard.request) courier.request_bell();
        if (heard.link_up) courier.link_up();
    }
    const auto& counts = courier.counts();
    log(LogLevel::Info, "sync",
        std::to_string(counts.accepted) + " receipted, " + std::to_string(counts.quarantined) + " in quarantine, " +
            std::to_string(courier.waiting()) + " waiting");
    if (!options.once && ended == Ended::Stopped) courier.stopped();
    wake_me = nullptr;
    return ended;
}

// The newest moment in the journal (platform/timekeeping has the model); what earlier runs proved the courier knows.
void learn_last_entry(timekeeping::KeptClock& clock, const folder::Layout& layout) {
    auto reader = journal::JournalReader::open(layout.root);
    if (!reader.ok()) return;
    if (const auto newest = reader->head(); newest.ok()) clock.learn_last_entry(newest->wall_ms);
}

int run(const Options& options) {
    const auto config = read_config(options.config);
    if (!config.ok())
        return cannot_start("the configuration " + options.config + " cannot be used: " + config.error().what);
    for (const std::string& key : config->content_keys)
        if (!content::parse_bundle_public(key).ok())
            return cannot_start("the configuration names a content key that is none");
    const folder::Layout layout{options.data};
    if (const auto ours = keep_folder_private(layout.root); !ours) log(LogLevel::Alert, "sync", ours.error().what);
    if (auto made = make_folder(layout.keys()); !made)
        return cannot_start("the folder of the keys cannot be made: " + made.error().what);
    const auto memory = memory_folder(layout.root);
    if (!memory) return cannot_start(memory.error().what);
    if (const auto fenced = confinement::write_only_beneath({layout.root, *memory}); !fenced)
        log(LogLevel::Warning, "sync", fenced.error().what);
    auto mail = journal::Mail::open(layout.root);
    if (!mail.ok()) return cannot_start("mail.db cannot be used: " + mail.error().what);
    const SystemClock machine;
    timekeeping::KeptClock clock(machine, built_ms());
    learn_last_entry(clock, layout);
    if (clock.judged().doubt == timekeeping::Doubt::Unknown)
        log(LogLevel::Warning, "sync", "the machine's clock cannot be right; nobody here knows what day it is");
    std::optional<Bells> bells;
    if (!options.once) bells.emplace(layout);  // one exchange carries what is there; nothing that rings changes it
    std::mt19937_64 random{std::random_device{}()};
    watchdog::Watchdog watchdog(options.watchdog);
    const auto jitter = [&random] { return std::uniform_real_distribution<double>(0.0, 1.0)(random); };
    while (true) {
        switch (carry(options, *config, layout, *mail, clock, bells ? &*bells : nullptr, jitter, watchdog)) {
            case Ended::IdentityChanged:
                continue;
            case Ended::Revoked:
                erase_keys(layout);
                // Who works at the unit is no business of a device that was ended, and no badge fits the next pepper.
                if (const auto gone = mail->forget_lists(); !gone)
                    log(LogLevel::Alert, "sync", "the lists of a revoked device stay: " + gone.error().what);
                log(LogLevel::Alert, "sync",
                    "this device was revoked; its keys are erased, its journal is kept sealed; a new code enrols it");
                if (options.once) return 1;
                continue;  // without an identity: all it does is wait for a code
            case Ended::OnceFailed:
                return 1;
            case Ended::Broken:
                return 2;
            case Ended::OnceDone:
            case Ended::Stopped:
                return 0;
        }
    }
}

}  // namespace

int main(int argc, char** argv) {
    keep_new_files_private();
    confinement::forbid_core_dumps();
    if (const auto taken = confinement::confine_calls(confinement::Program::KioskSync); !taken)
        log(LogLevel::Warning, "sync", taken.error().what);
    CLI::App app("Carries the kiosk's entries to the jobcenter and its items back.", "kiosk-sync");
    Options options;
    options.watchdog = watchdog::take_from_environment(::getpid());
    app.set_version_flag("--version", aaben::version());
    app.add_option("--config", options.config, "configuration file (TOML)")->required();
    app.add_option("--data", options.data, "the device's data folder")->required();
    app.add_flag("--once", options.once, "one full exchange, then end; exit 0 only if everything has a receipt");
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& asked) {
        return app.exit(asked);
    } catch (const CLI::ParseError& wrong) {
        app.exit(wrong);
        return 2;
    }
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGTERM, &on_signal);
    std::signal(SIGINT, &on_signal);
    return run(options);
}
