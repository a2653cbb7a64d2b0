#include "hostile/tls_server.hpp"

#include <arpa/inet.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <stdexcept>

namespace aaben::hostile {
namespace {

X509* read_certificate(const std::string& pem) {
    BIO* bio = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
    X509* certificate = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr);
    BIO_free(bio);
    return certificate;
}

int choose_h2(SSL*, const unsigned char** out, unsigned char* length, const unsigned char* in, unsigned in_length,
              void*) {
    static const unsigned char h2[] = {2, 'h', '2'};
    const int found = SSL_select_next_proto(const_cast<unsigned char**>(out), length, h2, sizeof h2, in, in_length);
    return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

}  // namespace

std::string http_answer(int status, std::string_view body, std::string_view more_headers) {
    std::string out = "HTTP/1.1 " + std::to_string(status) + " Test\r\n";
    out.append(more_headers);
    out.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n\r\n").append(body);
    return out;
}

bool Connection::read_request(RawRequest& request) {
    request = {};
    std::size_t end = 0;
    char buffer[16384];
    while ((end = ahead_.find("\r\n\r\n")) == std::string::npos) {
        const int n = SSL_read(ssl_, buffer, sizeof buffer);
        if (n <= 0) return open_ = false;
        ahead_.append(buffer, static_cast<std::size_t>(n));
    }
    const std::string head = ahead_.substr(0, end);
    ahead_.erase(0, end + 4);
    const auto first = head.find(' ');
    const auto second = head.find(' ', first + 1);
    request.method = head.substr(0, first);
    request.path = head.substr(first + 1, second - first - 1);
    for (std::size_t at = head.find("\r\n"); at != std::string::npos;) {
        const auto next = head.find("\r\n", at + 2);
        const std::string line = head.substr(at + 2, next == std::string::npos ? std::string::npos : next - at - 2);
        if (const auto colon = line.find(": "); colon != std::string::npos)
            request.headers[lower(line.substr(0, colon))] = line.substr(colon + 2);
        at = next;
    }
    const auto length = static_cast<std::size_t>(std::atoll(request.headers["content-length"].c_str()));
    while (ahead_.size() < length) {
        const int n = SSL_read(ssl_, buffer, sizeof buffer);
        if (n <= 0) return open_ = false;
        ahead_.append(buffer, static_cast<std::size_t>(n));
    }
    request.body = ahead_.substr(0, length);
    ahead_.erase(0, length);
    return true;
}

bool Connection::write(std::string_view bytes) {
    {
        const std::lock_guard pass(fence_);
    }
    while (!bytes.empty() && open_ && !stopping_) {
        const int n = SSL_write(ssl_, bytes.data(), static_cast<int>(std::min<std::size_t>(bytes.size(), 1 << 20)));
        if (n <= 0) return open_ = false;
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return open_ && !stopping_;
}

bool Connection::drip(std::string_view bytes, int pause_ms) {
    for (const char c : bytes) {
        if (!write({&c, 1})) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(pause_ms));
    }
    return true;
}

void Connection::end_politely() {
    SSL_shutdown(ssl_);
    cut();
}

void Connection::cut() {
    {
        const std::lock_guard pass(fence_);
    }
    ::shutdown(fd_, SHUT_RDWR);
    open_ = false;
}

TlsServer::TlsServer(ServerTls tls, Handler handler, int port) : tls_(std::move(tls)), handler_(std::move(handler)) {
    std::signal(SIGPIPE, SIG_IGN);
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int yes = 1;
    ::setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 || ::listen(listener_, 64) != 0)
        throw std::runtime_error("the test server could not listen");
    socklen_t size = sizeof address;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_loop(); });
}

TlsServer::~TlsServer() {
    stopping_ = true;
    {
        const std::lock_guard lock(mutex_);
        for (const int fd : open_fds_) ::shutdown(fd, SHUT_RDWR);
    }
    acceptor_.join();
    for (auto& worker : workers_) worker.join();
    ::close(listener_);
}

