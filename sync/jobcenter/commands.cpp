#include "jobcenter/commands.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <nlohmann/json.hpp>
#include <ostream>

#include "jobcenter/command_line.hpp"
#include "jobcenter/device_commands.hpp"
#include "jobcenter/health.hpp"
#include "jobcenter/help_calls.hpp"
#include "jobcenter/item_commands.hpp"
#include "jobcenter/key_files.hpp"
#include "jobcenter/known.hpp"
#include "jobcenter/listing.hpp"
#include "jobcenter/statistics.hpp"
#include "seal/hash.hpp"
#include "seal/signed_texts.hpp"
#include "version/version.hpp"
#include "wire/encoding.hpp"

namespace aaben::jobcenter {
namespace {

constexpr int exit_done = 0;
constexpr int exit_failed = 1;
constexpr int exit_wrong_use = 2;
constexpr std::array<std::string_view, 16> words{
    "access", "statistics", "help-calls", "help-seen", "health", "entries", "open", "anomalies",
    "forks",  "resolve",    "device",     "code",      "item",   "keys",    "init", "enrol-local"};

int report(std::ostream& err, const Error& error) {
    err << "jobcenter: " << error.what << "\n";
    return error.fault == Fault::Invalid ? exit_wrong_use : exit_failed;
}

int report(std::ostream& err, const Result<>& done) {
    return done ? exit_done : report(err, done.error());
}

// What the command line can say; each command reads the few it knows.
struct Words {
    std::string store, config, key, device, unit, sign_key, box_key, file, dir, out_dir, take,
        address = "127.0.0.1", type, since, until, root, out_file, away, help, by;
    ItemWish item;
    std::vector<std::string> names{"localhost", "127.0.0.1"}, add, drop;
    std::int64_t seq = 0;
    int hours = 24, older_s = 600;
    std::uint16_t port = 8443;
    bool json = false;
};

Result<std::string> store_url(const Words& words_given) {
    if (!words_given.store.empty()) return words_given.store;
    if (words_given.config.empty()) return fail(Fault::Invalid, "say which store: --store URL or --config FILE");
    auto config = load_config(words_given.config);
    if (!config) return config.error();
    return config->store_url;
}

Result<std::unique_ptr<Store>> store_of(const Words& words_given, Access access) {
    auto url = store_url(words_given);
    return url ? open_store(*url, access, 1) : url.error();
}

int with_store(const Words& given, Access access, std::ostream& err, const std::function<Result<>(Store&)>& work) {
    auto store = store_of(given, access);
    if (!store) return report(err, store.error());
    return report(err, work(**store));
}

int add_device(const Words& given, std::ostream& err) {
    return with_store(given, Access::ReadWrite, err, [&](Store& store) {
        return add_by_hand(store, {given.device, given.unit, given.sign_key, given.box_key}, SystemClock().wall_ms());
    });
}

int new_code(const Words& given, std::ostream& out, std::ostream& err) {
    return with_store(given, Access::ReadWrite, err, [&](Store& store) {
        return make_code(store, {given.device, given.unit, given.hours}, SystemClock().wall_ms(), out);
    });
}

int put_one_item(const Words& given, std::ostream& out, std::ostream& err) {
    if (auto url = store_url(given); !url) return report(err, url.error());
    const SystemClock clock;
    const auto bytes = prepare_item(given.item, clock.wall_ms());
    if (!bytes) return report(err, bytes.error());
    return with_store(given, Access::ReadWrite, err,
                      [&](Store& store) { return put_prepared(store, given.item, *bytes, clock, out); });
}

int new_key(const Words& given, std::ostream& out, std::ostream& err) {
    const seal::BoxKey key = seal::new_box_key();
    if (auto saved = seal::save_seed(given.file, key.seed); !saved) return report(err, saved);
    out << nlohmann::json{{"id", key.id}, {"box_key", key.public_key}}.dump() << "\n";
    return exit_done;
}

int make_next_list(const Words& given, std::ostream& out, std::ostream& err) {
    auto list = next_key_list({given.file, given.root, given.add, given.drop});
    if (!list) return report(err, list.error());
    if (auto written = write_file(given.out_file, *list + "\n"); !written) return report(err, written);
    out << given.out_file << " is signed; take it to the gateway: keys publish DIR " << given.out_file << "\n";
    return exit_done;
}

int publish_list(const Words& given, std::ostream& out, std::ostream& err) {
    auto config = load_config(std::filesystem::path(given.dir) / "jobcenter.toml");
    if (!config) return report(err, config.error());
    auto files = take_key_list(*config, given.file);
    if (!files) return report(err, files.error());
    auto store = open_store(given.store.empty() ? config->store_url : given.store, Access::ReadWrite, 1);
    if (!store) return report(err, store.error());
    if (auto put = publish_key_list(**store, *files, SystemClock()); !put) return report(err, put);
    const auto list = seal::open_key_list(files->keys.root_public, files->key_list);
    out << fmt::format("key list version {} with {} keys is published\n", list->version, list->keys.size());
    return exit_done;
}

int init_and_explain(const Words& given, std::ostream& out, std::ostream& err) {
    const InitOptions options{given.away, given.port, given.address, given.store, given.names};
    if (auto made = init(given.dir, options, SystemClock()); !made) return report(err, made);
    out << what_init_made(given.dir, given.away);
    return exit_done;
}

int revoke(const Words& given, std::ostream& out, std::ostream& err) {
    return with_store(given, Access::ReadWrite, err,
                      [&](Store& store) { return revoke_device(store, given.device, SystemClock().wall_ms(), out); });
}

int tell_health(const Words& given, std::ostream& out, std::ostream& err) {
    auto store = store_of(given, Access::ReadOnly);
    if (!store) return report(err, store.error());
    std::vector<std::string> gateway;
    if (!given.config.empty())
        if (const auto config = load_config(given.config); config)
            for (const auto& file : keys_that_should_be_away(*config))
                gateway.push_back(file.string() + " should not lie there");
    auto ill = write_health(**store, {given.unit, given.json, gateway}, SystemClock().wall_ms(), out);
    if (!ill) return report(err, ill.error());
    return *ill == 0 ? exit_done : exit_failed;
}

int list(const Words& given, std::ostream& out, std::ostream& err,
         const std::function<Result<>(Store&, std::ostream&)>& lister) {
    return with_store(given, Access::ReadOnly, err, [&](Store& store) -> Result<> {
        if (auto known = must_know_unit(store, given.unit, SystemClock().wall_ms()); !known) return known;
        if (auto known = must_know_device(store, given.device); !known) return known;
        return lister(store, out);
    });
}

int list_anomalies(const Words& given, std::ostream& out, std::ostream& err) {
    auto store = store_of(given, Access::ReadOnly);
    if (!store) return report(err, store.error());
    auto found =
        write_anomalies(**store, SystemClock().wall_ms() - given.older_s * std::int64_t{1000}, given.json, out);
    if (!found) return report(err, found.error());
    return *found == 0 ? exit_done : exit_failed;
}

int resolve(const Words& given, std::ostream& err) {
    if (!given.take.empty() && !wire::is_hash(given.take))
        return report(err, fail(Fault::Invalid, "a hash is 64 hex digits"));
    return with_store(given, Access::ReadWrite, err, [&](Store& store) {
        if (auto known = must_know_device(store, given.device); !known) return known;
        return given.take.empty() ? store.resolve(given.device, given.seq)
                                  : store.resolve_by_taking(given.device, given.take);
    });
}

using Listing = std::function<Result<>(Store&, const EntryFilter&, std::ostream&)>;

int filtered(const Words& given, std::ostream& out, std::ostream& err, const Listing& write) {
    auto filter = filter_from({given.device, given.unit, given.type, given.since, given.until});
    if (!filter) return report(err, filter.error());
    return list(given, out, err, [&](Store& store, std::ostream& to) {
        if (auto type = must_be_a_type(store, filter->type); !type) return type;
        return write(store, *filter, to);
    });
}

int open_entries(const Words& given, std::ostream& out, std::ostream& err) {
    auto seed = seal::load_seed(given.key);
    if (!seed) return report(err, seed.error());
    const seal::BoxKey key = seal::box_key_from_seed(*seed);
    return filtered(given, out, err, [&](Store& store, const EntryFilter& filter, std::ostream& to) {
        return write_opened(store, key, filter, to);
    });
}

// The tree of words. `run` is set to the command that was named.
class Tree {
  public:
    Tree(std::ostream& out, std::ostream& err) : out_(out), err_(err) {
        app.set_version_flag("--version", aaben::version());
        app.require_subcommand(1);
        add_lists();
        add_devices();
        add_items();
        add_setup();
    }

