// Who gets through the jobcenter's door, what is turned away there, and how an operator is told of a wrong start.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <fstream>
#include <sstream>
#include <thread>

#include "jobcenter/authority.hpp"
#include "jobcenter/config.hpp"
#include "jobcenter/postgresql_session.hpp"
#include "jobcenter/schema.hpp"
#include "jobcenter/sqlite_session.hpp"
#include "jobcenter_world.hpp"
#include "support/files.hpp"
#include "support/paths.hpp"
#include "support/temporary_folder.hpp"
#include "wire/enrol.hpp"

namespace {

using namespace aaben;
using namespace aaben::jobcenter_rig;
namespace fs = std::filesystem;

std::pair<int, std::string> run(const std::vector<std::string>& words) {
    std::ostringstream out, err;
    const int code = jobcenter::run_command(words, out, err);
    return {code, out.str() + err.str()};
}

std::string new_code(World& world, const std::vector<std::string>& more = {}) {
    std::vector<std::string> words{"code", "new", "--store", world.jobcenter.store_url()};
    words.insert(words.end(), more.begin(), more.end());
    const auto says = [&](const char* word) { return std::ranges::find(words, word) != words.end(); };
    if (!says("--unit") && !says("kiosk-1")) words.insert(words.end(), {"--unit", "korskaerparken"});
    auto [status, text] = run(words);
    REQUIRE(status == 0);
    return text.substr(0, text.find('\n'));
}

struct Applicant {
    explicit Applicant(std::string device) : kiosk(std::move(device)) {
        auto made = jobcenter::make_device_request(kiosk.name);
        REQUIRE(made.ok());
        request = *made;
    }
    std::string body(const std::string& code) const {
        const auto device = kiosk.device();
        return wire::build_enrol_request({code, kiosk.name, request.pem, device.sign_key, device.box_key});
    }
    // A client with the certificate of this answer.
    WireClient client(World& world, const std::string& certificate_pem) const {
        const fs::path base = world.jobcenter.dir() / kiosk.name;
        REQUIRE(jobcenter::write_file(base.string() + ".pem", certificate_pem).ok());
        REQUIRE(jobcenter::write_file(base.string() + ".key", request.key_pem, true).ok());
        return WireClient(world.jobcenter.port(), world.jobcenter.dir() / "ca.pem", base.string() + ".pem",
                          base.string() + ".key");
    }
    FakeKiosk kiosk;
    jobcenter::KeyAndPem request;
};

// The program's exit code and what it said.
std::pair<int, std::string> start_fails(const fs::path& config, const std::string& store = "") {
    const tests::TemporaryFolder dir;
    std::vector<std::string> words{aaben::tests::program("jobcenter"), "--config", config};
    if (!store.empty()) words.insert(words.end(), {"--store", store});
    Child child(words, dir.path / "out", {});
    const int code = child.wait();
    return {code, tests::slurp(dir.path / "out")};
}

}  // namespace

