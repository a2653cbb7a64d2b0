// What strangers and bad luck try on the gateway: the real program, real TLS, and a kiosk that needs it meanwhile.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <fstream>
#include <memory>
#include <sstream>

#include "jobcenter/authority.hpp"
#include "jobcenter/commands.hpp"
#include "jobcenter/config.hpp"
#include "jobcenter/key_files.hpp"
#include "jobcenter_rig/fake_kiosk.hpp"
#include "jobcenter_rig/servers.hpp"
#include "jobcenter_rig/wire_client.hpp"
#include "support/must.hpp"
#include "support/temporary_folder.hpp"
#include "support/until.hpp"
#include "wire/enrol.hpp"

using namespace aaben;
using namespace aaben::jobcenter_rig;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

struct Gateway {
    explicit Gateway(const std::string& more_config = "", const std::string& store_url = "") : program(store_url) {
        program.start(more_config);
        must(jobcenter::enrol_local(program.dir(), "kiosk-1", "test-unit", program.dir() / "kiosk-1",
                                    program.store_url(), SystemClock()));
    }
    static void must(const Result<>& done) { REQUIRE(done.ok()); }
    [[nodiscard]] WireClient kiosk() const {
        const fs::path keys = program.dir() / "kiosk-1";
        return {program.port(), program.dir() / "ca.pem", keys / "device.pem", keys / "device.key.pem"};
    }
    [[nodiscard]] WireClient stranger() const { return {program.port(), program.dir() / "ca.pem"}; }
    [[nodiscard]] std::string new_code() const {
        std::ostringstream out, err;
        REQUIRE(jobcenter::run_command({"code", "new", "--unit", "korskaerparken", "--store", program.store_url()}, out,
                                       err) == 0);
        return out.str().substr(0, out.str().find('\n'));
    }
    Jobcenter program;
};

class Silent {  // a connection that says nothing
  public:
    explicit Silent(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connected = ::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    }
    ~Silent() { ::close(fd_); }
    Silent(const Silent&) = delete;
    Silent& operator=(const Silent&) = delete;
    bool connected = false;

  private:
    int fd_;
};

std::string enrolment(const std::string& device, const std::string& code) {
    const FakeKiosk kiosk(device);
    const auto request = tests::must(jobcenter::make_device_request(device));
    const jobcenter::Device made = kiosk.device();
    return wire::build_enrol_request({code, device, request.pem, made.sign_key, made.box_key});
}

}  // namespace

