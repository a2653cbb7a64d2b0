#include "jobcenter/command_line.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <ostream>

namespace aaben::jobcenter {
namespace {

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
    return app.get_subcommands([](const CLI::App*) { return true; });
}

// The first word that is no command where one must stand, and what could; empty: there is none.
std::string misspelt(const CLI::App& app, const std::vector<std::string>& words) {
    const CLI::App* at = &app;
    for (const std::string& word : words) {
        const std::vector<const CLI::App*> known = commands_of(*at);
        if (known.empty() || word.starts_with("-")) return {};
        const auto next = std::ranges::find(known, word, [](const CLI::App* one) { return one->get_name(); });
        if (next != known.end()) {
            at = *next;
            continue;
        }
        std::string told = "no command is called '" + word + "'; there are:";
        for (const CLI::App* one : known) told += " " + one->get_name();
        return told;
    }
    return {};
}

}  // namespace

Result<> no_word_is_empty(const std::vector<std::string>& words) {
    const auto empty = [](const std::string& word) {
        return word.empty() || (word.starts_with("--") && word.ends_with("="));
    };
    if (std::ranges::none_of(words, empty)) return Done{};
    return fail(Fault::Invalid, "one of the words is empty; nothing was done");
}

int told_why(const CLI::App& app, const std::vector<std::string>& words, const CLI::ParseError& error,
             std::ostream& out, std::ostream& err) {
    constexpr int wrong_use = 2;
    if (error.get_exit_code() != 0) {
        if (const std::string told = misspelt(app, words); !told.empty()) {
            err << told << "\n";
            return wrong_use;
        }
    }
    return app.exit(error, out, err) == 0 ? 0 : wrong_use;
}

}  // namespace aaben::jobcenter
