// simulate --seed N --days N [--kiosks N] [--json]: one seeded run. Exit 0 when every promise was kept, 1 when not, 2
// wrong use.
#include <CLI/CLI.hpp>
#include <cstdio>

#include "sim/simulation.hpp"
#include "version/version.hpp"

int main(int argc, char** argv) {
    aaben::sim::SimOptions options;
    bool json = false;
    CLI::App app("Simulates kiosks, a network that lies and a jobcenter, from one seed.", "simulate");
    app.set_version_flag("--version", aaben::version());
    app.add_option("--seed", options.seed, "decides everything")->required();
    app.add_option("--days", options.days, "simulated days")->required()->check(CLI::Range(1, 100'000));
    app.add_option("--kiosks", options.kiosks, "simulated kiosks")->check(CLI::Range(1, 1'000));
    app.add_option("--visits", options.visits_a_day, "check-ins a kiosk and day")->check(CLI::Range(1, 1'000));
    app.add_flag("!--log", options.quiet, "the operator's log of every simulated program, on stderr");
    app.add_flag("--json", json, "one JSON object");
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& asked) {
        return app.exit(asked);
    } catch (const CLI::ParseError& wrong) {
        app.exit(wrong);
        return 2;
    }
    const auto verdict = aaben::sim::simulate(options);
    if (json) {
        std::printf("%s\n", aaben::sim::to_json(options, verdict).c_str());
    } else {
        std::printf(
            "seed %llu: %s; %lld confirmations shown, %lld entries held, outbox empty at most %lld ms after healing\n",
            static_cast<unsigned long long>(options.seed), verdict.kept() ? "every promise kept" : "BROKEN",
            static_cast<long long>(verdict.shown), static_cast<long long>(verdict.held),
            static_cast<long long>(verdict.heal_ms_max));
        for (const auto& what : verdict.broken) std::printf("  %s\n", what.c_str());
    }
    return verdict.kept() ? 0 : 1;
}
