// Every measured trap of facts about libcurl and of servers that lie, against the real transport.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <chrono>
#include <thread>

#include "hostile/tls_server.hpp"
#include "http/curl_transport.hpp"

using namespace aaben;
using namespace aaben::hostile;
using http::CurlTransport;

namespace {

constexpr int tls11 = 0x0302;
constexpr int tls12 = 0x0303;

struct World {
    Certified authority = make_authority("Test CA");
    Certified server = issue(authority, {.common_name = "localhost", .server = true});
    Certified device = issue(authority, {.common_name = "kiosk-test"});

    [[nodiscard]] ServerTls tls() const { return {.identity = server, .client_ca_pem = authority.certificate_pem}; }
    [[nodiscard]] http::Endpoint endpoint(const TlsServer& s) const {
        return {s.url(),
                authority.certificate_pem,
                {http::pin_of(server.certificate_pem).value()},
                device.certificate_pem,
                device.key_pem};
    }
};

const World& world() {
    static const World w;
    return w;
}

http::HttpLimits hasty() {
    return {.connect_timeout_ms = 2'000, .low_speed_bytes_s = 100, .low_speed_s = 1};
}

std::unique_ptr<CurlTransport> transport(http::Endpoint endpoint, http::CertificateTime wall_ms = {}) {
    auto made = CurlTransport::open(std::move(endpoint), hasty(), std::move(wall_ms));
    REQUIRE(made.ok());
    return std::move(made).value();
}

Result<http::Response> get(CurlTransport& transport, http::Request request) {
    if (request.path.empty()) request.path = "/v1/health";
    if (request.timeout_ms == 30'000) request.timeout_ms = 3'000;
    const auto ticket = transport.start(std::move(request));
    const auto start = std::chrono::steady_clock::now();
    while (std::chrono::steady_clock::now() - start < std::chrono::seconds(10))
        for (auto& finished : transport.poll(200))
            if (finished.ticket == ticket) return std::move(finished.result);
    return fail(Fault::Io, "never ended");
}

Handler raw(std::string bytes, bool politely = true) {
    return [bytes = std::move(bytes), politely](Connection& c, const RawRequest&) {
        c.write(bytes);
        politely ? c.end_politely() : c.cut();
    };
}

struct Collected final : http::BodySink {
    std::string bytes;
    std::vector<int> begun;
    bool begin(int status) override {
        begun.push_back(status);
        if (status == 200) bytes.clear();
        return true;
    }
    bool write(std::string_view part) override { return bytes.append(part), true; }
};

}  // namespace

TEST_CASE("a request carries the device's certificate, speaks HTTP/1.1 and brings body, headers and date back") {
    RawRequest seen;
    TlsServer server(world().tls(), [&](Connection& c, const RawRequest& r) {
        seen = r;
        c.write(http_answer(200, "{\"status\":\"ok\"}", "Date: Sat, 21 Nov 2026 12:00:00 GMT\r\nETag: \"abc\"\r\n"));
    });
    auto t = transport(world().endpoint(server));
    const auto answer = get(*t, {.method = http::Method::Post,
                                 .path = "/v1/entries",
                                 .content_type = "application/x-ndjson",
                                 .body = "line\n"});
    server.settle();
    REQUIRE(answer.ok());
    CHECK(answer->status == 200);
    CHECK(answer->body == "{\"status\":\"ok\"}");
    CHECK(answer->header("etag") == "\"abc\"");
    CHECK(answer->date_ms == 1'795'262'400'000);
    CHECK(answer->retry_after_ms == 0);
    CHECK(seen.peer == "kiosk-test");
    CHECK(seen.method == "POST");
    CHECK(seen.body == "line\n");
    CHECK(seen.headers["content-type"] == "application/x-ndjson");
    CHECK_FALSE(seen.headers.contains("accept-encoding"));
    CHECK_FALSE(seen.headers.contains("expect"));
}

TEST_CASE("one connection is used for many requests") {
    TlsServer server(world().tls(), [](Connection& c, const RawRequest&) { c.write(http_answer(200, "x")); });
    auto t = transport(world().endpoint(server));
    for (int i = 0; i < 5; ++i) REQUIRE(get(*t, {}).ok());
    CHECK(server.connections() == 1);
    CHECK(server.requests() == 5);
}

TEST_CASE("an answer whose framing does not prove that it is whole is a failure") {
    struct Row {
        const char* name;
        std::string bytes;
        bool politely;
    };
    const auto row = GENERATE(
        Row{"no length, ended by close_notify", "HTTP/1.1 200 OK\r\n\r\nbody", true},
        Row{"no length, ended by a bare close", "HTTP/1.1 200 OK\r\n\r\nbody", false},
        Row{"length too long", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nbody", true},
        Row{"chunked, cut in the chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nbody", true},
        Row{"chunked, no last chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n", true},
        Row{"chunked, cut without close_notify", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n",
            false},
        Row{"cut in the headers", "HTTP/1.1 200 OK\r\nContent-Le", false}, Row{"nothing at all", "", true},
        Row{"nothing at all, not even close_notify", "", false},
        Row{"two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 2\r\n\r\nbody", true},
        Row{"a negative length", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nbody", true},
        Row{"HTTP/0.9", "just text", true}, Row{"not HTTP", "SSH-2.0-OpenSSH_9.2\r\n\r\n", true},
        Row{"compressed", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nbody", true},
        Row{"HTTP/2 in the status line", "HTTP/2 200\r\nContent-Length: 4\r\n\r\nbody", true});
    INFO(row.name);
    TlsServer server(world().tls(), raw(row.bytes, row.politely));
    auto t = transport(world().endpoint(server));
    const auto answer = get(*t, {});
    CHECK_FALSE(answer.ok());
    server.answer_with([](Connection& c, const RawRequest&) { c.write(http_answer(200, "well")); });
    CHECK(get(*t, {}).ok());  // and it recovers
}

TEST_CASE("chunked, complete, with close or kept alive, is taken") {
    TlsServer server(world().tls(),
                     raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n", false));
    auto t = transport(world().endpoint(server));
    const auto answer = get(*t, {});
    REQUIRE(answer.ok());
    CHECK(answer->body == "body");
}

TEST_CASE("redirects are not followed, 204 and 304 have no body, Retry-After is read") {
    TlsServer server(world().tls(), raw(http_answer(302, "", "Location: https://localhost:1/\r\n")));
    auto t = transport(world().endpoint(server));
    CHECK(get(*t, {})->status == 302);
    CHECK(server.requests() == 1);
    server.answer_with(raw("HTTP/1.1 204 No Content\r\n\r\n"));
    CHECK(get(*t, {})->status == 204);
    server.answer_with(raw("HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n"));
    CHECK(get(*t, {})->status == 304);
    server.answer_with(raw(http_answer(503, "", "Retry-After: 17\r\n")));
    CHECK(get(*t, {})->retry_after_ms == 17'000);
}

TEST_CASE("who is not our jobcenter is not spoken to") {
    const Certified stranger = make_authority("Another CA");
    TlsServer server(world().tls(), raw(http_answer(200, "x")));
    auto endpoint = world().endpoint(server);
    ServerTls tls = world().tls();
    SECTION("another authority") {
        tls.identity = issue(stranger, {.common_name = "localhost", .server = true});
    }
    SECTION("our authority, a key that is not pinned") {
        tls.identity = issue(world().authority, {.common_name = "localhost", .server = true});
    }
    SECTION("expired") {
        endpoint.pins.clear();
        tls.identity =
            issue(world().authority, {.common_name = "localhost", .server = true, .from_s = -7200, .until_s = -3600});
    }
    SECTION("a device's certificate used as a server's") {
        endpoint.pins.clear();
        tls.identity = issue(world().authority, {.common_name = "localhost"});
    }
    SECTION("TLS 1.1") {
        tls.newest_version = tls11;
    }
    SECTION("HTTP/2 only") {
        tls.http2_only = true;
    }
    SECTION("silent in the handshake") {
        tls.mute = true;
    }
    SECTION("not TLS") {
        tls.plain_garbage = true;
    }
    SECTION("another host name") {
        tls.identity = issue(world().authority, {.common_name = "localhost", .server = true});
        endpoint.base_url = "https://127.0.0.2:" + std::to_string(server.port());
    }
    server.become(tls);
    auto t = transport(endpoint);
    CHECK_FALSE(get(*t, {}).ok());
    CHECK(server.requests() == 0);
}

TEST_CASE("TLS 1.2 is enough, and of two pins either is enough") {
    ServerTls tls = world().tls();
    tls.newest_version = tls12;
    TlsServer server(tls, raw(http_answer(200, "x")));
    auto endpoint = world().endpoint(server);
    endpoint.pins.insert(endpoint.pins.begin(), http::pin_of(world().device.certificate_pem).value());
    auto t = transport(endpoint);
    CHECK(get(*t, {}).ok());
}

TEST_CASE("certificates are judged at the clock that is handed in, not at the machine's") {
    TlsServer server(world().tls(), raw(http_answer(200, "x")));
    auto early = transport(world().endpoint(server), [] { return WallMs{0}; });
    CHECK_FALSE(get(*early, {}).ok());
    const WallMs now = std::int64_t{std::time(nullptr)} * 1000;
    auto right = transport(world().endpoint(server), [now] { return now; });
    CHECK(get(*right, {}).ok());
}

TEST_CASE("what never ends is ended: loris, endless body, endless headers, silence") {
    struct Row {
        const char* name;
        Handler handler;
    };
    const auto row = GENERATE(
        Row{"slow loris",
            [](Connection& c, const RawRequest&) {
                c.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
                c.drip(std::string(1000, 'x'), 50);
            }},
        Row{"slow loris in the headers",
            [](Connection& c, const RawRequest&) { c.drip("HTTP/1.1 200 OK\r\nX: " + std::string(1000, 'x'), 50); }},
        Row{"endless body with a modest promise",
            [](Connection& c, const RawRequest&) {
                c.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                const std::string chunk = "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
                while (c.write(chunk)) {
                }
            }},
        Row{"a length beyond the limit",
            [](Connection& c, const RawRequest&) {
                c.write("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n");
                const std::string part(0x10000, 'x');
                while (c.write(part)) {
                }
            }},
        Row{"endless headers",
            [](Connection& c, const RawRequest&) {
                c.write("HTTP/1.1 200 OK\r\n");
                while (c.write("X-More: " + std::string(4000, 'x') + "\r\n")) {
                }
            }},
        Row{"silence", [](Connection& c, const RawRequest&) {
                for (int i = 0; i < 100 && !c.stopping(); ++i)
                    std::this_thread::sleep_for(std::chrono::milliseconds(50));
            }});
    INFO(row.name);
    TlsServer server(world().tls(), row.handler);
    auto t = transport(world().endpoint(server));
    const auto start = std::chrono::steady_clock::now();
    CHECK_FALSE(get(*t, {.timeout_ms = 2'000}).ok());
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));
}

TEST_CASE("a long body without a hard timeout still ends by the low-speed limit") {
    TlsServer server(world().tls(), [](Connection& c, const RawRequest&) {
        c.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
        c.drip(std::string(1000, 'x'), 50);
    });
    auto t = transport(world().endpoint(server));
    Collected sink;
    CHECK_FALSE(get(*t, {.timeout_ms = 0, .sink = &sink}).ok());
}

TEST_CASE("a long body resumes with Range and If-Range, and starts again when the server says so") {
    const std::string whole = "0123456789";
    RawRequest seen;
    TlsServer server(world().tls(), [&](Connection& c, const RawRequest& r) {
        seen = r;
        if (r.headers.contains("range") && seen.headers["if-range"] == "\"v1\"") {
            c.write(http_answer(206, whole.substr(4), "Content-Range: bytes 4-9/10\r\n"));
        } else {
            c.write(http_answer(200, whole));
        }
    });
    auto t = transport(world().endpoint(server));
    Collected sink;
    sink.bytes = "0123";
    REQUIRE(get(*t, {.headers = {{"If-Range", "\"v1\""}}, .resume_from = 4, .sink = &sink}).ok());
    server.settle();
    CHECK(seen.headers["range"] == "bytes=4-");
    CHECK(sink.bytes == whole);
    CHECK(sink.begun == std::vector<int>{206});
    sink.bytes = "0123";
    REQUIRE(get(*t, {.headers = {{"If-Range", "\"v2\""}}, .resume_from = 4, .sink = &sink}).ok());
    CHECK(sink.bytes == whole);
    server.answer_with(raw(http_answer(206, "4567", "Content-Range: bytes 4-7/10\r\n")));
    CHECK_FALSE(get(*t, {.sink = &sink}).ok());  // a part that nobody asked for
}

TEST_CASE("wakeup from another thread ends the wait") {
    TlsServer server(world().tls(), raw(http_answer(200, "x")));
    auto t = transport(world().endpoint(server));
    const auto start = std::chrono::steady_clock::now();
    std::thread other([&] { t->wakeup(); });
    CHECK(t->poll(10'000).empty());
    other.join();
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));
}

TEST_CASE("a cancelled request never ends in a poll") {
    TlsServer server(world().tls(), [](Connection& c, const RawRequest&) { c.write(http_answer(200, "x")); });
    auto t = transport(world().endpoint(server));
    const auto ticket = t->start({.path = "/"});
    t->cancel(ticket);
    t->cancel(ticket);
    CHECK(t->poll(100).empty());
}

TEST_CASE("an endpoint that is not https or has no authority is refused at once") {
    CHECK_FALSE(CurlTransport::open({.base_url = "http://localhost", .ca_pem = "x"}, {}, {}).ok());
    CHECK_FALSE(CurlTransport::open({.base_url = "https://localhost", .ca_pem = ""}, {}, {}).ok());
    CHECK_FALSE(http::pin_of("not a certificate").ok());
}
