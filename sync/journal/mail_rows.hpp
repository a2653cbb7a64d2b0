// Private to journal: reading rows of mail.db, for its writer and its reader alike. Throws SqliteFailure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "journal/database.hpp"
#include "journal/fleeting_items.hpp"
#include "journal/mail.hpp"

namespace aaben::journal {

[[nodiscard]] std::optional<StoredItem> read_item(Database& db, const FleetingItems& fleeting, wire::ItemKind kind,
                                                  std::string_view name);
[[nodiscard]] folder::FactRows read_notes(Database& db);  // all of them
[[nodiscard]] std::string read_note(Database& db, std::string_view name);

}  // namespace aaben::journal