void TlsServer::become(ServerTls tls) {
    const std::lock_guard lock(mutex_);
    tls_ = std::move(tls);
    for (const int fd : open_fds_) ::shutdown(fd, SHUT_RDWR);  // kept-alive connections belong to the old one
}

void TlsServer::answer_with(Handler handler) {
    const std::lock_guard lock(mutex_);
    handler_ = std::move(handler);
}

void TlsServer::settle() {
    {
        const std::lock_guard pass(fence_);
    }
    const std::lock_guard pass(mutex_);
}

void TlsServer::accept_loop() {
    while (!stopping_) {
        pollfd wait{listener_, POLLIN, 0};
        if (::poll(&wait, 1, 20) <= 0) continue;
        const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (fd < 0) continue;
        ++connections_;
        const std::lock_guard lock(mutex_);
        open_fds_.push_back(fd);
        workers_.emplace_back([this, fd] { serve(fd); });
    }
}

std::shared_ptr<SSL_CTX> TlsServer::context() {
    const std::lock_guard lock(mutex_);
    std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free);
    SSL_CTX_set_security_level(context.get(), 0);  // a liar also speaks what is long forbidden
    SSL_CTX_set_cipher_list(context.get(), "ALL:@SECLEVEL=0");
    SSL_CTX_set_min_proto_version(context.get(), TLS1_VERSION);
    if (tls_.newest_version != 0) SSL_CTX_set_max_proto_version(context.get(), tls_.newest_version);
    X509* certificate = read_certificate(tls_.identity.certificate_pem);
    SSL_CTX_use_certificate(context.get(), certificate);
    X509_free(certificate);
    BIO* bio = BIO_new_mem_buf(tls_.identity.key_pem.data(), static_cast<int>(tls_.identity.key_pem.size()));
    EVP_PKEY* key = PEM_read_bio_PrivateKey(bio, nullptr, nullptr, nullptr);
    SSL_CTX_use_PrivateKey(context.get(), key);
    EVP_PKEY_free(key);
    BIO_free(bio);
    if (!tls_.client_ca_pem.empty()) {
        X509* authority = read_certificate(tls_.client_ca_pem);
        X509_STORE_add_cert(SSL_CTX_get_cert_store(context.get()), authority);
        SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
        X509_free(authority);
    }
    if (tls_.http2_only) SSL_CTX_set_alpn_select_cb(context.get(), &choose_h2, nullptr);
    return context;
}

void TlsServer::serve(int fd) {
    bool garbage = false;
    bool mute = false;
    {
        const std::lock_guard lock(mutex_);
        garbage = tls_.plain_garbage;
        mute = tls_.mute;
    }
    for (char byte = 0; mute && !stopping_ && ::recv(fd, &byte, 1, 0) > 0;) {
    }
    const auto tls = context();
    SSL* ssl = SSL_new(tls.get());
    SSL_set_fd(ssl, fd);
    if (garbage) {
        static constexpr std::string_view text = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
        [[maybe_unused]] const auto sent = ::send(fd, text.data(), text.size(), MSG_NOSIGNAL);
    } else if (SSL_accept(ssl) == 1) {
        std::string peer;
        if (X509* certificate = SSL_get1_peer_certificate(ssl)) {
            char name[128] = {};
            X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name, sizeof name);
            peer = name;
            X509_free(certificate);
        }
        Connection connection(ssl, fd, stopping_, fence_);
        RawRequest request;
        while (!stopping_ && connection.open() && connection.read_request(request)) {
            ++requests_;
            request.peer = peer;
            Handler handler;
            {
                const std::lock_guard lock(mutex_);
                handler = handler_;
            }
            handler(connection, request);
        }
    }
    SSL_free(ssl);
    const std::lock_guard lock(mutex_);
    std::erase(open_fds_, fd);
    ::shutdown(fd, SHUT_RDWR);
    ::close(fd);
}

}  // namespace aaben::hostile