TEST_CASE("thousands of connections without a certificate do not shut a kiosk out") {
    rlimit files{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &files) == 0);
    files.rlim_cur = files.rlim_max;
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &files) == 0);
    const Gateway gateway;
    WireClient early = gateway.kiosk();
    REQUIRE(early.get("/v1/items").status == 200);
    std::vector<std::unique_ptr<Silent>> silent;
    while (silent.size() < 2'100 && (silent.empty() || silent.back()->connected))
        silent.push_back(std::make_unique<Silent>(gateway.program.port()));
    REQUIRE(silent.size() == 2'100);
    std::vector<WireClient> idle;  // these have spoken, and keep their connection
    for (int i = 0; i < 80; ++i) {
        idle.push_back(gateway.stranger());
        CHECK(idle.back().get("/v1/health").status == 200);
    }
    for (int i = 0; i < 20; ++i) CHECK(gateway.kiosk().get("/v1/items").status == 200);
    CHECK(early.get("/v1/items").status == 200);
}

TEST_CASE("wrong codes behind one address do not cost an honest kiosk there its right one") {
    const Gateway gateway("[limits]\nwrong_codes_a_minute = 3\n");
    WireClient stranger = gateway.stranger();
    for (int i = 0; i < 3; ++i) CHECK(stranger.post("/v1/enrol", enrolment("kiosk-9", "0000")).status == 403);
    CHECK(stranger.post("/v1/enrol", enrolment("kiosk-9", "0000")).status == 429);
    CHECK(stranger.post("/v1/enrol", enrolment("kiosk-2", gateway.new_code())).status == 200);
    CHECK(gateway.kiosk().get("/v1/items").status == 200);
}

TEST_CASE("a head that is far too long gets its answer, with a certificate and without") {
    const Gateway gateway;
    for (const std::size_t bytes : {std::size_t{20'000}, std::size_t{90'000}, std::size_t{360'000}}) {
        const std::vector<std::string> headers(bytes / 10'000, "X-Long: " + std::string(10'000, 'x'));
        CHECK(gateway.stranger().get("/v1/health", headers).status == 431);
        CHECK(gateway.kiosk().get("/v1/items", headers).status == 431);
    }
}

TEST_CASE("a lock that somebody holds on the store keeps nobody waiting for health, which says so in time") {
    const Gateway gateway;
    const std::string lock = gateway.program.store_url().substr(7) + ".lock";
    const int held = ::open(lock.c_str(), O_RDWR | O_CLOEXEC);
    REQUIRE(held >= 0);
    REQUIRE(::flock(held, LOCK_EX) == 0);
    const auto began = std::chrono::steady_clock::now();
    CHECK(gateway.stranger().get("/v1/health").status == 200);
    CHECK(gateway.kiosk().get("/v1/health").status == 200);
    CHECK(std::chrono::steady_clock::now() - began < 5s);
    CHECK(tests::until(40s, [&] { return gateway.stranger().get("/v1/health").status == 503; }));
    REQUIRE(::flock(held, LOCK_UN) == 0);
    CHECK(tests::until(20s, [&] { return gateway.stranger().get("/v1/health").status == 200; }));
    ::close(held);
}

TEST_CASE("a full disk is not 'ok'") {
    const tests::TemporaryFolder small;
    if (::mount("aaben-test", small.path.c_str(), "tmpfs", 0, "size=8m") != 0) SKIP("mounting needs root");
    {
        const Gateway gateway("[limits]\ndisk_free_least_mb = 1\n", "sqlite:" + (small.path / "jobcenter.db").string());
        CHECK(gateway.stranger().get("/v1/health").status == 200);
        {
            std::ofstream filler(small.path / "filler", std::ios::binary);
            while (filler.write(std::string(4096, 'x').data(), 4096).flush()) {
            }
        }
        CHECK(tests::until(20s, [&] { return gateway.stranger().get("/v1/health").status == 503; }));
        const Reply told = gateway.stranger().get("/v1/health");
        CHECK(told.body.find("\"ok\"") == std::string::npos);
        CHECK(told.body.find("store") != std::string::npos);
        fs::remove(small.path / "filler");
        CHECK(tests::until(20s, [&] { return gateway.stranger().get("/v1/health").status == 200; }));
    }
    ::umount2(small.path.c_str(), MNT_DETACH);
}

TEST_CASE("whoever takes the gateway finds no key that signs lists or letters, and a root key left there is told") {
    const tests::TemporaryFolder dir;
    const auto init = [&](const std::vector<std::string>& more) {
        std::ostringstream out, err;
        std::vector<std::string> words{"init", dir.path / "gateway"};
        words.insert(words.end(), more.begin(), more.end());
        return jobcenter::run_command(words, out, err);
    };
    CHECK(init({}) == 2);
    CHECK(init({"--away", dir.path / "gateway"}) == 2);
    CHECK(init({"--away", dir.path / "gateway/../gateway/keys"}) == 2);
    CHECK_FALSE(fs::exists(dir.path / "gateway"));
    REQUIRE(init({"--away", dir.path / "stick"}) == 0);
    for (const char* key : {"root.key", "content.key", "recipient-1.key", "recipient-2.key"}) {
        CHECK(fs::exists(dir.path / "stick" / key));
        CHECK_FALSE(fs::exists(dir.path / "gateway" / key));
    }
    const auto config = tests::must(jobcenter::load_config(dir.path / "gateway/jobcenter.toml"));
    CHECK(jobcenter::keys_that_should_be_away(config).empty());
    fs::copy_file(dir.path / "stick/root.key", dir.path / "gateway/root.key");
    CHECK(jobcenter::keys_that_should_be_away(config).size() == 1);
}
