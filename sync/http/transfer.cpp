#include "http/transfer.hpp"

#include <openssl/ssl.h>

#include <algorithm>
#include <cctype>

#include "platform/fault_switch.hpp"

namespace aaben::http {
namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r' || text.back() == '\n'))
        text.remove_suffix(1);
    return text;
}

bool complain(Transfer& t, std::string why) {
    if (t.complaint.empty()) t.complaint = std::move(why);
    return false;
}

bool has_body(int status) {
    return status != 204 && status != 304;
}

// Called at the empty line that ends the headers of the final answer.
bool headers_done(Transfer& t) {
    if (t.response.status < 200) return true;  // 1xx: the real answer is still to come
    t.headers_whole = true;
    if (!has_body(t.response.status)) return true;
    if (!t.has_length && !t.chunked && !fault("framing_unchecked"))
        return complain(t, "answer without Content-Length or chunked framing");
    const std::string coding = lower(t.response.header("content-encoding"));
    if (!coding.empty() && coding != "identity")
        return complain(t, "answer is compressed though nobody asked for that");
    if (t.request.sink != nullptr && (t.response.status == 200 || t.response.status == 206)) {
        if (t.response.status == 206 && t.request.resume_from == 0)
            return complain(t, "a part was sent that nobody asked for");
        t.sink_began = true;
        if (!t.request.sink->begin(t.response.status)) return complain(t, "the receiver refused the answer");
    }
    return true;
}

bool take_header(Transfer& t, std::string_view line) {
    t.header_bytes += line.size();
    if (t.header_bytes > t.header_bytes_max) return complain(t, "answer with endless headers");
    if (line.starts_with("HTTP/")) {
        if (!line.starts_with("HTTP/1.1 ")) return complain(t, "answer in another version than HTTP/1.1");
        const auto space = line.find(' ');
        t.response.status =
            space == std::string_view::npos ? 0 : std::atoi(std::string(line.substr(space + 1, 3)).c_str());
        t.response.headers.clear();
        t.has_length = t.chunked = false;
        return true;
    }
    line = trimmed(line);
    if (line.empty()) return headers_done(t);
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return complain(t, "answer with a header that is none");
    const std::string name = lower(trimmed(line.substr(0, colon)));
    const std::string value(trimmed(line.substr(colon + 1)));
    if (name == "content-length") {
        if (t.has_length && t.response.headers[name] != value) return complain(t, "answer with two lengths");
        t.has_length = true;
    }
    if (name == "transfer-encoding") t.chunked = lower(value) == "chunked";
    t.response.headers[name] = value;
    return true;
}

std::size_t on_header(char* data, std::size_t size, std::size_t count, void* user) {
    auto& t = *static_cast<Transfer*>(user);
    return take_header(t, {data, size * count}) ? size * count : 0;
}

std::size_t on_body(char* data, std::size_t size, std::size_t count, void* user) {
    auto& t = *static_cast<Transfer*>(user);
    const std::string_view bytes(data, size * count);
    t.body_bytes += bytes.size();
    if (t.body_bytes > t.request.body_max) return complain(t, "answer longer than allowed"), 0;
    if (t.sink_began) {
        if (!t.request.sink->write(bytes)) return complain(t, "the receiver could not store the answer"), 0;
    } else {
        t.response.body.append(bytes);
    }
    return bytes.size();
}

// Certificates are judged at the time that is proven. Before anything is, their dates are not looked at: a clock that
// is wrong either way would keep the device for ever from the one who could set it right. The name, the private
// authority and the pins hold all the same, and what comes is signed.
CURLcode on_ssl_context(CURL*, void* context, void* user) {
    const auto& t = *static_cast<Transfer*>(user);
    if (t.certificate_time == nullptr || !*t.certificate_time) return CURLE_OK;
    X509_VERIFY_PARAM* rules = SSL_CTX_get0_param(static_cast<SSL_CTX*>(context));
    if (const auto at_ms = (*t.certificate_time)())
        X509_VERIFY_PARAM_set_time(rules, static_cast<time_t>(at_ms->ms / 1000));
    else
        X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_NO_CHECK_TIME);
    return CURLE_OK;
}

template <class Value>
void set(bool& ok, CURL* easy, CURLoption option, Value value) {
    ok = ok && curl_easy_setopt(easy, option, value) == CURLE_OK;
}

void set_blob(bool& ok, CURL* easy, CURLoption option, const std::string& bytes) {
    curl_blob blob{const_cast<char*>(bytes.data()), bytes.size(), CURL_BLOB_COPY};
    ok = ok && curl_easy_setopt(easy, option, &blob) == CURLE_OK;
}

