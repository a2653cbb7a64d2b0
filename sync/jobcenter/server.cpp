#include "jobcenter/server.hpp"

#include <atomic>
#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <chrono>
#include <optional>
#include <thread>
#include <tuple>

#include "jobcenter/server_tls.hpp"
#include "jobcenter/strangers.hpp"
#include "platform/log.hpp"
#include "wire/kiosk_report.hpp"
#include "wire/problem.hpp"

namespace aaben::jobcenter {
namespace {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using net::ip::tcp;
using Stream = beast::ssl_stream<beast::tcp_stream>;
using Wait = std::chrono::seconds;
using Code = boost::system::error_code;

constexpr std::size_t head_bytes_max = std::size_t{16} * 1024;
constexpr std::size_t read_bytes = std::size_t{16} * 1024;
constexpr std::size_t first_read_bytes = 1024;                     // of a connection that waits, mostly for nothing
constexpr std::size_t write_bytes = std::size_t{256} * 1024;       // each such piece has the body's time
constexpr std::size_t drain_bytes_max = std::size_t{1024} * 1024;  // read and dropped after a refusal
constexpr Wait drain_time{2};
constexpr Wait stop_time{5};

std::string http_date(WallMs now_ms) {
    const auto seconds = static_cast<time_t>(now_ms.ms / 1000);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[40];
    const std::size_t size = std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return std::string(text, size);
}

auto into(Code& code) {
    return net::redirect_error(net::use_awaitable, code);
}

class Counted {
  public:
    explicit Counted(std::atomic<int>& count) : count_(count) { ++count_; }
    ~Counted() { --count_; }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;

  private:
    std::atomic<int>& count_;
};

// A connection's place among the strangers, until it shows a certificate or ends. Made and ended on its strand.
class StrangersPlace {
  public:
    StrangersPlace(Strangers& strangers, const std::string& address, Stream& stream)
        : strangers_(strangers), here_(std::make_shared<Stream*>(&stream)) {
        ticket_ = strangers_.enter(address, [here = std::weak_ptr(here_), strand = stream.get_executor()] {
            net::post(strand, [here] {
                if (const auto still = here.lock()) beast::get_lowest_layer(**still).close();
            });
        });
    }
    ~StrangersPlace() { leave(); }
    StrangersPlace(const StrangersPlace&) = delete;
    StrangersPlace& operator=(const StrangersPlace&) = delete;
    void leave() {
        here_.reset();
        strangers_.leave(ticket_);
    }

  private:
    Strangers& strangers_;
    std::shared_ptr<Stream*> here_;
    std::uint64_t ticket_ = 0;
};

}  // namespace

struct Server::Running {
    Running(const Config& configured, Service& answers, const Clock& time, int lanes)
        : config(configured),
          service(answers),
          clock(time),
          strangers(configured.limits.strangers_max),
          tls(net::ssl::context::tls_server),
          acceptor(io),
          store_lanes(static_cast<std::size_t>(lanes)) {}

    Result<> listen();
    net::awaitable<void> accept_loop();
    net::awaitable<void> serve(tcp::socket socket);
    net::awaitable<bool> serve_one(Stream& stream, beast::flat_buffer& buffer, Request& request);
    net::awaitable<bool> take_body(Stream& stream, beast::flat_buffer& buffer,
                                   http::request_parser<http::string_body>& parser, Wait wait, Answer& refusal);
    net::awaitable<Answer> ask(const Request& request);
    net::awaitable<bool> send(Stream& stream, const Answer& answer, bool keep);
    net::awaitable<void> refuse(Stream& stream, beast::flat_buffer& buffer, Answer refusal);
    // Strangers wait shorter, whatever a kiosk on a slow line is given.
    [[nodiscard]] Wait patience(const Request& request, int seconds) const {
        return Wait(request.sender ? seconds : std::min(seconds, config.limits.stranger_timeout_s));
    }
    static void in_time(Stream& stream, Wait wait) { beast::get_lowest_layer(stream).expires_after(wait); }

