// Many kiosks at once, a thread each: each has its own certificate, connection and chain, and posts batches one after
// the other. Called by intake_bench. Always: everything is prepared before the clock starts; every answer must be 200
// and name every entry of its batch; a latency runs from when the batch was due to the last byte of its receipt.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "jobcenter_rig/servers.hpp"

namespace aaben::bench {

struct LoadResult {
    double seconds = 0;
    std::size_t requests = 0;
    std::size_t entries = 0;
    std::size_t failures = 0;
    std::vector<double> latencies_ms;  // ascending
    [[nodiscard]] double percentile_ms(double fraction) const;
};

class IntakeLoad {
  public:
    // Makes the kiosks known to the jobcenter's store, with `batches` of `entries` each ready to send.
    IntakeLoad(const jobcenter_rig::Jobcenter& server, const std::string& name, int kiosks, int batches, int entries);
    ~IntakeLoad();

    void connect();                  // all of them, TLS handshakes included
    LoadResult drain();              // every kiosk sends its next batch as soon as it has the receipt of the last
    LoadResult live(int period_ms);  // every kiosk sends one every period_ms, spread over it, whatever the answers do

  private:
    struct Kiosk;
    LoadResult run(int period_ms);
    std::vector<std::unique_ptr<Kiosk>> kiosks_;
};

}  // namespace aaben::bench
