#include <sys/stat.h>

#include "journal/fleeting_items.hpp"
#include "journal/mail.hpp"
#include "journal/mail_rows.hpp"
#include "journal/migrate.hpp"

namespace aaben::journal {
namespace {

constexpr std::string_view item_columns = "kind, name, version, etag, bytes, state, reason, received_ms";

std::optional<StoredItem> item_of(const Query& row, const FleetingItems& fleeting) {
    const auto kind = wire::item_kind(row.text(0));
    if (!kind) return std::nullopt;
    std::string bytes = row.text(4);
    if (wire::is_fleeting(*kind) && row.text(5) == "applied") {
        auto in_memory = fleeting.bytes(row.text(3));
        if (!in_memory) return std::nullopt;
        bytes = *std::move(in_memory);
    }
    const auto size = static_cast<std::int64_t>(bytes.size());
    return StoredItem{{*kind, row.text(1), row.number(2), row.text(3), size},
                      std::move(bytes),
                      row.text(5) == "applied",
                      row.text(6),
                      row.number(7)};
}

}  // namespace

std::optional<StoredItem> read_item(Database& db, const FleetingItems& fleeting, wire::ItemKind kind,
                                    std::string_view name) {
    Query row = db.query(std::string("SELECT ").append(item_columns).append(" FROM item WHERE kind = ? AND name = ?"));
    row(to_string(kind))(name);
    return row.next() ? item_of(row, fleeting) : std::nullopt;
}

std::string read_note(Database& db, std::string_view name) {
    Query row = db.query("SELECT value FROM note WHERE name = ?");
    row(name);
    return row.next() ? row.text(0) : "";
}

folder::FactRows read_notes(Database& db) {
    folder::FactRows rows;
    Query row = db.query("SELECT name, value FROM note");
    while (row.next()) rows[row.text(0)] = row.text(1);
    return rows;
}

struct MailReader::State {
    std::filesystem::path folder;
    std::optional<Database> db;
    std::uint64_t inode = 0;
    std::int64_t openings = 0;

    // Opens again when a damaged file was set aside and another lies in its place.
    Database& look() {
        struct stat info{};
        const std::uint64_t now = ::stat((folder / "mail.db").c_str(), &info) == 0 ? info.st_ino : 0;
        if (db && now == inode) return *db;
        db.reset();
        if (now == 0) throw SqliteFailure{fail(Fault::NotFound, "there is no mail yet")};
        Database fresh(folder / "mail.db", Access::ReadOnly);
        if (refuse_newer(fresh, mail_migrations(), "mail.db") == 0)
            throw SqliteFailure{fail(Fault::NotFound, "mail.db is being made")};
        inode = now;
        ++openings;
        db = std::move(fresh);
        return *db;
    }
};

MailReader::MailReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
MailReader::MailReader(MailReader&&) noexcept = default;
MailReader& MailReader::operator=(MailReader&&) noexcept = default;
MailReader::~MailReader() = default;

Result<MailReader> MailReader::open(const std::filesystem::path& folder) {
    return guarded([&] {
        auto state = std::make_unique<State>();
        state->folder = folder;
        (void)state->look();
        return MailReader(std::move(state));
    });
}

Result<std::optional<StoredItem>> MailReader::item(wire::ItemKind kind, std::string_view name) {
    return guarded([&] { return read_item(state_->look(), FleetingItems(state_->folder), kind, name); });
}

Result<std::vector<StoredItem>> MailReader::items(wire::ItemKind kind) {
    return guarded([&] {
        std::vector<StoredItem> out;
        Query rows = state_->look().query(std::string("SELECT ")
                                              .append(item_columns)
                                              .append(" FROM item WHERE kind = ? ORDER BY version DESC, name"));
        rows(to_string(kind));
        const FleetingItems fleeting(state_->folder);
        while (rows.next())
            if (auto item = item_of(rows, fleeting)) out.push_back(std::move(*item));
        return out;
    });
}

Result<folder::LinkFacts> MailReader::link_facts() {
    return guarded([&] { return folder::from_rows(read_notes(state_->look())); });
}

Result<std::string> MailReader::noted(std::string_view name) {
    return guarded([&] { return read_note(state_->look(), name); });
}

Result<std::int64_t> MailReader::version() {
    return guarded([&] {
        Database& db = state_->look();
        return db.number("PRAGMA data_version") + state_->openings * 1'000'000'000'000;
    });
}

}  // namespace aaben::journal
