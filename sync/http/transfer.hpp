// One request on its way, as curl sees it: an easy handle, its callbacks and what they counted. Private to the http
// library, on its one thread. Always: what is collected is bounded; a broken promise of framing is remembered in
// `complaint`.
#pragma once

#include <curl/curl.h>

#include <memory>
#include <string>

#include "http/curl_transport.hpp"

namespace aaben::http {

struct EasyFree {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct ListFree {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

struct Transfer {
    Ticket ticket = 0;
    Request request;
    Response response;
    std::unique_ptr<CURL, EasyFree> easy;
    std::unique_ptr<curl_slist, ListFree> header_list;
    std::size_t header_bytes = 0;
    std::size_t header_bytes_max = 0;
    std::uint64_t body_bytes = 0;
    bool has_length = false;
    bool chunked = false;
    bool headers_whole = false;
    bool sink_began = false;
    std::string complaint;  // why we ended it; empty when curl did
    const CertificateTime* certificate_time = nullptr;
    char curl_error[CURL_ERROR_SIZE] = {};
};

// Makes the easy handle of `transfer` ready to be added to the multi handle.
[[nodiscard]] bool prepare(Transfer& transfer, const Endpoint& endpoint, const HttpLimits& limits);

// What the caller is told, once curl says that the transfer ended with `code`.
[[nodiscard]] Result<Response> conclude(Transfer& transfer, CURLcode code);

}  // namespace aaben::http
