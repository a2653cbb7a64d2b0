// kioskctl: the operator's and the content editor's tool. Wiring only: each command is a function of the part it
// concerns.
#include <CLI/CLI.hpp>
#include <iostream>

#include "confinement/confine.hpp"
#include "explain/commands.hpp"
#include "explain/review.hpp"
#include "jobcenter/command_line.hpp"
#include "jobcenter/commands.hpp"
#include "kioskctl/commands.hpp"
#include "kioskctl/conversation.hpp"
#include "kioskctl/publish.hpp"
#include "kioskctl/typed_secret.hpp"
#include "kioskctl/unit_person.hpp"
#include "platform/log.hpp"
#include "platform/private_files.hpp"
#include "version/version.hpp"

namespace {

using namespace aaben;
namespace fs = std::filesystem;

// Where a command takes a day: a day that cannot be read ends the command, never quietly becomes today.
const CLI::Validator is_date(
    [](const std::string& given) {
        return calendar::parse_date(given) ? std::string() : "'" + given + "' is not a date as 2026-11-24";
    },
    "YYYY-MM-DD");

calendar::Date today_or(const std::string& given) {
    if (const auto date = calendar::parse_date(given)) return *date;
    return calendar::copenhagen(SystemClock{}.wall_ms()).date;
}

struct Words {  // what the command line said
    std::string type, lang = "da", fields, today, dir, out, file, key, unit, config;
    kioskctl::NewPerson person;
    kioskctl::ConversationWanted conversation;
    std::vector<std::string> images;
    bool json = false, why = false;
};

void letter_commands(CLI::App& app, Words& w, int& code) {
    CLI::App* letter =
        app.add_subcommand("letter", "read a picture of a letter, or print its explanation")->require_subcommand(1);
    CLI::App* read = letter->add_subcommand("read", "type and fields of the letter on these pictures (one letter)");
    read->add_option("images", w.images, "pictures, a page each")->required();
    read->add_option("--today", w.today, "instead of today")->check(is_date);
    read->add_flag("--json", w.json, "one JSON object (there is no other form)");
    read->add_flag("--why", w.why, "add the rows of assets/reading that decided type and fields");
    read->callback(
        [&] { code = kioskctl::letter_read(w.images, calendar::to_string(today_or(w.today)), w.why, std::cerr); });
    CLI::App* explain = letter->add_subcommand("explain", "the cards of a letter type as text");
    explain->add_option("type", w.type, "letter type id")->required();
    explain->add_option("--lang", w.lang, "the tag of a language, e.g. da");
    explain->add_option("--fields", w.fields, "the letter's fields as JSON");
    explain->add_option("--today", w.today, "instead of today")->check(is_date);
    explain->add_option("--letters", w.dir, "the letters folder");
    explain->callback([&] {
        const fs::path dir = w.dir.empty() ? kioskctl::assets_dir() / "letters" : fs::path(w.dir);
        code = explain::letter_explain(dir, w.type, w.lang, w.fields, today_or(w.today), std::cout, std::cerr);
    });
}

void content_commands(CLI::App& app, Words& w, int& code) {
    CLI::App* content = app.add_subcommand("content", "check, build, sign and verify content")->require_subcommand(1);
    CLI::App* check = content->add_subcommand("check", "readability and completeness, a line a fault");
    check->add_option("dir", w.dir, "the letters folder")->required();
    check->add_option("--today", w.today, "instead of today")->check(is_date);
    check->callback([&] { code = explain::content_check(w.dir, today_or(w.today), std::cout); });
    CLI::App* review =
        content->add_subcommand("review", "a page to read and sign text by text; and taking the word back");
    review->add_option("dir", w.dir, "the letters folder")->required();
    review->add_option("-o,--out", w.out, "the page, one HTML file");
    review->add_option("--type", w.type, "one letter type alone");
    review->add_option("--take", w.file, "what the page saved: names and dates go into the files");
    review->callback([&] {
        if (w.out.empty() == w.file.empty())
            throw CLI::ValidationError("review", "write either -o PAGE or --take FILE");
        code = w.file.empty() ? explain::content_review(w.dir, w.type, w.out, today_or({}), std::cout, std::cerr)
                              : explain::content_take(w.dir, w.file, std::cout, std::cerr);
    });
    CLI::App* build = content->add_subcommand("build", "pack a folder with content.toml into a bundle");
    build->add_option("dir", w.dir)->required();
    build->add_option("-o,--out", w.out)->required();
    build->callback([&] { code = kioskctl::content_build(w.dir, w.out, std::cout, std::cerr); });
    CLI::App* sign = content->add_subcommand("sign", "write FILE.minisig");
    sign->add_option("file", w.file)->required();
    sign->add_option("--key", w.key, "minisign secret key without password, or a 32-byte seed file")->required();
    sign->callback([&] { code = kioskctl::content_sign(w.file, w.key, std::cout, std::cerr); });
    CLI::App* publish =
        content->add_subcommand("publish", "check, build, sign and put at the jobcenter, as one; nothing half");
    publish->add_option("dir", w.dir, "content.toml, letters/, languages/, guidance/")->required();
    publish->add_option("--key", w.key, "the content key")->required();
    publish->add_option("--config", w.config, "the jobcenter's configuration")->required();
    publish->add_option("--unit", w.unit, "for one unit alone");
    publish->callback([&] {
        code = kioskctl::content_publish({w.dir, w.key, w.config, w.unit, today_or({})}, std::cout, std::cerr);
    });
    CLI::App* verify = content->add_subcommand("verify", "signature and every byte");
    verify->add_option("file", w.file)->required();
    verify->add_option("--key", w.key, "minisign public key file, or 64 hex digits")->required();
    verify->callback([&] { code = kioskctl::content_verify(w.file, w.key, std::cout, std::cerr); });
}

void journal_commands(CLI::App& app, Words& w, int& code) {
    CLI::App* journal = app.add_subcommand("journal", "what a device holds")->require_subcommand(1);
    const auto add = [&](const char* name, const char* what, auto&& run) {
        CLI::App* command = journal->add_subcommand(name, what);
        command->add_option("dir", w.dir, "the device's data folder")->required();
        command->add_flag("--json", w.json, "one JSON object");
        command->callback([&, run] { code = run(w.dir, w.json, std::cout, std::cerr); });
    };
    add("status", "entries, unreceipted, quarantined, chain", kioskctl::journal_status);
    add("verify", "the whole chain and the database", kioskctl::journal_verify);
    add("link", "what kiosk-sync last knew of the jobcenter, a line a fact", kioskctl::journal_link);
    CLI::App* dump = journal->add_subcommand("export", "every entry as a line; sealed parts stay sealed");
    dump->add_option("dir", w.dir)->required();
    dump->callback([&] { code = kioskctl::journal_export(w.dir, std::cout, std::cerr); });
}

void unit_commands(CLI::App& app, Words& w, int& code) {
    CLI::App* unit = app.add_subcommand("unit", "a unit's roster and hours")->require_subcommand(1);
    CLI::App* build = unit->add_subcommand("build", "roster.json and hours.json from a unit file");
    build->add_option("file", w.file)->required();
    build->add_option("-o,--out", w.out, "folder")->required();
    build->callback([&] { code = kioskctl::unit_build(w.file, w.out, std::cout, std::cerr); });
    CLI::App* person = unit->add_subcommand("person", "writes a colleague into a unit's file; asks for badge and PIN");
    person->add_option("file", w.file)->required();
    person->add_option("--id", w.person.id, "short, a-z 0-9 . _ -")->required();
    person->add_option("--name", w.person.name)->required();
    person->add_option("--initials", w.person.initials)->required();
    person->add_option("--role", w.person.role, "caseworker, placement_consultant or mentor");
    person->add_option("--phone", w.person.direct_phone, "8 digits");
    person->callback([&] {
        code = kioskctl::unit_person(w.file, w.person, std::cin, std::cout, std::cerr,
                                     {.terminal = kioskctl::terminal_of_input()});
    });
    CLI::App* pin = unit->add_subcommand("pin", "a verifier for the PIN typed on standard input");
    pin->callback([&] { code = kioskctl::unit_pin(std::cin, std::cout, std::cerr, kioskctl::terminal_of_input()); });
}

void conversation_command(CLI::App& app, kioskctl::ConversationWanted& wanted, int& code) {
    CLI::App* page = app.add_subcommand("conversation", "what was written down of a visit, as a page for the next one");
    page->add_option("visit", wanted.visit, "its id, as `kioskctl jobcenter entries` shows it")->required();
    auto* config = page->add_option("--config", wanted.config, "the jobcenter's configuration");
    page->add_option("--store", wanted.store, "the database's URL")->excludes(config);
    page->add_option("--key", wanted.key, "the private key of a recipient")->required();
    page->add_option("--lang", wanted.language, "the tag of a language, e.g. da");
    page->callback([&] {
        wanted.languages = kioskctl::assets_dir() / "languages";
        code = kioskctl::conversation(wanted, std::cout, std::cerr);
    });
}

}  // namespace

