// The operator's commands at the jobcenter: `kioskctl jobcenter …` and the same after `jobcenter …`. Called by the
// mains and by tests; each command opens the store, does one thing and closes it. Results go to `out` (JSON lines where
// a program may read them), what went wrong to `err`. Always: exit codes 0 done · 1 found something or failed · 2 wrong
// use; sealed parts are opened by `open` only, with a private key that lives elsewhere.
#pragma once

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "platform/clock.hpp"
#include "platform/result.hpp"

namespace aaben::jobcenter {

// The whole command tree; `arguments` is what follows the word `jobcenter`:
//   health --store URL [--unit UNIT] [--json]            how every kiosk is; exit 1 when one is in trouble
//   entries --store URL [--json] [--device ID] [--unit UNIT] [--type T] [--since DAY] [--until DAY]    what is held
//   open --store URL --key FILE [the same]               the same with the opened private part, as JSON lines
//   anomalies --store URL [--json]                       conflicts, broken chains, altered lines, missing seqs; exit 1
//                                                        when there are any that are not resolved
//   forks --store URL [--json]                           devices whose journal went on twice, side by side
//   resolve DEVICE [--seq N] [--take SHA256]             anomalies looked into; --take: these bytes are to be taken in
//   device list|revoke ID|add ID --sign-key HEX --box-key HEX    code new [--device ID] [--unit UNIT] [--hours N]
//   item put KIND NAME FILE [--device ID | --unit UNIT] [--version N]    item list [--device ID]    item acks
//   item withdraw KIND NAME [--device ID | --unit UNIT]  takes back what was put for exactly these
//   keys new FILE    keys next LIST --root FILE --out FILE --add HEX… [--drop KEYID…]    keys publish DIR LIST
//   init DIR --away FOLDER [--port N] [--address A] [--name NAME…]    enrol-local DIR DEVICE OUTDIR [--unit UNIT]
// A unit or a device that is not known here is a sentence that says which are, and exit 1; `code new` may name new
// ones. A store is named by --store URL or by the jobcenter's --config FILE.
[[nodiscard]] int run_command(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);
[[nodiscard]] bool is_command(std::string_view word);  // one of the words above
[[nodiscard]] std::string command_words();             // for the help of a main

struct InitOptions {
    std::filesystem::path away;  // where the keys go that must not lie at the gateway; never below its directory
    std::uint16_t port = 8443;
    std::string address = "127.0.0.1";
    std::string store_url;                                     // empty: sqlite:jobcenter.db beside the configuration
    std::vector<std::string> names{"localhost", "127.0.0.1"};  // of the server's certificate
};

// Makes everything a jobcenter needs in an empty directory, in well under a second; refuses a directory that has it:
//   jobcenter.toml · ca.pem ca.key.pem · server.pem server.key.pem · receipt.key receipt.pub · root.pub content.pub ·
//   key_list.json (signed envelope)
// and in `away` what the gateway never needs: root.key (signs key lists) · content.key (signs bundles) ·
//   recipient-1.key recipient-2.key (open the private parts)
// *.key are seeds (seal::load_seed); *.pub one line of hex.
[[nodiscard]] Result<> init(const std::filesystem::path& dir, const InitOptions& options, const Clock& clock);

// What is where now, and what to do with it, for the operator who ran `init`.
[[nodiscard]] std::string what_init_made(const std::filesystem::path& dir, const std::filesystem::path& away);

// Makes one device known without the wire (demo, tests), and writes into `out_dir` what kiosk-sync and kiosk need:
//   device.pem device.key.pem · ca.pem · sign.key box.key (seeds, kept when they exist) · receipt.pub root.pub ·
//   key_list.json
// The store is the configuration's, or `store_url` when not empty.
[[nodiscard]] Result<> enrol_local(const std::filesystem::path& dir, const std::string& device, const std::string& unit,
                                   const std::filesystem::path& out_dir, const std::string& store_url,
                                   const Clock& clock);

class Store;

// Puts one item for devices: target "*", "unit:<unit>" or "device:<id>", which must be known (known.hpp). The version
// must be higher than the one held.
[[nodiscard]] Result<> put_item(Store& store, const std::string& kind, const std::string& name,
                                const std::string& target, std::int64_t version, std::string_view bytes,
                                const Clock& clock);
[[nodiscard]] Result<> put_item(const std::string& store_url, const std::string& kind, const std::string& name,
                                const std::string& target, std::int64_t version, std::string_view bytes,
                                const Clock& clock);

}  // namespace aaben::jobcenter