    CLI::App app{"The operator's commands at the jobcenter", "jobcenter"};
    std::function<int()> run;

  private:
    CLI::App* command(CLI::App* parent, const std::string& word, const std::string& help, std::function<int()> action,
                      bool store = true) {
        CLI::App* made = parent->add_subcommand(word, help);
        if (store) {
            made->add_option("--store", w_.store, "sqlite:PATH or postgresql://…");
            made->add_option("--config", w_.config, "the jobcenter's configuration, for its store");
        }
        made->add_flag("--json", w_.json, "one JSON object a line");
        made->callback([this, action = std::move(action)] { run = action; });
        return made;
    }
    CLI::App* group(const std::string& word, const std::string& help) {
        CLI::App* made = app.add_subcommand(word, help);
        made->require_subcommand(1);
        return made;
    }

    CLI::App* listing(const std::string& word, const std::string& help, Listing write) {
        return command(&app, word, help, [this, write = std::move(write)] { return filtered(w_, out_, err_, write); });
    }

    void add_lists() {
        command(&app, "health", "how every kiosk is; exit 1 when one is in trouble", [this] {
            return tell_health(w_, out_, err_);
        })->add_option("--unit", w_.unit, "of one unit alone");
        filters(
            listing("entries", "what the jobcenter holds, a line each",
                    [this](auto& store, auto& filter, auto& to) { return write_entries(store, filter, w_.json, to); }));
        filters(listing("access", "who opened whose visit, record or note, a line each", write_access));
        filters(listing("statistics", "visits counted, without persons; small numbers are hidden", write_statistics));
        CLI::App* open = command(&app, "open", "the same with the private parts opened, as JSON lines",
                                 [this] { return open_entries(w_, out_, err_); });
        open->add_option("--key", w_.key, "the private key of a recipient")->required();
        filters(open);
        command(&app, "anomalies", "conflicts, broken chains, missing entries; exit 1 when there are any", [this] {
            return list_anomalies(w_, out_, err_);
        })->add_option("--older-s", w_.older_s, "missing for at least so many seconds");
        command(&app, "forks", "devices whose journal went on twice: a restored disk or a copied card", [this] {
            return list(w_, out_, err_,
                        [this](Store& store, std::ostream& to) { return write_forks(store, w_.json, to); });
        });
        command(&app, "help-calls", "calls for help that nobody at the unit has answered", [this] {
            return list(w_, out_, err_, [this](Store& store, std::ostream& to) {
                return write_help_calls(store, w_.unit, w_.json, to);
            });
        })->add_option("--unit", w_.unit, "of one unit alone");
        CLI::App* seen =
            command(&app, "help-seen", "tells the kiosk that somebody here has seen a call for help", [this] {
                return with_store(w_, Access::ReadWrite, err_, [this](Store& store) {
                    return help_seen(store, {w_.help, w_.by}, SystemClock().wall_ms(), out_);
                });
            });
        seen->add_option("help", w_.help, "the call's id")->required();
        seen->add_option("--by", w_.by, "the name the citizen reads")->required();
        CLI::App* settle = command(&app, "resolve", "anomalies of a device that were looked into; nothing is deleted",
                                   [this] { return resolve(w_, err_); });
        settle->add_option("device", w_.device)->required();
        settle->add_option("--seq", w_.seq, "only those at this seq");
        settle->add_option("--take", w_.take, "the bytes of this hash are taken in when the kiosk sends them again");
    }