int main(int argc, char** argv) {
    aaben::keep_new_files_private();
    aaben::confinement::forbid_core_dumps();  // a PIN and keys pass through here
    if (const auto taken = aaben::confinement::confine_calls(aaben::confinement::Program::Kioskctl); !taken)
        aaben::log(aaben::LogLevel::Warning, "kioskctl", taken.error().what);
    // `kioskctl jobcenter …` is a tree of its own (sync/jobcenter/commands.hpp).
    if (argc > 1 && std::string_view(argv[1]) == "jobcenter")
        return aaben::jobcenter::run_command({argv + 2, argv + argc}, std::cout, std::cerr);
    if (const auto whole = aaben::jobcenter::no_word_is_empty({argv + 1, argv + argc}); !whole) {
        std::cerr << "kioskctl: " << whole.error().what << '\n';
        return 2;
    }
    CLI::App app{"kioskctl: letters, content, journals and units of Åben Dør"};
    app.set_version_flag("--version", aaben::version());
    app.require_subcommand(1);
    // Named here to be listed; its words are read above.
    app.add_subcommand("jobcenter",
                       "what the jobcenter holds: health, entries, open, anomalies, device, code, item, keys, init");
    Words words;
    int code = 0;
    letter_commands(app, words, code);
    content_commands(app, words, code);
    journal_commands(app, words, code);
    unit_commands(app, words, code);
    conversation_command(app, words.conversation, code);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return aaben::jobcenter::told_why(app, {argv + 1, argv + argc}, error, std::cout, std::cerr);
    }
    return code;
}
