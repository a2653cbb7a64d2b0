// Writes the corpus's seeds: one good example of everything a target reads. Run by hand when a format grows:
// fuzz_seeds tests/fuzz/corpus
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "content/manifest.hpp"
#include "content/tar.hpp"
#include "entries/codec.hpp"
#include "seal/keys.hpp"
#include "seal/minisign.hpp"
#include "seal/sealed.hpp"
#include "seal/signed_texts.hpp"
#include "version/version.hpp"
#include "wire/enrol.hpp"
#include "wire/entry.hpp"
#include "wire/problem.hpp"

using namespace aaben;
namespace fs = std::filesystem;

namespace {

fs::path root;

void put(std::string_view target, std::string_view name, std::string_view bytes) {
    fs::create_directories(root / target);
    std::ofstream(root / target / name, std::ios::binary) << bytes;
}

const std::string hash(64, 'b');
const std::string id = "0195e2a0-7c1e-7abc-8def-0123456789ab";

void wire_seeds(const seal::SignKey& key) {
    const wire::Entry entry{1,
                            id,
                            "visit.stepped_out",
                            {1'795'262'400'000, "boot-1", 1000},
                            R"({"unit":"u","visit":"v"})",
                            "sealed",
                            wire::first_prev};
    const std::string line = *wire::build_entry(entry);
    put("entry", "plain", line);
    wire::Batch batch{{"kiosk-1", 1, 1, 1, hash, {}}, {line}};
    seal::sign_head(key, batch.head);
    put("batch", "one", wire::build_batch(batch));
    put("jobcenter_request", "entries", "POST /v1/entries\n" + wire::build_batch(batch));
    put("jobcenter_request", "reconcile", "POST /v1/reconcile\n" + wire::build_reconcile({{id, hash}}));
    put("jobcenter_request", "items", "GET /v1/items\n");
    put("jobcenter_request", "item", "GET /v1/items/roster/unit\nbytes=5-");
    const std::string receipt =
        wire::build_receipt({"kiosk-1", 5, {{id, 1, hash, wire::Outcome::Accepted, 9, ""}}, {3}, 1});
    put("receipt", "payload", receipt);
    put("receipt", "envelope", seal::sign_text(key, wire::Signed::Receipt, receipt));
    put("receipt", "reconcile", wire::build_reconcile({{id, hash}}));
    const wire::EnrolRequest enrol{"K7Q2", "kiosk-1", "csr", hash, hash};
    put("jobcenter_request", "enrol", "POST /v1/enrol\n" + wire::build_enrol_request(enrol));
    put("item", "enrol", wire::build_enrol_request(enrol));
}

void item_seeds() {
    put("item", "list", wire::build_items({"kiosk-1", {{wire::ItemKind::Roster, "unit", 2, hash, 100}}, "", 5}));
    put("item", "keys", wire::build_key_list({3, {{"0123456789abcdef", hash, 5}}}));
    visit::Caseworker who;
    who.id = "mette";
    who.name = "Mette Krogh";
    who.badge_hash = hash;
    who.here.days[1] = {{{9, 0}, {12, 30}}};
    who.here.exceptions.push_back({{2026, 12, 23}, {}});
    put("item", "roster", wire::build_roster({4, "Unit", {who}}));
    visit::UnitHours hours;
    hours.door = who.here;
    put("item", "hours", wire::build_hours(hours));
    put("item", "brief", wire::build_brief({"v1", {"mette"}, "sealed"}));
    put("item", "expected", wire::build_expected({"2026-11-24", hash, {{"v1", "10:15", "mette", hash}}}));
    put("item", "notice", wire::build_notice({"v1", "sealed", 5}));
    put("item", "problem", wire::build_problem({std::string(wire::problems::conflict), "other bytes", "id known"}));
}

void act_seeds() {
    visit::Choices choices;
    choices.purpose = visit::Purpose::Letter;
    choices.letter = visit::CarriedLetter{"klagesvar", {}};
    for (const visit::Act& act : {visit::Act(visit::CheckedIn{"v", {}, choices}), visit::Act(visit::Called{"v", "s"}),
                                  visit::Act(visit::CallbackRequested{"c", "12345678", "Ali", "now", "ar", {}}),
                                  visit::Act(visit::DayClosed{{2026, 11, 21}})}) {
        const entries::Coded coded = entries::encode(act);
        put("act", coded.type, coded.type + "\n" + coded.open + "\n" + coded.private_part);
    }
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Writes one good example of everything a fuzz target reads into the corpus.");
    app.set_version_flag("--version", aaben::version());
    app.add_option("corpus", root, "the folder tests/fuzz/corpus")->required()->check(CLI::ExistingDirectory);
    CLI11_PARSE(app, argc, argv);
    const seal::Secret seed(std::string(32, 'k'));
    const seal::SignKey key = seal::sign_key_from_seed(seed);
    const seal::BoxKey box = seal::box_key_from_seed(seed);
    wire_seeds(key);
    item_seeds();
    act_seeds();
    put("sealed", "one", *seal::seal_for({1, {{box.id, box.public_key, 0}}}, "{}"));
    put("minisign", "signature", *seal::minisign_sign(key, "iiiiiiii", "bytes", "version 1"));
    put("minisign", "public", seal::build_minisign_public({"iiiiiiii", key.public_key}));
    put("bundle", "manifest", *content::build_manifest({3, {{"letters/a.toml", 5, hash}}}));
    put("bundle", "toml", "version = 3\n[a]\nb = [1, 2.5, \"x\", 2026-11-21]\n");
    put("bundle", "header", *content::write_header({"letters/a.toml", 5}));
    put("config", "whole",
        "jobcenter = \"https://jobcenter.example:8443\"\npins = [\"sha256//x\"]\n[network]\n"
        "connect_timeout_s = 10\n");
    put("code", "letter", "AD:indkaldelse-jobsamtale?meeting_date=2026-11-24&meeting_time=10:15");
    put("code", "fields", R"({"meeting_date":"2026-11-24","deadline_exact":true,"amount":"1234.50"})");
    return 0;
}