    const Config config;
    Service& service;
    const Clock& clock;
    // Before io: connections still waiting are destroyed with io, and count themselves out here.
    std::atomic<int> kiosks{0};
    Strangers strangers;
    std::atomic<int> in_hand{0};
    std::atomic<bool> stopping{false};
    net::io_context io;
    net::ssl::context tls;
    tcp::acceptor acceptor;
    net::thread_pool store_lanes;
    std::vector<std::thread> threads;
};

Result<> Server::Running::listen() {
    Code code;
    const tcp::endpoint endpoint(net::ip::make_address(config.address, code), config.port);
    if (code) return fail(Fault::Invalid, "listen.address is no IP address: " + config.address);
    if (acceptor.open(endpoint.protocol(), code) || acceptor.set_option(net::socket_base::reuse_address(true), code) ||
        acceptor.bind(endpoint, code) || acceptor.listen(net::socket_base::max_listen_connections, code))
        return fail(Fault::Busy, "cannot listen on " + config.address + ":" + std::to_string(config.port) + ": " +
                                     code.message() + "; is another jobcenter running?");
    return Done{};
}

net::awaitable<void> Server::Running::accept_loop() {
    net::steady_timer pause(io);
    while (!stopping) {
        Code code;
        tcp::socket socket = co_await acceptor.async_accept(net::make_strand(io), into(code));
        if (stopping) co_return;
        if (code) {  // out of file descriptors, most likely: the connections in hand will free some
            pause.expires_after(std::chrono::milliseconds(100));
            co_await pause.async_wait(into(code));
            continue;
        }
        const auto executor = socket.get_executor();
        net::co_spawn(executor, serve(std::move(socket)), net::detached);
    }
}

net::awaitable<void> Server::Running::serve(tcp::socket socket) {
    Code code;
    Request request;
    std::ignore = socket.set_option(tcp::no_delay(true), code);
    if (const auto peer = socket.remote_endpoint(code); !code) request.address = peer.address().to_string();
    Stream stream(std::move(socket), tls);
    StrangersPlace place(strangers, request.address, stream);
    in_time(stream, Wait(config.limits.handshake_timeout_s));
    co_await stream.async_handshake(net::ssl::stream_base::server, into(code));
    if (code) co_return;
    request.sender = sender_of(stream.native_handle());
    std::optional<Counted> known;
    if (request.sender) {
        place.leave();
        if (kiosks >= config.limits.connections_max) co_return;  // a kiosk tries again later
        known.emplace(kiosks);
    }
    beast::flat_buffer buffer(head_bytes_max + read_bytes);
    while (co_await serve_one(stream, buffer, request)) {
    }
    in_time(stream, drain_time);
    co_await stream.async_shutdown(into(code));
}

// One request; says whether the connection goes on.
net::awaitable<bool> Server::Running::serve_one(Stream& stream, beast::flat_buffer& buffer, Request& request) {
    Code code;
    if (buffer.size() == 0) {  // waiting for a request may last; its head, once begun, may not
        buffer.shrink_to_fit();
        in_time(stream, patience(request, config.limits.idle_timeout_s));
        const std::size_t n = co_await stream.async_read_some(buffer.prepare(first_read_bytes), into(code));
        if (code || stopping) co_return false;
        buffer.commit(n);
    }
    const Counted one(in_hand);
    http::request_parser<http::string_body> parser;
    parser.header_limit(head_bytes_max);
    parser.body_limit(boost::none);  // the head's Content-Length is judged below, before any of it is read
    in_time(stream, patience(request, config.limits.head_timeout_s));
    co_await http::async_read_header(stream, buffer, parser, into(code));
    if (code == http::error::header_limit || code == http::error::buffer_overflow) {
        co_await refuse(stream, buffer, problem_answer(431, wire::problems::too_large, "the head is over 16 KiB"));
        co_return false;
    }
    if (code) {
        if (code.category() == http::make_error_code(http::error::bad_method).category() &&
            code != http::error::end_of_stream && code != http::error::partial_message)
            co_await refuse(stream, buffer, problem_answer(400, wire::problems::malformed, "this is not HTTP/1.1"));
        co_return false;
    }
    const std::string target(parser.get().target());
    request.path = target.substr(0, target.find('?'));
    request.method = std::string(parser.get().method_string());
    request.if_none_match = std::string(parser.get()[http::field::if_none_match]);
    request.range = std::string(parser.get()[http::field::range]);
    request.report = std::string(parser.get()[std::string(wire::kiosk_report_header)]);
    request.if_range = std::string(parser.get()[http::field::if_range]);

    Answer refusal;
    if (!request.sender && needs_certificate(request.path)) {
        co_await refuse(stream, buffer, stranger_answer());
        co_return false;
    }
    if (!co_await take_body(stream, buffer, parser, patience(request, config.limits.body_timeout_s), refusal)) {
        if (!refusal.body.empty()) co_await refuse(stream, buffer, refusal);
        co_return false;
    }
    request.body = std::move(parser.get().body());
    const bool keep = parser.get().keep_alive() && !stopping && request.method != "HEAD";
    Answer answer;  // in two branches: GCC 12 destroys the answer twice when one arm of ?: awaits
    if (answered_at_once(request.path))
        answer = service.answer(request);
    else
        answer = co_await ask(request);
    std::string().swap(request.body);  // clear() would keep the memory while the connection waits
    const bool sent = co_await send(stream, answer, keep);
    co_return sent&& keep;
}

// False: with a refusal to send, or (refusal.body empty) with a connection that broke.
net::awaitable<bool> Server::Running::take_body(Stream& stream, beast::flat_buffer& buffer,
                                                http::request_parser<http::string_body>& parser, Wait wait,
                                                Answer& refusal) {
    const auto& head = parser.get();
    const bool has_body = head.method() == http::verb::post || head.method() == http::verb::put;
    const auto length = parser.content_length();
    if (parser.chunked() || (has_body && !length)) {
        refusal = problem_answer(411, wire::problems::malformed, "a body needs a Content-Length");
        co_return false;
    }
    const std::string target(head.target());
    const std::size_t most = body_bytes_max(std::string_view(target).substr(0, target.find('?')));
    if (length && *length > most) {
        refusal = problem_answer(413, wire::problems::too_large, "at most " + std::to_string(most) + " bytes");
        co_return false;
    }
    Code code;
    in_time(stream, wait);
    if (beast::iequals(head[http::field::expect], "100-continue")) {
        http::response<http::empty_body> go_on(http::status::continue_, 11);
        co_await http::async_write(stream, go_on, into(code));
        if (code) co_return false;
    }
    co_await http::async_read(stream, buffer, parser, into(code));
    co_return !code;
}

// The store may block, so its calls run on lanes of their own and never hold up the network's threads.
net::awaitable<Answer> Server::Running::ask(const Request& request) {
    auto work = [this, &request]() -> net::awaitable<Answer> {
        try {
            co_return service.answer(request);
        } catch (const std::exception& error) {
            log(LogLevel::Alert, "jobcenter", std::string("a request failed: ") + error.what());
            co_return problem_answer(503, wire::problems::busy,
                                     "the jobcenter failed on this request; nothing was taken in");
        }
    };
    co_return co_await net::co_spawn(store_lanes, std::move(work), net::use_awaitable);
}

net::awaitable<bool> Server::Running::send(Stream& stream, const Answer& answer, bool keep) {
    const std::string_view body = answer.shared ? std::string_view(*answer.shared).substr(answer.offset, answer.size)
                                                : std::string_view(answer.body);
    http::response<http::empty_body> head(static_cast<http::status>(answer.status), 11);
    head.set(http::field::date, http_date(clock.wall_ms()));
    head.set(http::field::cache_control, "no-store");
    for (const auto& [name, value] : answer.headers) head.set(name, value);
    if (answer.status != 304) head.set(http::field::content_type, answer.type);
    // A 304 has no body; its length is that of the body it stands for (RFC 9110 § 8.6).
    head.content_length(answer.status == 304 ? answer.size : body.size());
    head.keep_alive(keep);
    http::response_serializer<http::empty_body> serializer(head);
    Code code;
    in_time(stream, Wait(config.limits.body_timeout_s));
    if (body.size() <= read_bytes) {  // the usual answer leaves as one TLS record
        std::ostringstream text;
        text << head.base();
        std::string whole = text.str();
        if (answer.status != 304) whole += body;
        co_await net::async_write(stream, net::buffer(whole), into(code));
        co_return !code;
    }
    co_await http::async_write_header(stream, serializer, into(code));
    for (std::size_t at = 0; !code && at < body.size(); at += write_bytes) {
        in_time(stream, Wait(config.limits.body_timeout_s));
        const std::string_view piece = body.substr(at, write_bytes);
        co_await net::async_write(stream, net::buffer(piece.data(), piece.size()), into(code));
    }
    co_return !code;
}

// What still comes is read and dropped: a socket closed over unread bytes resets, and the answer would be lost with it.
net::awaitable<void> Server::Running::refuse(Stream& stream, beast::flat_buffer& buffer, Answer refusal) {
    if (!co_await send(stream, refusal, false)) co_return;
    Code code;
    in_time(stream, drain_time);
    for (std::size_t seen = 0; !code && seen < drain_bytes_max;) {
        buffer.clear();
        seen += co_await stream.async_read_some(buffer.prepare(read_bytes), into(code));
    }
}

Server::Server(std::unique_ptr<Running> running) : running_(std::move(running)) {}

Server::~Server() {
    stop();
}

Result<std::unique_ptr<Server>> Server::start(const Config& config, Service& service, const Clock& clock, int lanes) {
    try {
        auto running = std::make_unique<Running>(config, service, clock, lanes);
        if (auto ready = prepare_tls(running->tls, config); !ready) return ready.error();
        if (auto listening = running->listen(); !listening) return listening.error();
        net::co_spawn(running->io, running->accept_loop(), net::detached);
        const int threads =
            config.threads > 0 ? config.threads : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
        for (int i = 0; i < threads; ++i) running->threads.emplace_back([io = &running->io] { io->run(); });
        return std::unique_ptr<Server>(new Server(std::move(running)));
    } catch (const std::exception& error) {
        return fail(Fault::Io, std::string("the server cannot start: ") + error.what());
    }
}

std::uint16_t Server::port() const {
    Code code;
    return running_->acceptor.local_endpoint(code).port();
}

void Server::stop() {
    if (running_->stopping.exchange(true)) return;
    net::post(running_->io, [running = running_.get()] {
        Code code;
        std::ignore = running->acceptor.close(code);
    });
    const auto until = std::chrono::steady_clock::now() + stop_time;
    while (running_->in_hand > 0 && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    running_->store_lanes.join();
    running_->io.stop();
    for (std::thread& thread : running_->threads) thread.join();
}

}  // namespace aaben::jobcenter
