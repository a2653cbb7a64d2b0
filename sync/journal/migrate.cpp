#include "journal/migrate.hpp"

#include "platform/fault_switch.hpp"
#include "platform/schema_version.hpp"

namespace aaben::journal {
namespace {

SchemaVersion held_version(Database& db, std::string_view schema = "main") {
    return SchemaVersion::from(db.number(std::string("PRAGMA ").append(schema).append(".user_version")));
}

}  // namespace

std::int64_t refuse_newer(Database& db, std::span<const std::string_view> steps, std::string_view name,
                          std::string_view schema) {
    const SchemaVersion held = held_version(db, schema);
    if (const Result<> opens = check_opens(held, static_cast<std::int64_t>(steps.size()), name); !opens)
        throw SqliteFailure{opens.error()};
    return held.version;
}

void migrate(Database& db, std::span<const std::string_view> steps, std::string_view name) {
    const auto step = [&](const SchemaVersion& seen) -> Result<> {
        Transaction one(db);
        const SchemaVersion held = held_version(db);
        if (held.version != seen.version) return Done{};  // another start of this program was faster
        const std::string_view sql = steps[static_cast<std::size_t>(held.version)];
        db.run(std::string(sql));
        if (fault("migration_torn")) db.run("COMMIT; BEGIN IMMEDIATE");
        db.run("PRAGMA user_version = " + std::to_string(held.next(sql.starts_with("-- adds")).number()));
        one.commit();
        return Done{};
    };
    const auto held = [&]() -> Result<SchemaVersion> { return held_version(db); };
    if (const Result<> up = bring_up(static_cast<std::int64_t>(steps.size()), name, held, step); !up)
        throw SqliteFailure{up.error()};
}

}  // namespace aaben::journal
