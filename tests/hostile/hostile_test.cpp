// A server that lies at every layer, against the real kiosk-sync. For each lie: no false receipt, nothing lost, and
// when the server behaves again everything arrives, once.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <chrono>
#include <functional>
#include <nlohmann/json.hpp>

#include "hostile/device.hpp"
#include "hostile/honest.hpp"
#include "hostile/tls_server.hpp"
#include "seal/hash.hpp"
#include "seal/signed_texts.hpp"
#include "support/until.hpp"

using namespace aaben;
using namespace aaben::hostile;
using namespace std::chrono_literals;

namespace {

constexpr int tls11 = 0x0302;

struct Scene {
    HonestJobcenter jobcenter;
    Certified server_identity;
    std::unique_ptr<TlsServer> server;
    std::unique_ptr<TestDevice> device;

    Scene() {
        jobcenter.authority = make_authority("Test CA");
        server_identity = issue(jobcenter.authority, {.common_name = "localhost", .server = true});
        server = std::make_unique<TlsServer>(tls(), honest());
        device = std::make_unique<TestDevice>(jobcenter, server_identity);
        device->configure(server->url());
    }
    [[nodiscard]] ServerTls tls() const {
        return {.identity = server_identity, .client_ca_pem = jobcenter.authority.certificate_pem};
    }
    int sync() const {
        server->settle();
        const int code = device->sync_once();
        server->settle();
        return code;
    }
    Handler honest() {
        return [this](Connection& c, const RawRequest& r) { c.write(jobcenter.answer(r)); };
    }
    // The lie is told wherever something is acknowledged; everything else is answered honestly.
    void lie(Handler handler) {
        server->answer_with([this, handler = std::move(handler)](Connection& c, const RawRequest& r) {
            if (r.path == "/v1/entries" || r.path == "/v1/reconcile") return handler(c, r);
            c.write(jobcenter.answer(r));
        });
    }
    // What the device believes is held, and is not: the one thing that must never be.
    std::vector<std::string> false_receipts() {
        const auto held = jobcenter.ledger();
        const auto open = device->unreceipted_ids();
        std::vector<std::string> out;
        for (const auto& [id, hash] : device->all_ids()) {
            if (open.contains(id)) continue;
            const auto found = held.find(id);
            if (found == held.end() || found->second.sha256 != hash) out.push_back(id);
        }
        return out;
    }
    void expect_all_held_exactly_once() {
        const auto held = jobcenter.ledger();
        const auto mine = device->all_ids();
        CHECK(held.size() == mine.size());
        for (const auto& [id, hash] : mine) {
            REQUIRE(held.contains(id));
            CHECK(held.at(id).sha256 == hash);
            CHECK(held.at(id).times_new == 1);
        }
    }
};

struct Lie {
    const char* name;
    std::function<void(Scene&)> tell;
};

Handler always(std::string bytes, bool politely = true) {
    return [bytes = std::move(bytes), politely](Connection& c, const RawRequest&) {
        c.write(bytes);
        politely ? c.end_politely() : c.cut();
    };
}

wire::Receipt receipt_for(Scene& s, const RawRequest& r, bool take) {
    if (r.path == "/v1/reconcile") return s.jobcenter.reconcile(r);
    if (take) return s.jobcenter.take_in(r);
    HonestJobcenter forgetful;  // says the right words and keeps nothing
    forgetful.device_sign_key = s.jobcenter.device_sign_key;
    return forgetful.take_in(r);
}

// A receipt with everything right but one thing, and nothing taken in.
std::function<void(Scene&)> receipt_with(std::function<std::string(Scene&, wire::Receipt)> spoil) {
    return [spoil = std::move(spoil)](Scene& s) {
        s.lie([&s, spoil](Connection& c, const RawRequest& r) {
            if (r.path == "/v1/reconcile") return (void)c.write(s.jobcenter.answer(r));
            c.write(http_answer(200, spoil(s, receipt_for(s, r, false))));
        });
    };
}

std::function<void(Scene&)> status(int code, const std::string& headers = "") {
    return [code, headers](Scene& s) { s.lie(always(http_answer(code, R"({"type":"about:blank"})", headers))); };
}

std::function<void(Scene&)> bytes(const std::string& text, bool politely = true) {
    return [text, politely](Scene& s) { s.lie(always(text, politely)); };
}

// Takes everything in, and then the answer goes wrong: the device must send again and the jobcenter must know it again.
std::function<void(Scene&)> committed_then(std::function<void(Connection&, const std::string&)> answer) {
    return [answer = std::move(answer)](Scene& s) {
        s.lie([&s, answer](Connection& c, const RawRequest& r) { answer(c, s.jobcenter.answer(r)); });
    };
}

std::function<void(Scene&)> server_is(std::function<void(ServerTls&)> change) {
    return [change = std::move(change)](Scene& s) {
        ServerTls tls = s.tls();
        change(tls);
        s.server->become(tls);
    };
}

std::vector<Lie> framing_lies() {
    return {
        {"portal: 200 with HTML",
         bytes(http_answer(200, "<html>Welcome to the WiFi</html>", "Content-Type: text/html\r\n"))},
        {"portal everywhere, health too",
         [](Scene& s) { s.server->answer_with(always(http_answer(200, "<html>Log in</html>"))); }},
        {"empty 200", bytes(http_answer(200, ""))},
        {"empty 204", bytes("HTTP/1.1 204 No Content\r\n\r\n")},
        {"201 without a receipt", status(201)},
        {"302 to somewhere", status(302, "Location: https://localhost/elsewhere\r\n")},
        {"307 to itself", status(307, "Location: /v1/entries\r\n")},
        {"slow loris",
         [](Scene& s) {
             s.lie([](Connection& c, const RawRequest&) {
                 c.write("HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n");
                 c.drip(std::string(4000, ' '), 40);
             });
         }},
        {"endless body",
         [](Scene& s) {
             s.lie([](Connection& c, const RawRequest&) {
                 c.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                 const std::string chunk = "8000\r\n" + std::string(0x8000, '{') + "\r\n";
                 while (c.write(chunk)) {
                 }
             });
         }},
        {"gzip bomb", bytes(http_answer(200, std::string("\x1f\x8b\x08", 3) + std::string(100000, '\0'),
                                        "Content-Encoding: gzip\r\n"))},
        {"TLS cut in the body", bytes("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"receipt\"", false)},
        {"chunked, cut", bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{\"receipt\"", false)},
        {"headers cut", bytes("HTTP/1.1 200 OK\r\nContent-Length: 9", false)},
        {"no answer, connection closed", bytes("")},
        {"not HTTP", bytes("220 smtp.example ESMTP\r\n")},
        {"400", status(400)},
        {"404", status(404)},
        {"422", status(422)},
        {"408", status(408)},
        {"429 with Retry-After", status(429, "Retry-After: 1\r\n")},
        {"429 with a Retry-After of a year", status(429, "Retry-After: 31536000\r\n")},
        {"500", status(500)},
        {"503 with Retry-After", status(503, "Retry-After: 1\r\n")},
        {"401", status(401)},
        {"403", status(403)},
        {"another authority's certificate", server_is([](ServerTls& t) {
             t.identity = issue(make_authority("Stranger"), {.common_name = "localhost", .server = true});
         })},
        {"TLS 1.1 at most", server_is([](ServerTls& t) { t.newest_version = tls11; })},
        {"HTTP/2 only", server_is([](ServerTls& t) { t.http2_only = true; })},
        {"silent in the handshake", server_is([](ServerTls& t) { t.mute = true; })},
        {"not TLS at all", server_is([](ServerTls& t) { t.plain_garbage = true; })},
    };
}

std::vector<Lie> receipt_lies() {
    using wire::Receipt;
    return {
        {"receipt for other ids", receipt_with([](Scene& s, Receipt r) {
             for (auto& e : r.entries) e.id = seal::new_id(1);
             return s.jobcenter.envelope(r);
         })},
        {"receipt with wrong hashes", receipt_with([](Scene& s, Receipt r) {
             for (auto& e : r.entries) e.sha256 = std::string(64, 'a');
             return s.jobcenter.envelope(r);
         })},
        {"receipt signed by a stranger",
         receipt_with([](Scene&, const Receipt& r) { return HonestJobcenter::envelope_by(seal::new_sign_key(), r); })},
        {"receipt with one byte altered after signing", receipt_with([](Scene& s, const Receipt& r) {
             std::string text = s.jobcenter.envelope(r);
             text.replace(text.find("received_ms\\\":") + 14, 1, "9");
             return text;
         })},
        {"receipt without a signature", receipt_with([](Scene&, const Receipt& r) {
             return R"({"receipt":)" + nlohmann::json(wire::build_receipt(r)).dump() + R"(,"signature":""})";
         })},
        {"receipt of another device", receipt_with([](Scene& s, Receipt r) {
             r.device = "kiosk-other";
             return s.jobcenter.envelope(r);
         })},
        {"receipt that names nothing", receipt_with([](Scene& s, Receipt r) {
             r.entries.clear();
             return s.jobcenter.envelope(r);
         })},
        {"receipt signed as another kind of text", receipt_with([](Scene& s, const Receipt& r) {
             const std::string payload = wire::build_receipt(r);
             return wire::build_envelope(
                 wire::Signed::Receipt,
                 {payload, seal::sign(s.jobcenter.receipt_key, wire::signed_message(wire::Signed::Items, payload))});
         })},
        {"outcome retry for everything", receipt_with([](Scene& s, Receipt r) {
             for (auto& e : r.entries) e.outcome = wire::Outcome::Retry, e.server_seq = 0;
             return s.jobcenter.envelope(r);
         })},
        {"an earlier true receipt, replayed",
         [](Scene& s) {
             s.device->check_in(2);
             std::string first;
             s.server->answer_with([&](Connection& c, const RawRequest& r) {
                 const std::string answer = s.jobcenter.answer(r);
                 if (r.path == "/v1/entries") first = answer;
                 c.write(answer);
             });
             REQUIRE(s.sync() == 0);
             s.device->check_in(3);
             s.lie([first](Connection& c, const RawRequest&) { c.write(first); });
         }},
    };
}

std::vector<Lie> lost_answers() {
    return {
        {"committed, then the answer is dropped", committed_then([](Connection& c, const std::string&) { c.cut(); })},
        {"committed, then the answer is cut in half",
         committed_then([](Connection& c, const std::string& a) { c.write(a.substr(0, a.size() / 2)), c.cut(); })},
        {"committed, then 500",
         committed_then([](Connection& c, const std::string&) { c.write(http_answer(500, "{}")); })},
        {"committed, body without length ended by a bare close",
         committed_then([](Connection& c, const std::string& a) {
             c.write("HTTP/1.1 200 OK\r\n\r\n" + a.substr(a.find("\r\n\r\n") + 4)), c.cut();
         })},
        {"committed, length one too long", committed_then([](Connection& c, const std::string& a) {
             const std::string body = a.substr(a.find("\r\n\r\n") + 4);
             c.write("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size() + 1) + "\r\n\r\n" + body),
                 c.end_politely();
         })},
        {"committed, length one too short", committed_then([](Connection& c, const std::string& a) {
             const std::string body = a.substr(a.find("\r\n\r\n") + 4);
             c.write("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size() - 1) + "\r\n\r\n" + body),
                 c.end_politely();
         })},
    };
}

void expect_survived(Scene& scene, const Lie& lie) {
    INFO(lie.name);
    scene.device->check_in(6);
    lie.tell(scene);
    const int lied_to = scene.sync();
    INFO(scene.device->said());
    CHECK(lied_to == 1);
    CHECK(scene.false_receipts().empty());
    CHECK(scene.device->unreceipted() > 0);
    scene.device->check_in(1);
    scene.server->become(scene.tls());
    scene.server->answer_with(scene.honest());
    CHECK(scene.sync() == 0);
    INFO(scene.device->said());
    CHECK(scene.device->unreceipted() == 0);
    CHECK(scene.false_receipts().empty());
    scene.expect_all_held_exactly_once();
}

}  // namespace

TEST_CASE("an honest jobcenter holds every entry once after one exchange") {
    Scene scene;
    scene.device->check_in(250);
    CHECK(scene.sync() == 0);
    INFO(scene.device->said());
    CHECK(scene.device->unreceipted() == 0);
    scene.expect_all_held_exactly_once();
    CHECK(scene.sync() == 0);
    scene.expect_all_held_exactly_once();
}

TEST_CASE("lies of framing, status and TLS make no receipt and lose nothing") {
    const auto lie = GENERATE(from_range(framing_lies()));
    Scene scene;
    expect_survived(scene, lie);
}

TEST_CASE("a receipt with anything wrong in it is none") {
    const auto lie = GENERATE(from_range(receipt_lies()));
    Scene scene;
    expect_survived(scene, lie);
}

TEST_CASE("an answer lost after the commit is asked for again and nothing is doubled") {
    const auto lie = GENERATE(from_range(lost_answers()));
    Scene scene;
    expect_survived(scene, lie);
}

TEST_CASE("413 to everything puts entries in quarantine, loses none, and staff can send them again") {
    Scene scene;
    scene.device->check_in(5);
    scene.lie(always(http_answer(413, "{}")));
    CHECK(scene.sync() == 1);
    CHECK(scene.device->quarantined() == 5);
    CHECK(scene.device->unreceipted() == 5);
    scene.server->answer_with(scene.honest());
    CHECK(scene.sync() == 1);  // quarantine is not done, and says so
    for (const auto& [id, hash] : scene.device->unreceipted_ids())
        if (hash == "quarantined") REQUIRE(scene.device->book().append(visit::ResendAsked{id}).ok());
    CHECK(scene.sync() == 0);
    scene.expect_all_held_exactly_once();
}

TEST_CASE("an entry the jobcenter refuses blocks nobody and is never counted as done") {
    Scene scene;
    scene.device->check_in(20);
    const std::string refused = scene.device->all_ids().begin()->first;
    scene.jobcenter.judge = [refused](const std::string& line) {
        return line.find(refused) != std::string::npos ? wire::Outcome::Rejected : wire::Outcome::Accepted;
    };
    CHECK(scene.sync() == 1);
    CHECK(scene.device->quarantined() == 1);
    CHECK(scene.device->unreceipted() == 1);
    CHECK(scene.jobcenter.ledger().size() == 19);
    CHECK(scene.false_receipts().empty());
}

TEST_CASE("what a restored jobcenter has lost is given to it again, though it gave receipts before") {
    Scene scene;
    scene.device->check_in(10);
    REQUIRE(scene.sync() == 0);
    scene.jobcenter.forget(4);
    scene.device->check_in(1);
    CHECK(scene.sync() == 0);
    INFO(scene.device->said());
    scene.expect_all_held_exactly_once();
}

TEST_CASE("the daemon recovers by itself when the server behaves again, and tells the glass") {
    Scene scene;
    scene.lie(always(http_answer(500, "{}")));
    scene.device->check_in(3);
    scene.server->settle();
    const int pid = scene.device->start_daemon();
    CHECK(tests::until(20s, [&] { return scene.server->requests() >= 3; }));
    CHECK(scene.device->unreceipted() == 3);
    scene.server->answer_with(scene.honest());
    scene.device->check_in(1);
    CHECK(tests::until(20s, [&] { return scene.device->unreceipted() == 0; }));
    CHECK(tests::until(20s, [&] { return scene.device->facts().online; }));
    CHECK(std::filesystem::exists(scene.device->layout.bell_mail()));
    CHECK(TestDevice::stop_daemon(pid) == 0);
    CHECK(!scene.device->facts().online);  // whoever is gone is not online
    scene.expect_all_held_exactly_once();
}
