// Schema migrations: the .sql files under migrations/, embedded at build in the order of their names. Called when a
// file is opened for writing, on its owner's thread. Always: the version is read, the step applied and the version set
// inside one transaction. A step whose first line is `-- adds` only adds (expand), and the program of the release
// before goes on opening and writing the file; after any other step (contract) it is refused untouched (TooNew).
#pragma once

#include <span>
#include <string_view>

#include "journal/database.hpp"

namespace aaben::journal {

[[nodiscard]] std::span<const std::string_view> journal_migrations();
[[nodiscard]] std::span<const std::string_view> mail_migrations();

void migrate(Database& db, std::span<const std::string_view> steps, std::string_view name);  // throws SqliteFailure
// Returns the version held; 0: nothing was made yet. `schema`: of an attached file.
std::int64_t refuse_newer(Database& db, std::span<const std::string_view> steps, std::string_view name,
                          std::string_view schema = "main");

}  // namespace aaben::journal
