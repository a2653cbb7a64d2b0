#include "http/curl_transport.hpp"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <algorithm>

#include "http/transfer.hpp"

namespace aaben::http {

struct CurlTransport::Multi {
    Endpoint endpoint;
    HttpLimits limits;
    CertificateTime certificate_time;
    CURLM* handle = nullptr;
    Ticket last_ticket = 0;
    std::map<Ticket, std::unique_ptr<Transfer>> running;
    std::vector<Finished> stillborn;  // could not even start; told at the next poll, as every end is
    std::vector<int> watched;

    ~Multi() {
        for (auto& [ticket, t] : running) curl_multi_remove_handle(handle, t->easy.get());
        running.clear();
        if (handle != nullptr) curl_multi_cleanup(handle);
    }
    void collect(std::vector<Finished>& out);
};

void CurlTransport::Multi::collect(std::vector<Finished>& out) {
    int left = 0;
    while (CURLMsg* message = curl_multi_info_read(handle, &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        const CURLcode code = message->data.result;
        Transfer* transfer = nullptr;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
        curl_multi_remove_handle(handle, transfer->easy.get());
        out.push_back({transfer->ticket, conclude(*transfer, code)});
        running.erase(transfer->ticket);
    }
}

CurlTransport::CurlTransport(std::unique_ptr<Multi> multi) : multi_(std::move(multi)) {}
CurlTransport::~CurlTransport() = default;

Result<std::unique_ptr<CurlTransport>> CurlTransport::open(Endpoint endpoint, HttpLimits limits,
                                                           CertificateTime certificate_time) {
    if (!endpoint.base_url.starts_with("https://"))
        return fail(Fault::Invalid, "the jobcenter's address must begin with https://");
    if (endpoint.ca_pem.empty()) return fail(Fault::Invalid, "no certificate authority to check the jobcenter against");
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (ready != CURLE_OK) return fail(Fault::Io, "curl could not start");
    while (endpoint.base_url.ends_with('/')) endpoint.base_url.pop_back();
    auto multi = std::make_unique<Multi>();
    multi->endpoint = std::move(endpoint);
    multi->limits = limits;
    multi->certificate_time = std::move(certificate_time);
    multi->handle = curl_multi_init();
    if (multi->handle == nullptr) return fail(Fault::Io, "curl has no multi handle");
    curl_multi_setopt(multi->handle, CURLMOPT_MAX_TOTAL_CONNECTIONS, static_cast<long>(limits.parallel));
    curl_multi_setopt(multi->handle, CURLMOPT_PIPELINING, static_cast<long>(CURLPIPE_NOTHING));
    return std::unique_ptr<CurlTransport>(new CurlTransport(std::move(multi)));
}

Ticket CurlTransport::start(Request request) {
    auto transfer = std::make_unique<Transfer>();
    const Ticket ticket = ++multi_->last_ticket;
    transfer->ticket = ticket;
    transfer->request = std::move(request);
    transfer->certificate_time = &multi_->certificate_time;
    const bool ok = prepare(*transfer, multi_->endpoint, multi_->limits) &&
                    curl_multi_add_handle(multi_->handle, transfer->easy.get()) == CURLM_OK;
    if (ok) {
        multi_->running.emplace(ticket, std::move(transfer));
        int running = 0;
        curl_multi_perform(multi_->handle, &running);  // it leaves now; what ends by that is told at the next poll
    } else {
        multi_->stillborn.push_back({ticket, fail(Fault::Io, "the request could not be prepared")});
    }
    return ticket;
}

void CurlTransport::cancel(Ticket ticket) {
    const auto found = multi_->running.find(ticket);
    if (found == multi_->running.end()) return;
    curl_multi_remove_handle(multi_->handle, found->second->easy.get());
    multi_->running.erase(found);
}

std::vector<Finished> CurlTransport::poll(std::int64_t wait_ms) {
    std::vector<Finished> out = std::exchange(multi_->stillborn, {});
    int running = 0;
    curl_multi_perform(multi_->handle, &running);
    multi_->collect(out);
    if (!out.empty()) return out;
    std::vector<curl_waitfd> fds;
    for (const int fd : multi_->watched) fds.push_back({fd, CURL_WAIT_POLLIN, 0});
    const int wait = static_cast<int>(std::clamp<std::int64_t>(wait_ms, 0, 3'600'000));
    int ready = 0;
    curl_multi_poll(multi_->handle, fds.data(), static_cast<unsigned>(fds.size()), wait, &ready);
    curl_multi_perform(multi_->handle, &running);
    multi_->collect(out);
    return out;
}

void CurlTransport::watch(std::vector<int> readable_fds) {
    multi_->watched = std::move(readable_fds);
}
void CurlTransport::wakeup() {
    curl_multi_wakeup(multi_->handle);
}

Result<std::string> pin_of(std::string_view certificate_pem) {
    const std::unique_ptr<BIO, decltype(&BIO_free)> bio(
        BIO_new_mem_buf(certificate_pem.data(), static_cast<int>(certificate_pem.size())), &BIO_free);
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(
        PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr), &X509_free);
    if (!certificate) return fail(Fault::Invalid, "not a certificate in PEM");
    unsigned char* der = nullptr;
    const int length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate.get()), &der);
    if (length <= 0) return fail(Fault::Invalid, "a certificate without a key");
    unsigned char digest[32];
    const bool ok = EVP_Digest(der, static_cast<std::size_t>(length), digest, nullptr, EVP_sha256(), nullptr) == 1;
    OPENSSL_free(der);
    if (!ok) return fail(Fault::Io, "SHA-256 is not available");
    unsigned char text[48];
    EVP_EncodeBlock(text, digest, 32);
    return "sha256//" + std::string(reinterpret_cast<const char*>(text), 44);
}

}  // namespace aaben::http
