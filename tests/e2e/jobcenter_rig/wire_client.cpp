#include "jobcenter_rig/wire_client.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <cctype>
#include <stdexcept>

namespace aaben::jobcenter_rig {
namespace {

constexpr long timeout_s = 60;

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* to) {
    static_cast<std::string*>(to)->append(bytes, size * count);
    return size * count;
}

std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* to) {
    const std::string line(bytes, size * count);
    const auto colon = line.find(':');
    if (colon == std::string::npos) return size * count;
    std::string name = line.substr(0, colon);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto from = line.find_first_not_of(' ', colon + 1);
    const auto to_end = line.find_last_not_of("\r\n");
    auto& headers = *static_cast<std::map<std::string, std::string>*>(to);
    headers[name] = from == std::string::npos || to_end < from ? "" : line.substr(from, to_end - from + 1);
    return size * count;
}

std::size_t refuse_header(char*, std::size_t, std::size_t, void*) {
    return 0;
}

}  // namespace

struct WireClient::Handle {
    CURL* curl = nullptr;
    std::string base;
    bool deaf = false;
};

WireClient::WireClient(std::uint16_t port, const std::filesystem::path& ca, const std::filesystem::path& certificate,
                       const std::filesystem::path& key)
    : handle_(std::make_unique<Handle>()) {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_ALL);
    handle_->curl = curl_easy_init();
    if (ready != CURLE_OK || !handle_->curl) throw std::runtime_error("libcurl");
    handle_->base = "https://localhost:" + std::to_string(port);
    CURL* curl = handle_->curl;
    curl_easy_setopt(curl, CURLOPT_CAINFO, ca.c_str());
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, timeout_s);
    if (certificate.empty()) return;
    curl_easy_setopt(curl, CURLOPT_SSLCERT, certificate.c_str());
    curl_easy_setopt(curl, CURLOPT_SSLKEY, key.c_str());
}

WireClient::~WireClient() {
    if (handle_) curl_easy_cleanup(handle_->curl);
}

WireClient::WireClient(WireClient&&) noexcept = default;

void WireClient::at_most_tls_1_1() {
    constexpr long from = CURL_SSLVERSION_TLSv1_0;
    constexpr long to = static_cast<long>(CURL_SSLVERSION_TLSv1_1) << 16;  // how libcurl writes "at most"
    curl_easy_setopt(handle_->curl, CURLOPT_SSLVERSION, from | to);
    curl_easy_setopt(handle_->curl, CURLOPT_SSL_CIPHER_LIST, "ALL:@SECLEVEL=0");  // or OpenSSL refuses by itself
}

void WireClient::lose_the_answer() {
    handle_->deaf = true;
}

Reply WireClient::get(const std::string& path, const std::vector<std::string>& headers) {
    curl_easy_setopt(handle_->curl, CURLOPT_CUSTOMREQUEST, nullptr);
    curl_easy_setopt(handle_->curl, CURLOPT_HTTPGET, 1L);
    return perform(path, headers);
}

Reply WireClient::post(const std::string& path, const std::string& body, const std::vector<std::string>& headers) {
    curl_easy_setopt(handle_->curl, CURLOPT_CUSTOMREQUEST, nullptr);
    curl_easy_setopt(handle_->curl, CURLOPT_POST, 1L);
    curl_easy_setopt(handle_->curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    curl_easy_setopt(handle_->curl, CURLOPT_POSTFIELDS, body.data());
    return perform(path, headers);
}

Reply WireClient::method(const std::string& word, const std::string& path) {
    curl_easy_setopt(handle_->curl, CURLOPT_HTTPGET, 1L);
    curl_easy_setopt(handle_->curl, CURLOPT_CUSTOMREQUEST, word.c_str());
    Reply reply = perform(path, {});
    curl_easy_setopt(handle_->curl, CURLOPT_CUSTOMREQUEST, nullptr);
    return reply;
}

Reply WireClient::perform(const std::string& path, const std::vector<std::string>& headers) {
    CURL* curl = handle_->curl;
    Reply reply;
    char error[CURL_ERROR_SIZE] = "";
    curl_slist* list = nullptr;
    for (const std::string& header : headers) list = curl_slist_append(list, header.c_str());
    curl_easy_setopt(curl, CURLOPT_URL, (handle_->base + path).c_str());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &reply.body);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, handle_->deaf ? refuse_header : take_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &reply.headers);
    handle_->deaf = false;
    reply.curl = curl_easy_perform(curl);
    reply.error = error;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply.status);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, nullptr);
    curl_slist_free_all(list);
    return reply;
}

}  // namespace aaben::jobcenter_rig
