// A kiosk's end of the wire without a kiosk: a chain of true entries, signed heads, batches as kiosk-sync would send
// them, and ways to spoil them. Called by tests and the bench, one thread a kiosk. Always: entries are made with the
// wire's own builder, so what is sent here is what a kiosk sends; people in it are invented.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "jobcenter/store.hpp"
#include "seal/keys.hpp"
#include "wire/batch.hpp"
#include "wire/entry.hpp"

namespace aaben::jobcenter_rig {

class FakeKiosk {
  public:
    explicit FakeKiosk(std::string device);                                    // with fresh keys
    FakeKiosk(std::string device, const std::filesystem::path& enrolled_dir);  // with those enrol_local made
    [[nodiscard]] jobcenter::Device device() const;
    void copy_journal_of(const FakeKiosk& other) { lines_ = other.lines_, hashes_ = other.hashes_; }

    void add(int count, std::size_t sealed_bytes = 0);  // entries to the journal
    void add(const std::string& type, const std::string& open);
    void add_sealed(const std::string& sealed);
    [[nodiscard]] std::int64_t newest() const { return static_cast<std::int64_t>(lines_.size()); }
    [[nodiscard]] const std::string& line(std::int64_t seq) const {
        return lines_.at(static_cast<std::size_t>(seq - 1));
    }
    [[nodiscard]] std::string id(std::int64_t seq) const;
    [[nodiscard]] std::string hash(std::int64_t seq) const;

    // The body of POST /v1/entries with entries first…last, under the newest head (or the one of `head_seq`).
    [[nodiscard]] std::string batch(std::int64_t first, std::int64_t last, std::int64_t head_seq = 0) const;
    [[nodiscard]] std::string batch_of(std::vector<std::string> lines, std::int64_t head_seq = 0) const;

    const std::string name;
    seal::SignKey sign_key;

  private:
    wire::Entry next(const std::string& type) const;
    void append(const wire::Entry& entry);
    std::string box_public_;
    std::vector<std::string> lines_;
    std::vector<std::string> hashes_;
};

[[nodiscard]] std::string receipt_hash(const std::string& line);  // of these bytes, in hex

}  // namespace aaben::jobcenter_rig
