#include "hostile/device.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "daemon/files.hpp"
#include "http/curl_transport.hpp"
#include "journal/mail.hpp"
#include "seal/hash.hpp"
#include "support/files.hpp"
#include "support/paths.hpp"

namespace aaben::hostile {

namespace fs = std::filesystem;

namespace {
void put(const fs::path& file, const std::string& text) {
    if (!write_whole(file, text).ok()) throw std::runtime_error("test device: " + file.string());
}
}  // namespace

TestDevice::TestDevice(HonestJobcenter& jobcenter, const Certified& server) {
    layout.root = root / "data";
    const auto mine = issue(jobcenter.authority, {.common_name = jobcenter.device});
    put(layout.device_certificate(), mine.certificate_pem);
    put(layout.device_key(), mine.key_pem);
    put(layout.ca(), jobcenter.authority.certificate_pem);
    put(layout.receipt_pub(), jobcenter.receipt_key.public_key + "\n");
    put(layout.root_pub(), jobcenter.root_key.public_key + "\n");
    put(layout.key_list(), jobcenter.key_list() + "\n");
    const auto seed = seal::load_or_make_seed(layout.sign_key());
    jobcenter.device_sign_key = seal::sign_key_from_seed(*seed).public_key;
    put(root / "ca.pem", jobcenter.authority.certificate_pem);
    pin_ = http::pin_of(server.certificate_pem).value();
    auto opened = journal::Journal::open(layout.root, clock_);
    if (!opened.ok()) throw std::runtime_error("test device: " + opened.error().what);
    journal_ = std::make_unique<journal::Journal>(std::move(*opened));
    journal_->set_key_list({1, {{jobcenter.recipient.id, jobcenter.recipient.public_key, 0}}});
}

TestDevice::~TestDevice() = default;

void TestDevice::configure(const std::string& url, const std::string& more) {
    put(root / "kiosk-sync.toml", "jobcenter = \"" + url + "\"\nca = \"ca.pem\"\npins = [\"" + pin_ + "\"]\n" + more +
                                      "\n[network]\nconnect_timeout_s = 2\nrequest_timeout_s = 2\nlow_speed_s = 1\n");
}

void TestDevice::check_in(int count) {
    for (int i = 0; i < count; ++i) {
        const auto saved = journal_->append(visit::FaceGiven{seal::new_id(clock_.wall_ms()), 1 + i % 5});
        if (!saved.ok()) throw std::runtime_error("test device: " + saved.error().what);
    }
}

int TestDevice::start_daemon() const {
    const int pid = ::fork();
    if (pid == 0) {
        const int log = ::open((root / "log").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
        if (log < 0) ::_exit(127);
        ::dup2(log, 2);
        const std::string program = aaben::tests::program("kiosk-sync");
        const std::string config = (root / "kiosk-sync.toml").string();
        ::execl(program.c_str(), "kiosk-sync", "--config", config.c_str(), "--data", layout.root.c_str(), nullptr);
        ::_exit(127);
    }
    return pid;
}

int TestDevice::stop_daemon(int pid) {
    int status = 0;
    ::kill(pid, SIGTERM);
    ::waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int TestDevice::sync_once() {
    const std::string command = std::string("exec '") + aaben::tests::program("kiosk-sync") + "' --once --config '" +
                                (root / "kiosk-sync.toml").string() + "' --data '" + layout.root.string() + "' 2>'" +
                                (root / "log").string() + "'";
    const int status = std::system(command.c_str());
    said_ = tests::slurp(root / "log");
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::int64_t TestDevice::unreceipted() const {
    auto reader = journal::JournalReader::open(layout.root);
    return reader.ok() ? reader->status().value().unreceipted : -1;
}

std::int64_t TestDevice::quarantined() const {
    auto reader = journal::JournalReader::open(layout.root);
    return reader.ok() ? static_cast<std::int64_t>(reader->status().value().quarantined.size()) : -1;
}

std::map<std::string, std::string> TestDevice::unreceipted_ids() const {
    std::map<std::string, std::string> out;
    auto reader = journal::JournalReader::open(layout.root);
    const auto pending = reader->pending();
    const auto status = reader->status();
    for (const auto& entry : *pending) out[entry.id] = entry.sha256;
    for (const auto& entry : status->quarantined) out[entry.id] = "quarantined";
    return out;
}

std::map<std::string, std::string> TestDevice::all_ids() const {
    std::map<std::string, std::string> out;
    const auto count = journal::export_folder(layout.root, [&](std::string_view line) {
        const auto json = nlohmann::json::parse(line);
        out[json.at("id").get<std::string>()] = seal::sha256_hex(line);
    });
    if (!count.ok()) throw std::runtime_error("test device: " + count.error().what);
    return out;
}

folder::LinkFacts TestDevice::facts() const {
    auto mail = journal::MailReader::open(layout.root);
    return mail.ok() ? mail->link_facts().value() : folder::LinkFacts{};
}

std::string TestDevice::noted(const std::string& name) const {
    auto mail = journal::MailReader::open(layout.root);
    return mail.ok() ? mail->noted(name).value() : std::string();
}

}  // namespace aaben::hostile
