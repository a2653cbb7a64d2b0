// Where unpacked bundles stand on the device: content/v12, with `current` and `previous` pointing at two of them.
// kiosk-sync installs (one process, one thread); kiosk only looks (candidates()), at any time. Always: what `current`
// points at was complete on the disk before it was pointed at; a refused bundle changes nothing; the version before is
// kept.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "content/bundle.hpp"

namespace aaben::content {

struct Shelved {
    std::int64_t version = 0;
    std::filesystem::path dir;
    friend bool operator==(const Shelved&, const Shelved&) = default;
};

// Whether the unpacked content can be used; the caller's own loader. An error says why not.
using Probe = std::function<Result<>(const std::filesystem::path& dir)>;

class Shelf {
  public:
    explicit Shelf(std::filesystem::path root) : root_(std::move(root)) {}

    [[nodiscard]] std::optional<Shelved> current() const { return pointed("current"); }
    [[nodiscard]] std::optional<Shelved> previous() const { return pointed("previous"); }
    // Current, then previous: the reader takes the first that opens, and falls back to what came with the program.
    [[nodiscard]] std::vector<Shelved> candidates() const;

    // Verifies, unpacks beside, probes, switches; when it returns, the switch outlives a power cut. The very bundle
    // that is in use is taken again without doing anything. Refused: not newer than the current one. Leaves no trace
    // when it fails.
    [[nodiscard]] Result<Shelved> install(const std::filesystem::path& bundle, std::string_view minisig,
                                          const std::vector<seal::MinisignPublic>& keys, const Probe& probe = {});

  private:
    [[nodiscard]] std::optional<Shelved> pointed(const char* link) const;
    [[nodiscard]] Result<> point(const char* link, const std::string& target) const;
    void tidy() const;  // removes what a crash left, and versions nobody points at

    std::filesystem::path root_;
};

}  // namespace aaben::content
