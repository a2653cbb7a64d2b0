#include "kioskctl/commands.hpp"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "content/bundle.hpp"
#include "journal/journal.hpp"
#include "journal/mail.hpp"
#include "journal/reader.hpp"
#include "kioskctl/typed_secret.hpp"
#include "kioskctl/unit_file.hpp"
#include "kioskctl/unit_person.hpp"
#include "wire/item.hpp"

namespace aaben::kioskctl {
namespace {

namespace fs = std::filesystem;

int failed(std::ostream& err, const Error& error) {
    err << error.what << '\n';
    return 1;
}

std::string slurp(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

bool spill(const fs::path& path, std::string_view bytes) {
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return static_cast<bool>(out.flush());
}

}  // namespace

fs::path assets_dir() {
    if (const char* given = std::getenv("AABEN_ASSETS")) return given;
    std::error_code ignored;
    const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
    for (fs::path dir = program.parent_path(); dir.has_relative_path(); dir = dir.parent_path())
        if (fs::exists(dir / "assets" / "letters", ignored)) return dir / "assets";
    return "assets";
}

int letter_read(const std::vector<std::string>& images, const std::string& today, bool why, std::ostream& err) {
    std::error_code ignored;
    const std::string reader = (fs::read_symlink("/proc/self/exe", ignored).parent_path() / "kiosk-reader").string();
    std::vector<std::string> words{reader, "--today", today};
    if (why) words.emplace_back("--why");
    words.insert(words.end(), images.begin(), images.end());
    std::vector<char*> argv;
    argv.reserve(words.size() + 1);
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    ::setenv("OMP_THREAD_LIMIT", "1", 0);  // the reader would start itself again to have it
    ::execv(reader.c_str(), argv.data());
    return failed(err, fail(Fault::NotFound, reader + " cannot be started; nothing was read"));
}

int content_build(const fs::path& dir, const fs::path& out_file, std::ostream& out, std::ostream& err) {
    const auto manifest = content::build_bundle(dir, out_file);
    if (!manifest) return failed(err, manifest.error());
    out << out_file.string() << ": version " << manifest->version << ", " << manifest->files.size() << " files\n";
    return 0;
}

int content_sign(const fs::path& bundle, const fs::path& key_file, std::ostream& out, std::ostream& err) {
    const auto key = content::load_bundle_key(key_file);
    if (!key) return failed(err, key.error());
    const auto signature = content::sign_bundle(bundle, *key);
    if (!signature) return failed(err, signature.error());
    const fs::path target = bundle.string() + ".minisig";
    if (!spill(target, *signature)) return failed(err, fail(Fault::Io, "cannot write " + target.string()));
    out << target.string() << '\n';
    return 0;
}

int content_verify(const fs::path& bundle, const std::string& key, std::ostream& out, std::ostream& err) {
    std::error_code ignored;
    const auto parsed = content::parse_bundle_public(fs::exists(key, ignored) ? slurp(key) : key);
    if (!parsed) return failed(err, parsed.error());
    const auto manifest = content::verify_bundle(bundle, slurp(bundle.string() + ".minisig"), {*parsed});
    if (!manifest) return failed(err, manifest.error());
    out << "good: version " << manifest->version << ", " << manifest->files.size() << " files\n";
    return 0;
}

int journal_status(const fs::path& dir, bool json, std::ostream& out, std::ostream& err) {
    auto reader = journal::JournalReader::open(dir);
    if (!reader) return failed(err, reader.error());
    const auto status = reader->status();
    if (!status) return failed(err, status.error());
    const auto verdict = journal::verify_folder(dir);
    if (!verdict) return failed(err, verdict.error());
    const std::string chain = verdict->ok() ? "ok" : verdict->faults.front();
    if (json) {
        const nlohmann::ordered_json line{{"entries", status->entries},
                                          {"unreceipted", status->unreceipted},
                                          {"quarantined", status->quarantined.size()},
                                          {"chain", chain}};
        out << line.dump() << '\n';
    } else {
        out << status->entries << " entries, " << status->unreceipted << " without receipt, "
            << status->quarantined.size() << " in quarantine, chain: " << chain << '\n';
        for (const auto& q : status->quarantined)
            out << "  quarantined: seq " << q.seq << ' ' << q.type << ' ' << q.problem << '\n';
        if (status->anomalies > 0) out << "  the jobcenter reports " << status->anomalies << " anomalies\n";
    }
    return verdict->ok() ? 0 : 1;
}

int journal_verify(const fs::path& dir, bool json, std::ostream& out, std::ostream& err) {
    if (const int code = journal_status(dir, json, out, err); code != 0) return code;
    if (json) return 0;
    const auto verdict = journal::verify_folder(dir);
    if (!verdict) return failed(err, verdict.error());
    out << "head " << verdict->head_seq << ' ' << verdict->head << ", " << verdict->erased
        << " bodies erased after their receipt\n";
    return 0;
}

int journal_link(const fs::path& dir, bool json, std::ostream& out, std::ostream& err) {
    auto reader = journal::MailReader::open(dir);
    if (!reader) return failed(err, reader.error());
    const auto facts = reader->link_facts();
    if (!facts) return failed(err, facts.error());
    nlohmann::ordered_json line;
    folder::each_fact(*facts, [&](const char* name, const auto& value) { line[name] = value; });
    if (json) {
        out << line.dump() << '\n';
        return 0;
    }
    for (const auto& [name, value] : line.items()) out << name << ' ' << value.dump() << '\n';
    return 0;
}

int journal_export(const fs::path& dir, std::ostream& out, std::ostream& err) {
    const auto count = journal::export_folder(dir, [&](std::string_view line) { out << line << '\n'; });
    return count ? 0 : failed(err, count.error());
}

int unit_build(const fs::path& file, const fs::path& out_dir, std::ostream& out, std::ostream& err) {
    const auto unit = read_unit_file(file);
    if (!unit) return failed(err, unit.error());
    std::error_code ignored;
    fs::create_directories(out_dir, ignored);
    if (!spill(out_dir / "roster.json", wire::build_roster(unit->roster)) ||
        !spill(out_dir / "hours.json", wire::build_hours(unit->hours)))
        return failed(err, fail(Fault::Io, "cannot write into " + out_dir.string()));
    out << unit->unit << ": " << unit->roster.people.size() << (unit->roster.people.size() == 1 ? " person" : " people")
        << ", roster version " << unit->roster.version << '\n';
    return 0;
}

int unit_pin(std::istream& in, std::ostream& out, std::ostream& err, int terminal) {
    auto pin = typed_secret(in, err, terminal);  // the answer alone goes to `out`
    if (!pin) return failed(err, pin.error());
    if (auto good = good_pin(*pin); !good) return failed(err, good.error());
    const auto verifier = seal::pin_verifier(*pin);
    seal::wipe(*pin);
    if (!verifier) return failed(err, verifier.error());
    out << *verifier << '\n';
    return 0;
}

}  // namespace aaben::kioskctl
