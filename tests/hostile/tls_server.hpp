// A TLS server that does exactly what a test tells it, lies included: it hands every request to a handler, which writes
// raw bytes. A thread a connection; the handler is called on those threads. Always: stopping it ends every connection.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "hostile/pki.hpp"

using SSL = struct ssl_st;
using SSL_CTX = struct ssl_ctx_st;

namespace aaben::hostile {

struct ServerTls {
    Certified identity = {};
    std::string client_ca_pem = {};  // empty: no client certificate is asked for
    int newest_version = 0;          // 0: no limit; else OpenSSL's TLS1_1_VERSION …
    bool http2_only = false;         // ALPN answers h2 or refuses
    bool plain_garbage = false;      // not TLS at all
    bool mute = false;               // takes the connection and never says a word
};

struct RawRequest {
    std::string method;
    std::string path;
    std::map<std::string, std::string> headers;  // names in lower case
    std::string body;
    std::string peer;  // CN of the client's certificate; empty without one
};

class Connection {
  public:
    Connection(SSL* ssl, int fd, const std::atomic<bool>& stopping, std::mutex& fence)
        : ssl_(ssl), fd_(fd), stopping_(stopping), fence_(fence) {}
    bool read_request(RawRequest& request);
    bool write(std::string_view bytes);
    bool drip(std::string_view bytes, int pause_ms);  // byte by byte, until the other side or the test ends it
    void end_politely();                              // close_notify, then close
    void cut();                                       // close without a word
    [[nodiscard]] bool stopping() const { return stopping_; }
    [[nodiscard]] bool open() const { return open_; }

  private:
    SSL* ssl_;
    int fd_;
    const std::atomic<bool>& stopping_;
    std::mutex& fence_;  // passed before anything goes out: what the handler noted is then seen by whoever settles
    std::string ahead_;  // read but not yet asked for
    bool open_ = true;
};

using Handler = std::function<void(Connection&, const RawRequest&)>;

class TlsServer {
  public:
    TlsServer(ServerTls tls, Handler handler, int port = 0);
    ~TlsServer();
    TlsServer(const TlsServer&) = delete;
    TlsServer& operator=(const TlsServer&) = delete;

    [[nodiscard]] int port() const { return port_; }
    [[nodiscard]] std::string url() const { return "https://localhost:" + std::to_string(port_); }
    [[nodiscard]] int requests() const { return requests_; }
    [[nodiscard]] int connections() const { return connections_; }
    void become(ServerTls tls);  // for the connections that come
    void answer_with(Handler handler);
    // Between the test and the handlers: what one wrote before, the other sees after. A socket orders nothing for a
    // thread sanitizer, though the answer came through it.
    void settle();

  private:
    void accept_loop();
    void serve(int fd);
    std::shared_ptr<SSL_CTX> context();

    std::mutex mutex_;
    std::mutex fence_;
    ServerTls tls_;
    Handler handler_;
    std::atomic<bool> stopping_{false};
    std::atomic<int> requests_{0};
    std::atomic<int> connections_{0};
    int listener_ = -1;
    int port_ = 0;
    std::thread acceptor_;
    std::vector<std::thread> workers_;
    std::vector<int> open_fds_;
};

[[nodiscard]] std::string http_answer(int status, std::string_view body, std::string_view more_headers = "");

}  // namespace aaben::hostile
