// Private to journal: what the jobcenter lends for today or for one visit (expected visits with the day's key, briefs,
// answers, visits sent here). Its bytes lie in the memory folder alone, so that a card makes nobody's number or note
// known; mail.db holds a row without bytes. One thread a value; kiosk-sync writes, kiosk reads.
// Always: what is read has the hash its row names, so half a file or an old one is no item.
#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "platform/result.hpp"
#include "wire/item.hpp"

namespace aaben::journal {

class FleetingItems {
  public:
    explicit FleetingItems(std::filesystem::path data) : data_(std::move(data)) {}

    [[nodiscard]] Result<> put(std::string_view etag, std::string_view bytes) const;
    [[nodiscard]] std::optional<std::string> bytes(std::string_view etag) const;  // none: the memory lost them
    void keep_only(const std::set<std::string>& etags) const;

  private:
    [[nodiscard]] Result<std::filesystem::path> folder() const;
    std::filesystem::path data_;
};

}  // namespace aaben::journal