    void filters(CLI::App* command) {
        command->add_option("--device", w_.device, "of one kiosk alone");
        command->add_option("--unit", w_.unit, "of one unit alone");
        command->add_option("--type", w_.type, "visit.checked_in, or visit for all that begin so");
        command->add_option("--since", w_.since,
                            "received from this day or moment on: 2026-11-28 or '2026-11-28 14:00'");
        command->add_option("--until", w_.until, "received to the end of this day, or before this moment");
    }

    void add_devices() {
        CLI::App* device = group("device", "the devices that may send");
        command(device, "list", "all devices", [this] { return list(w_, out_, err_, write_devices); });
        command(device, "revoke", "ends a device: it is told to erase its keys",
                [this] { return revoke(w_, out_, err_); })
            ->add_option("device", w_.device)
            ->required();
        CLI::App* add =
            command(device, "add", "makes a device known by its public keys", [this] { return add_device(w_, err_); });
        add->add_option("device", w_.device)->required();
        add->add_option("--sign-key", w_.sign_key)->required();
        add->add_option("--box-key", w_.box_key)->required();
        add->add_option("--unit", w_.unit);
        CLI::App* code = group("code", "one-time codes for enrolment");
        CLI::App* fresh =
            command(code, "new", "prints a code; it works once", [this] { return new_code(w_, out_, err_); });
        fresh->add_option("--device", w_.device, "only for this device; needed when it is known already");
        fresh->add_option("--unit", w_.unit, "the unit the device stands in");
        fresh->add_option("--hours", w_.hours, "how long it works")->check(CLI::Range(1, 24 * 14));
    }

