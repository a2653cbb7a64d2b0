// One HTTPS connection to a jobcenter, as libcurl makes it, with whatever certificate a test wants to show. One thread.
// Always: a reply with `curl` not 0 never reached an answer, and `error` says why.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace aaben::jobcenter_rig {

struct Reply {
    int curl = 0;
    std::string error;
    long status = 0;
    std::string body;
    std::map<std::string, std::string> headers;  // names in lower case
};

class WireClient {
  public:
    // An empty certificate: none is shown.
    WireClient(std::uint16_t port, const std::filesystem::path& ca, const std::filesystem::path& certificate = {},
               const std::filesystem::path& key = {});
    ~WireClient();
    WireClient(WireClient&&) noexcept;
    WireClient& operator=(WireClient&&) = delete;

    Reply get(const std::string& path, const std::vector<std::string>& headers = {});
    Reply post(const std::string& path, const std::string& body, const std::vector<std::string>& headers = {});
    Reply method(const std::string& word, const std::string& path);
    void at_most_tls_1_1();
    void lose_the_answer();  // the next request is sent whole and its answer never read

  private:
    struct Handle;
    Reply perform(const std::string& path, const std::vector<std::string>& headers);
    std::unique_ptr<Handle> handle_;
};

}  // namespace aaben::jobcenter_rig