void set_trust(bool& ok, CURL* easy, Transfer& t, const Endpoint& endpoint) {
    set(ok, easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(ok, easy, CURLOPT_SSL_VERIFYPEER, 1L);
    set(ok, easy, CURLOPT_SSL_VERIFYHOST, 2L);
    set_blob(ok, easy, CURLOPT_CAINFO_BLOB, endpoint.ca_pem);
    // Debian's curl brings the system's authorities along by default; none of them may vouch for our jobcenter.
    set(ok, easy, CURLOPT_CAINFO, static_cast<char*>(nullptr));
    set(ok, easy, CURLOPT_CAPATH, static_cast<char*>(nullptr));
    if (!endpoint.pins.empty()) {
        std::string pins;
        for (const std::string& pin : endpoint.pins) pins.append(pins.empty() ? "" : ";").append(pin);
        set(ok, easy, CURLOPT_PINNEDPUBLICKEY, pins.c_str());
    }
    if (t.request.with_certificate && !endpoint.certificate_pem.empty()) {
        set(ok, easy, CURLOPT_SSLCERTTYPE, "PEM");
        set(ok, easy, CURLOPT_SSLKEYTYPE, "PEM");
        set_blob(ok, easy, CURLOPT_SSLCERT_BLOB, endpoint.certificate_pem);
        set_blob(ok, easy, CURLOPT_SSLKEY_BLOB, endpoint.key_pem);
    }
    set(ok, easy, CURLOPT_SSL_CTX_FUNCTION, &on_ssl_context);
    set(ok, easy, CURLOPT_SSL_CTX_DATA, static_cast<void*>(&t));
}

void set_limits(bool& ok, CURL* easy, const Transfer& t, const HttpLimits& limits) {
    set(ok, easy, CURLOPT_NOSIGNAL, 1L);
    set(ok, easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect_timeout_ms));
    set(ok, easy, CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(limits.low_speed_bytes_s));
    set(ok, easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(limits.low_speed_s));
    if (t.request.timeout_ms > 0) set(ok, easy, CURLOPT_TIMEOUT_MS, static_cast<long>(t.request.timeout_ms));
}

void set_message(bool& ok, CURL* easy, Transfer& t, const Endpoint& endpoint) {
    set(ok, easy, CURLOPT_URL, (endpoint.base_url + t.request.path).c_str());
    set(ok, easy, CURLOPT_PROTOCOLS_STR, "https");
    set(ok, easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(ok, easy, CURLOPT_FOLLOWLOCATION, 0L);
    set(ok, easy, CURLOPT_PROXY, "");  // none, whatever the environment says
    set(ok, easy, CURLOPT_USERAGENT, "kiosk-sync");
    curl_slist* list = nullptr;
    const auto add = [&](const std::string& line) { list = curl_slist_append(list, line.c_str()); };
    for (const auto& [name, value] : t.request.headers) add(std::string(name).append(": ").append(value));
    if (t.request.method == Method::Post) {
        set(ok, easy, CURLOPT_POST, 1L);
        set(ok, easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(t.request.body.size()));
        set(ok, easy, CURLOPT_POSTFIELDS, t.request.body.data());
        add("Content-Type: " + t.request.content_type);
        add("Expect:");  // no 100-continue: a round trip for nothing on our small bodies
    } else {
        set(ok, easy, CURLOPT_HTTPGET, 1L);
    }
    if (t.request.resume_from > 0) add("Range: bytes=" + std::to_string(t.request.resume_from) + "-");
    t.header_list.reset(list);
    set(ok, easy, CURLOPT_HTTPHEADER, list);
}

}  // namespace

bool prepare(Transfer& t, const Endpoint& endpoint, const HttpLimits& limits) {
    t.easy.reset(curl_easy_init());
    CURL* easy = t.easy.get();
    if (easy == nullptr) return false;
    t.header_bytes_max = limits.header_bytes;
    bool ok = true;
    set_message(ok, easy, t, endpoint);
    set_trust(ok, easy, t, endpoint);
    set_limits(ok, easy, t, limits);
    set(ok, easy, CURLOPT_HEADERFUNCTION, &on_header);
    set(ok, easy, CURLOPT_HEADERDATA, static_cast<void*>(&t));
    set(ok, easy, CURLOPT_WRITEFUNCTION, &on_body);
    set(ok, easy, CURLOPT_WRITEDATA, static_cast<void*>(&t));
    set(ok, easy, CURLOPT_ERRORBUFFER, static_cast<char*>(t.curl_error));
    set(ok, easy, CURLOPT_PRIVATE, static_cast<void*>(&t));
    return ok;
}

Result<Response> conclude(Transfer& t, CURLcode code) {
    if (!t.complaint.empty()) return fail(Fault::Invalid, t.complaint);
    if (code != CURLE_OK) {
        std::string why = t.curl_error[0] != 0 ? t.curl_error : curl_easy_strerror(code);
        const bool untrusted = code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_PINNEDPUBKEYNOTMATCH;
        return fail(untrusted ? Fault::Forged : Fault::Offline, "curl " + std::to_string(code) + ": " + why);
    }
    // Measured: curl 7.88 says OK to an answer that was cut in the middle of its headers.
    if (!t.headers_whole) return fail(Fault::Invalid, "answer cut in its headers");
    if (t.response.status < 200) return fail(Fault::Invalid, "answer without a status");
    curl_off_t after_s = 0;  // 0 means absent
    curl_easy_getinfo(t.easy.get(), CURLINFO_RETRY_AFTER, &after_s);
    t.response.retry_after_ms = std::clamp<std::int64_t>(after_s, 0, std::int64_t{24} * 3600) * 1000;
    if (const std::string date(t.response.header("date")); !date.empty())
        if (const time_t at = curl_getdate(date.c_str(), nullptr); at > 0) t.response.date_ms = std::int64_t{at} * 1000;
    return std::move(t.response);
}

}  // namespace aaben::http