    void add_items() {
        CLI::App* item = group("item", "what goes down to the kiosks");
        CLI::App* put = command(item, "put", "for all devices, one unit or one device",
                                [this] { return put_one_item(w_, out_, err_); });
        of_item(put);
        put->add_option("file", w_.item.file)->required();
        put->add_option("--version", w_.item.version, "higher than the one held; time when not said")
            ->check(CLI::PositiveNumber);
        whom(put);
        put->add_option("--staff-roster", w_.item.roster, "FILE is a text: seal it for people of this roster.json");
        put->add_option("--to", w_.item.to, "the staff ids it is sealed for")->delimiter(',');
        put->add_option("--ref", w_.item.ref, "the visit or call-back it is about; NAME when not said");
        CLI::App* back = command(item, "withdraw", "takes back what was put for all, one unit or one device", [this] {
            return with_store(w_, Access::ReadWrite, err_, [this](Store& store) {
                return withdraw_item(store, w_.item, SystemClock().wall_ms(), out_);
            });
        });
        of_item(back);
        whom(back);
        command(item, "list", "what a device is offered", [this] {
            return list(w_, out_, err_,
                        [this](Store& store, std::ostream& to) { return write_items(store, w_.device, w_.unit, to); });
        })->add_option("--device", w_.device);
        command(item, "acks", "which device has applied or refused what",
                [this] { return list(w_, out_, err_, write_acks); });
    }

    void of_item(CLI::App* command) {
        command->add_option("kind", w_.item.kind)->required();
        command->add_option("name", w_.item.name)->required();
    }
    void whom(CLI::App* command) {
        command->add_option("--device", w_.item.device)->excludes(command->add_option("--unit", w_.item.unit));
    }

    void add_setup() {
        CLI::App* keys = group("keys", "the recipients of sealed parts");
        command(
            keys, "new", "makes a recipient's key in FILE, prints its public half",
            [this] { return new_key(w_, out_, err_); }, false)
            ->add_option("file", w_.file)
            ->required();
        CLI::App* next = command(
            keys, "next", "signs the next key list, away from the gateway",
            [this] { return make_next_list(w_, out_, err_); }, false);
        next->add_option("list", w_.file, "the one held now: the gateway's key_list.json")->required();
        next->add_option("--root", w_.root, "root.key")->required();
        next->add_option("--out", w_.out_file, "the file to take to the gateway")->required();
        next->add_option("--add", w_.add, "a public key");
        next->add_option("--drop", w_.drop, "a key's id");
        CLI::App* publish = command(keys, "publish", "hands a signed key list to the kiosks",
                                    [this] { return publish_list(w_, out_, err_); });
        publish->add_option("dir", w_.dir, "the jobcenter's directory")->required();
        publish->add_option("list", w_.file, "what `keys next` wrote")->required();
        CLI::App* fresh =
            command(&app, "init", "makes a jobcenter's directory", [this] { return init_and_explain(w_, out_, err_); });
        fresh->add_option("--away", w_.away, "where the keys go that must not lie at the gateway");
        fresh->add_option("dir", w_.dir)->required();
        fresh->add_option("--port", w_.port);
        fresh->add_option("--address", w_.address);
        fresh->add_option("--name", w_.names, "of the server's certificate");
        CLI::App* enrol = command(&app, "enrol-local", "makes a device known without the wire", [this] {
            return report(err_, enrol_local(w_.dir, w_.device, w_.unit, w_.out_dir, w_.store, SystemClock()));
        });
        enrol->add_option("dir", w_.dir)->required();
        enrol->add_option("device", w_.device)->required();
        enrol->add_option("out", w_.out_dir)->required();
        enrol->add_option("--unit", w_.unit);
    }

    std::ostream& out_;
    std::ostream& err_;
    Words w_;
};

}  // namespace

bool is_command(std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

std::string command_words() {
    return fmt::format("Commands: {}", fmt::join(words, ", "));
}

int run_command(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
    if (auto whole = no_word_is_empty(arguments); !whole) return report(err, whole);
    Tree tree(out, err);
    try {
        std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());  // CLI11 takes them from the back
        tree.app.parse(reversed);
    } catch (const CLI::ParseError& error) {
        return told_why(tree.app, arguments, error, out, err);
    }
    return tree.run ? tree.run() : exit_wrong_use;
}

}  // namespace aaben::jobcenter
