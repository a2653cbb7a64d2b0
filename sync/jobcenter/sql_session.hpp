// The little SQL both stores have in common: one query at a time with $1, $2 … parameters, all rows in memory.
// Called only by the stores, on the thread that holds the session. Always: integers are 64 bits, text is UTF-8, bytes
// are raw; a failed query leaves its transaction to be rolled back by the caller.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "platform/result.hpp"

namespace aaben::jobcenter {

struct Bytes {
    std::string_view view;
};

using SqlValue = std::variant<std::monostate, std::int64_t, std::string_view, Bytes>;

// One answer's cell: NULL, an integer, or text/bytes.
using Cell = std::variant<std::monostate, std::int64_t, std::string>;

class Row {
  public:
    explicit Row(std::vector<Cell> cells) : cells_(std::move(cells)) {}
    [[nodiscard]] std::int64_t number(std::size_t i) const {
        const auto* value = std::get_if<std::int64_t>(&cells_.at(i));
        return value ? *value : 0;
    }
    [[nodiscard]] const std::string& text(std::size_t i) const {
        static const std::string none;
        const auto* value = std::get_if<std::string>(&cells_.at(i));
        return value ? *value : none;
    }

  private:
    std::vector<Cell> cells_;
};

using Rows = std::vector<Row>;

class SqlSession {
  public:
    virtual ~SqlSession() = default;
    [[nodiscard]] virtual Result<Rows> query(std::string_view sql, const std::vector<SqlValue>& values) = 0;
};

}  // namespace aaben::jobcenter
