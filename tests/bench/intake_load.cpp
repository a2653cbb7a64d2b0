#include "intake_load.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <thread>

#include "jobcenter/authority.hpp"
#include "jobcenter/config.hpp"
#include "jobcenter/store.hpp"
#include "jobcenter_rig/fake_kiosk.hpp"
#include "support/must.hpp"

namespace aaben::bench {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t sealed_bytes = 400;  // a check-in's private part for two recipients is about as long
constexpr auto start_delay = std::chrono::milliseconds(200);  // for a thousand threads to start

using tests::must;

std::size_t take(char* bytes, std::size_t size, std::size_t count, void* to) {
    static_cast<std::string*>(to)->append(bytes, size * count);
    return size * count;
}

curl_blob blob_of(const std::string& text) {
    return {const_cast<char*>(text.data()), text.size(), CURL_BLOB_COPY};
}

double ms_between(Clock::time_point from, Clock::time_point to) {
    return std::chrono::duration<double, std::milli>(to - from).count();
}

std::size_t count_of(const std::string& text, std::string_view word) {
    std::size_t count = 0;
    for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos; at += word.size()) ++count;
    return count;
}

}  // namespace

struct IntakeLoad::Kiosk {
    CURL* curl = nullptr;
    std::string url;
    std::vector<std::string> bodies;
    std::size_t entries = 0;  // of a batch
    std::string answer;
    ~Kiosk() { curl_easy_cleanup(curl); }

    // How many entries the receipt calls accepted; 0 when there is none.
    std::size_t post(const std::string& body) {
        answer.clear();
        curl_easy_setopt(curl, CURLOPT_URL, (url + "/v1/entries").c_str());
        curl_easy_setopt(curl, CURLOPT_POST, 1L);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.data());
        long status = 0;
        if (curl_easy_perform(curl) != CURLE_OK) return 0;
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
        return status == 200 ? count_of(answer, R"(\"outcome\":\"accepted\")") : 0;
    }
};

double LoadResult::percentile_ms(double fraction) const {
    if (latencies_ms.empty()) return 0;
    const auto at = static_cast<std::size_t>(fraction * static_cast<double>(latencies_ms.size() - 1));
    return latencies_ms[at];
}

IntakeLoad::IntakeLoad(const jobcenter_rig::Jobcenter& server, const std::string& name, int kiosks, int batches,
                       int entries) {
    const auto ca = must(jobcenter::read_file(server.dir() / "ca.pem"));
    const auto authority =
        must(jobcenter::Authority::load(ca, must(jobcenter::read_file(server.dir() / "ca.key.pem"))));
    const auto store = must(jobcenter::open_store(server.store_url(), jobcenter::Access::ReadWrite, 1));
    const WallMs now = SystemClock().wall_ms();
    for (int i = 0; i < kiosks; ++i) {
        jobcenter_rig::FakeKiosk device(name + "-" + std::to_string(i));
        const auto request = must(jobcenter::make_device_request(device.name));
        const auto certificate = must(authority.issue_device(request.pem, device.name, now));
        must(store->put_device(device.device()));
        must(store->add_certificate({certificate.serial, device.name, certificate.expires_ms}));

        auto kiosk = std::make_unique<Kiosk>();
        kiosk->entries = static_cast<std::size_t>(entries);
        for (int b = 0; b < batches; ++b) {
            device.add(entries, sealed_bytes);
            kiosk->bodies.push_back(device.batch(device.newest() - entries + 1, device.newest()));
        }
        kiosk->url = "https://localhost:" + std::to_string(server.port());
        kiosk->curl = curl_easy_init();
        CURL* curl = kiosk->curl;
        const curl_blob cert = blob_of(certificate.pem), key = blob_of(request.key_pem), root = blob_of(ca);
        curl_easy_setopt(curl, CURLOPT_SSLCERT_BLOB, &cert);
        curl_easy_setopt(curl, CURLOPT_SSLKEY_BLOB, &key);
        curl_easy_setopt(curl, CURLOPT_CAINFO_BLOB, &root);
        curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
        curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
        curl_easy_setopt(curl, CURLOPT_WRITEDATA, &kiosk->answer);
        kiosks_.push_back(std::move(kiosk));
    }
}

IntakeLoad::~IntakeLoad() = default;

void IntakeLoad::connect() {
    for (const auto& kiosk : kiosks_) {  // the connection stays with the handle
        kiosk->answer.clear();
        curl_easy_setopt(kiosk->curl, CURLOPT_HTTPGET, 1L);
        curl_easy_setopt(kiosk->curl, CURLOPT_URL, (kiosk->url + "/v1/health").c_str());
        if (curl_easy_perform(kiosk->curl) != CURLE_OK) throw std::runtime_error("a kiosk could not connect");
    }
}

LoadResult IntakeLoad::drain() {
    return run(0);
}

LoadResult IntakeLoad::live(int period_ms) {
    return run(period_ms);
}

// A thread a kiosk, asleep in its socket most of the time: each keeps its own connection with its own certificate.
LoadResult IntakeLoad::run(int period_ms) {
    const auto period = std::chrono::milliseconds(period_ms);
    const auto start = Clock::now() + start_delay;
    std::vector<LoadResult> parts(kiosks_.size());
    std::vector<std::thread> threads;
    threads.reserve(kiosks_.size());
    for (std::size_t i = 0; i < kiosks_.size(); ++i)
        threads.emplace_back([this, i, period, start, &part = parts[i]] {
            auto due = start + period * static_cast<int>(i) / static_cast<int>(kiosks_.size());
            Kiosk& kiosk = *kiosks_[i];
            for (const std::string& body : kiosk.bodies) {
                std::this_thread::sleep_until(due);
                const std::size_t held = kiosk.post(body);
                const auto now = Clock::now();
                ++part.requests;
                part.entries += held;
                part.failures += held == kiosk.entries ? 0 : 1;
                part.latencies_ms.push_back(ms_between(due, now));
                due = period.count() > 0 ? due + period : now;
            }
        });
    for (std::thread& thread : threads) thread.join();
    LoadResult all;
    all.seconds = ms_between(start, Clock::now()) / 1000;
    for (const LoadResult& part : parts) {
        all.requests += part.requests;
        all.entries += part.entries;
        all.failures += part.failures;
        all.latencies_ms.insert(all.latencies_ms.end(), part.latencies_ms.begin(), part.latencies_ms.end());
    }
    std::sort(all.latencies_ms.begin(), all.latencies_ms.end());
    return all;
}

}  // namespace aaben::bench