TEST_CASE("without a certificate only health and enrolment answer") {
    World world("sqlite");
    WireClient stranger = world.stranger();
    CHECK(stranger.get("/v1/health").body == R"({"status":"ok"})");
    for (const auto* path : {"/v1/items", "/v1/items/keys/list"}) CHECK(stranger.get(path).status == 401);
    for (const auto* path : {"/v1/entries", "/v1/reconcile", "/v1/renew"}) {
        const Reply reply = stranger.post(path, "{}\n");
        CHECK(reply.status == 401);
        CHECK(reply.headers.at("content-type") == "application/problem+json");
        CHECK(problem_of(reply) == wire::problems::wrong_device);
    }
    CHECK(stranger.post("/v1/entries", std::string(200'000, 'x')).status == 401);
}

TEST_CASE("a certificate of another authority does not get through the handshake") {
    World world("sqlite");
    World other("sqlite");
    other.kiosk("kiosk-1");
    const fs::path stolen = other.jobcenter.dir() / "kiosk-1";
    WireClient client(world.jobcenter.port(), world.jobcenter.dir() / "ca.pem", stolen / "device.pem",
                      stolen / "device.key.pem");
    CHECK(client.get("/v1/health").curl != 0);
    SECTION("nor does the server's own certificate pass as a client's") {
        WireClient server(world.jobcenter.port(), world.jobcenter.dir() / "ca.pem",
                          world.jobcenter.dir() / "server.pem", world.jobcenter.dir() / "server.key.pem");
        CHECK(server.get("/v1/health").curl != 0);
    }
}

TEST_CASE("TLS older than 1.2 is refused") {
    World world("sqlite");
    WireClient old = world.stranger();
    old.at_most_tls_1_1();
    const Reply reply = old.get("/v1/health");
    CHECK(reply.curl != 0);
    CHECK(reply.error.find("alert") != std::string::npos);  // the server said no, not the client
}

TEST_CASE("a request that breaks a rule is turned away with a problem, and the next one is served") {
    World world(GENERATE(as<std::string>{}, "sqlite", "postgresql"));
    FakeKiosk kiosk = world.kiosk("kiosk-1");
    WireClient client = world.client("kiosk-1");
    kiosk.add(101);
    const std::string good = kiosk.batch(1, 1);
    struct Bad {
        std::string why;
        std::string body;
        long status;
        std::string_view problem;
    };
    std::string cut = good;
    cut.pop_back();
    std::string forged = good;
    char& digit = forged[forged.find("\"head\":\"") + 8];
    digit = digit == '0' ? '1' : '0';
    const Bad table[] = {
        {"no JSON", "{\n", 400, wire::problems::malformed},
        {"nothing", "", 400, wire::problems::malformed},
        {"a cut line", cut, 400, wire::problems::malformed},
        {"a line that is no entry", kiosk.batch_of({"[1,2,3]"}), 400, wire::problems::malformed},
        {"more lines than promised", good + kiosk.line(2) + "\n", 400, wire::problems::malformed},
        {"an entry above the signed head", kiosk.batch_of({kiosk.line(9)}, 8), 400, wire::problems::malformed},
        {"101 entries", kiosk.batch(1, 101), 413, wire::problems::too_large},
        {"300 KiB", std::string(std::size_t{300} * 1024, 'x'), 413, wire::problems::too_large},
        {"20 MiB", std::string(std::size_t{20} * 1024 * 1024, 'x'), 413, wire::problems::too_large},
        {"a signature that does not fit", forged, 403, wire::problems::forged},
        {"another device's head", FakeKiosk("kiosk-2").batch_of({}), 403, wire::problems::wrong_device},
        {"deep JSON", std::string(200'000, '[') + "\n", 400, wire::problems::malformed},
    };
    for (const Bad& bad : table) {
        INFO(bad.why);
        const Reply reply = client.post("/v1/entries", bad.body);
        CHECK(reply.curl == 0);
        CHECK(reply.status == bad.status);
        CHECK(problem_of(reply) == bad.problem);
    }
    CHECK(world.held().empty());
    CHECK(world.receipt(client.post("/v1/entries", good)).entries.size() == 1);
}

TEST_CASE("the door speaks HTTP/1.1 with a length and a date on everything") {
    World world("sqlite");
    FakeKiosk kiosk = world.kiosk("kiosk-1");
    WireClient client = world.client("kiosk-1");
    CHECK(client.get("/v1/nothing").status == 404);
    CHECK(client.get("/v1/items/keys").status == 404);
    CHECK(client.get("/v1/items/nonsense/x").status == 404);
    CHECK(client.get("/v1/items/keys/..%2f..").status == 404);
    const Reply wrong = client.get("/v1/entries");
    CHECK(wrong.status == 405);
    CHECK(wrong.headers.at("allow") == "POST");
    CHECK(client.method("DELETE", "/v1/items").status == 405);
    const Reply chunked = client.post("/v1/entries", kiosk.batch_of({}), {"Transfer-Encoding: chunked"});
    CHECK(chunked.status == 411);
    const Reply long_head = client.get("/v1/health", {"X-Long: " + std::string(20'000, 'x')});
    CHECK(long_head.status == 431);
    const Reply patient = client.post("/v1/entries", kiosk.batch_of({}), {"Expect: 100-continue"});
    CHECK(patient.status == 200);
    CHECK(std::stoul(patient.headers.at("content-length")) == patient.body.size());
    CHECK(patient.headers.at("date").ends_with(" GMT"));
}

TEST_CASE("a caller who says nothing is hung up on") {
    World world("sqlite", "[limits]\nhandshake_timeout_s = 1\nconnections = 5\n");
    std::vector<int> silent;
    for (int i = 0; i < 5; ++i) {
        const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(world.jobcenter.port());
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        REQUIRE(fd >= 0);
        REQUIRE(::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
        silent.push_back(fd);
    }
    for (const int fd : silent) {
        pollfd wait{fd, POLLIN, 0};
        CHECK(::poll(&wait, 1, 10'000) == 1);
        char byte = 0;
        CHECK(::recv(fd, &byte, 1, 0) <= 0);
        ::close(fd);
    }
    CHECK(world.stranger().get("/v1/health").status == 200);
}

TEST_CASE("a code makes a device known, once") {
    World world(GENERATE(as<std::string>{}, "sqlite", "postgresql"));
    Applicant one("kiosk-1");
    WireClient stranger = world.stranger();
    const std::string code = new_code(world, {"--unit", "korskaer"});
    CHECK(code.size() == 14);

    const Reply reply = stranger.post("/v1/enrol", one.body(code));
    REQUIRE(reply.status == 200);
    const auto answer = wire::parse_enrol_answer(reply.body);
    REQUIRE(answer.ok());
    CHECK(answer->receipt_key == world.receipt_key());
    CHECK(seal::open_key_list(answer->root_key, answer->key_list).ok());
    WireClient client = one.client(world, answer->certificate_pem);
    one.kiosk.add(1);
    CHECK(world.receipt(client.post("/v1/entries", one.kiosk.batch(1, 1))).entries.size() == 1);
    CHECK(world.store()->device("kiosk-1").value()->unit == "korskaer");

    SECTION("the same request again, because its answer was lost, is answered again") {
        const auto again = wire::parse_enrol_answer(stranger.post("/v1/enrol", one.body(code)).body);
        REQUIRE(again.ok());
        CHECK(one.client(world, again->certificate_pem).get("/v1/items").status == 200);
    }
    SECTION("nobody else can use it") {
        const Reply no = stranger.post("/v1/enrol", Applicant("kiosk-2").body(code));
        CHECK(no.status == 403);
        CHECK(problem_of(no) == wire::problems::bad_code);
    }
    SECTION("a known device needs a code made for it, and its old certificate ends") {
        const Applicant thief("kiosk-1");
        CHECK(stranger.post("/v1/enrol", thief.body(new_code(world))).status == 403);
        CHECK(stranger.post("/v1/enrol", thief.body(new_code(world, {"--device", "kiosk-9"}))).status == 403);
        CHECK(stranger.post("/v1/enrol", one.body(new_code(world, {"--device", "kiosk-1"}))).status == 200);
        CHECK(world.store()->device("kiosk-1").value()->unit == "korskaer");  // the code named no unit: it stays
        CHECK(client.get("/v1/items").status == 401);
        CHECK(client.post("/v1/entries", one.kiosk.batch(1, 1)).status == 401);
    }
    SECTION("a renewed certificate works beside the old one") {
        const auto renewed =
            wire::parse_renew_answer(client.post("/v1/renew", wire::build_renew_request(one.request.pem)).body);
        REQUIRE(renewed.ok());
        CHECK(client.get("/v1/items").status == 200);
        CHECK(one.client(world, *renewed).get("/v1/items").status == 200);
    }
    SECTION("a request for a certificate that proves no key is malformed") {
        CHECK(client.post("/v1/renew", wire::build_renew_request("-----BEGIN NONSENSE-----")).status == 400);
    }
}

TEST_CASE("what would put a kiosk nowhere, or a unit's list everywhere, is refused with what to say instead") {
    World world("sqlite");
    const std::string store = world.jobcenter.store_url();
    CHECK(run({"code", "new", "--store", store}).second.find("--unit UNIT") != std::string::npos);
    CHECK(run({"code", "new", "--device", "unknown-1", "--store", store}).first == 2);
    const tests::TemporaryFolder folder;
    const std::string file = (folder.path / "list.json").string();
    std::ofstream(file) << R"({"door":{}})";
    for (const char* kind : {"roster", "hours", "expected"})
        CHECK(run({"item", "put", kind, "korskaer", file, "--store", store}).second.find("for whom") !=
              std::string::npos);
    const auto [code, said] = run({"item", "put", "roster", "korskaer", file, "--unit", "korskaer", "--store", store});
    CHECK(code == 2);
    CHECK(said.find("no roster") != std::string::npos);
}

TEST_CASE("wrong codes are answered alike and soon not at all") {
    World world("sqlite", "[limits]\nwrong_codes_a_minute = 3\n");
    WireClient stranger = world.stranger();
    const Applicant one("kiosk-1");
    for (int i = 0; i < 3; ++i) CHECK(stranger.post("/v1/enrol", one.body("0000-0000-0000")).status == 403);
    const Reply reply = stranger.post("/v1/enrol", one.body("0000-0000-0001"));
    CHECK(reply.status == 429);
    CHECK(reply.headers.at("retry-after") == "60");
}

TEST_CASE("a configuration that is torn or wrong is named, and nothing is started") {
    World world("sqlite");
    const fs::path dir = world.jobcenter.dir();
    const std::string good = jobcenter::read_file(dir / "jobcenter.toml").value();
    const std::pair<std::string, std::string> table[] = {
        {good.substr(0, good.size() / 2), "line "},
        {"", "tls.certificate is missing"},
        {good + "\n[limits]\nconections = 5\n", "unknown word limits.conections"},
        {good + "\n[limits]\nconnections = 0\n", "limits.connections must be a whole number"},
        {good + "\n[extra]\n", "unknown table extra"},
        {"[listen]\nport = \"x\"\n" + good.substr(good.find("[tls]")), "listen.port must be a whole number"},
    };
    for (const auto& [text, reason] : table) {
        REQUIRE(jobcenter::write_file(dir / "bad.toml", text).ok());
        const auto [code, said] = start_fails(dir / "bad.toml");
        INFO(said);
        CHECK(code == 2);
        CHECK(said.find(reason) != std::string::npos);
        CHECK(said.find("nothing was started") != std::string::npos);
    }
    CHECK(start_fails(dir / "absent.toml").first == 2);
}

TEST_CASE("instances that start together on an empty database make its tables once") {
    const std::string url = postgres().new_database();
    std::array<std::thread, 4> starting;
    std::atomic<int> opened{0};
    for (auto& thread : starting)
        thread = std::thread([&] { opened += jobcenter::open_store(url, jobcenter::Access::ReadWrite).ok() ? 1 : 0; });
    for (auto& thread : starting) thread.join();
    CHECK(opened == 4);
    CHECK_FALSE(jobcenter::open_store(postgres().new_database(), jobcenter::Access::ReadOnly).ok());
}

TEST_CASE("a PostgreSQL of the first release is brought up with everything in it, and can be taken back") {
    const std::string url = postgres().new_database();
    auto session = jobcenter::PgSession::open(url, false);
    REQUIRE(session.ok());
    const auto as_release = [&](std::int64_t known) {
        return jobcenter::migrate(**session, jobcenter::Dialect::Postgresql, jobcenter::Access::ReadWrite, known).ok();
    };
    const auto number = [&](const char* sql) { return (*session)->query(sql, {})->front().number(0); };
    REQUIRE(as_release(1));
    REQUIRE(number("SELECT version FROM schema_version") == 1);
    for (const char* sql : {"INSERT INTO devices VALUES ('kiosk-1', 'test-unit', '', '', 0, 1, 0)",
                            "INSERT INTO entries (device, seq, id, type, sha256, prev, problem, received_ms) "
                            "VALUES ('kiosk-1', 1, 'an-id', 'visit.left', '', '', '', 0)",
                            "INSERT INTO items VALUES ('hours', 'unit', '*', 1, 'e', 0, '', 0)"})
        REQUIRE((*session)->query(sql, {}).ok());
    const char* indexes = "SELECT count(*) FROM pg_indexes WHERE indexname = 'items_by_target'";
    REQUIRE(number(indexes) == 0);
    std::vector<std::thread> starting(4);
    std::atomic<int> opened{0};
    for (auto& thread : starting)
        thread = std::thread([&] { opened += jobcenter::open_store(url, jobcenter::Access::ReadWrite).ok() ? 1 : 0; });
    for (auto& thread : starting) thread.join();
    CHECK(opened == 4);
    CHECK(number(indexes) == 1);
    const auto store = jobcenter::open_store(url, jobcenter::Access::ReadWrite);
    REQUIRE(store.ok());
    CHECK((*store)->entries(0, 10)->size() == 1);
    CHECK((*store)->items("kiosk-1", "test-unit")->size() == 1);
    CHECK((*store)->device("kiosk-1")->has_value());
    const std::int64_t version = number("SELECT version FROM schema_version");
    CHECK(as_release(1));  // the program of the first release goes on with it
    CHECK(number("SELECT version FROM schema_version") == version);
}

TEST_CASE("a store of a newer program is left alone") {
    const std::string kind = GENERATE(as<std::string>{}, "sqlite", "postgresql");
    World world(kind);
    CHECK(world.jobcenter.stop() == 0);
    const std::string url = world.jobcenter.store_url();
    const std::string newer = "UPDATE schema_version SET version = 99";
    if (kind == "sqlite") {
        auto session = jobcenter::SqliteSession::open(url.substr(7), jobcenter::Access::ReadWrite);
        REQUIRE((*session)->query(newer, {}).ok());
    } else {
        REQUIRE((*jobcenter::PgSession::open(url, false))->query(newer, {}).ok());
    }
    const auto [code, said] = start_fails(world.jobcenter.dir() / "jobcenter.toml", url);
    CHECK(code == 1);
    CHECK(said.find("schema 99") != std::string::npos);
    CHECK(said.find("nothing was changed") != std::string::npos);
}

TEST_CASE("a PostgreSQL that is away is said to be away") {
    World world("sqlite");
    const auto [code, said] =
        start_fails(world.jobcenter.dir() / "jobcenter.toml", "postgresql://aaben@127.0.0.1:1/none");
    CHECK(code == 1);
    CHECK(said.find("PostgreSQL does not answer") != std::string::npos);
}
