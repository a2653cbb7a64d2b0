// The world of the jobcenter's end-to-end tests: one running program on one of the two stores, and kiosks it knows.
// Included by jobcenter_*_test.cpp. Always: a test case has a jobcenter and a database of its own; PostgreSQL itself is
// started once for all of them.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <string>
#include <utility>

#include "jobcenter/commands.hpp"
#include "jobcenter/config.hpp"
#include "jobcenter_rig/fake_kiosk.hpp"
#include "jobcenter_rig/servers.hpp"
#include "jobcenter_rig/wire_client.hpp"
#include "seal/signed_texts.hpp"
#include "wire/problem.hpp"

namespace aaben::jobcenter_rig {

inline Postgres& postgres() {
    static Postgres server(false);
    return server;
}

inline std::string url_for(const std::string& kind) {
    return kind == "sqlite" ? "" : postgres().new_database();
}

struct World {
    explicit World(const std::string& kind, const std::string& more_config = "") : jobcenter(url_for(kind)) {
        jobcenter.start(more_config);
    }

    FakeKiosk kiosk(const std::string& name, const std::string& unit = "test-unit") {
        const auto out = jobcenter.dir() / name;
        REQUIRE(jobcenter::enrol_local(jobcenter.dir(), name, unit, out, jobcenter.store_url(), SystemClock()).ok());
        return FakeKiosk(name, out);
    }
    WireClient client(const std::string& device) { return client(device, jobcenter); }
    WireClient client(const std::string& device, const Jobcenter& instance) {
        const auto out = jobcenter.dir() / device;
        return WireClient(instance.port(), jobcenter.dir() / "ca.pem", out / "device.pem", out / "device.key.pem");
    }
    WireClient stranger() { return WireClient(jobcenter.port(), jobcenter.dir() / "ca.pem"); }

    std::string receipt_key() {
        const auto seed = seal::load_seed(jobcenter.dir() / "receipt.key");
        return seal::sign_key_from_seed(seed.value()).public_key;
    }
    wire::Receipt receipt(const Reply& reply) {
        INFO(reply.error << reply.body);
        REQUIRE(reply.status == 200);
        auto opened = seal::open_receipt(receipt_key(), reply.body);
        REQUIRE(opened.ok());
        return *opened;
    }
    std::unique_ptr<jobcenter::Store> store() {
        auto opened = jobcenter::open_store(jobcenter.store_url(), jobcenter::Access::ReadWrite);
        REQUIRE(opened.ok());
        return std::move(*opened);
    }
    std::vector<jobcenter::StoredEntry> held() { return store()->entries(0, 100'000).value(); }

    Jobcenter jobcenter;
};

inline std::vector<wire::Outcome> outcomes(const wire::Receipt& receipt) {
    std::vector<wire::Outcome> all;
    for (const auto& line : receipt.entries) all.push_back(line.outcome);
    return all;
}

inline std::string read_root(const World& world) {
    std::string line = jobcenter::read_file(world.jobcenter.dir() / "root.pub").value();
    line.pop_back();
    return line;
}

inline std::string problem_of(const Reply& reply) {
    const auto problem = wire::parse_problem(reply.body);
    return problem ? problem->type : "no problem: " + reply.body;
}

}  // namespace aaben::jobcenter_rig
