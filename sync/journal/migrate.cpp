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
    if (held.may_open(static_cast<std::int64_t>(steps.size()))) return held.version;
    throw SqliteFailure{fail(Fault::TooNew, std::string(name) + " has schema " + std::to_string(held.version) +
                                                ", this program knows " + std::to_string(steps.size()) +
                                                ": nothing was changed; start the newer program again")};
}

void migrate(Database& db, std::span<const std::string_view> steps, std::string_view name) {
    const auto known = static_cast<std::int64_t>(steps.size());
    for (;;) {
        if (refuse_newer(db, steps, name) >= known) return;
        Transaction step(db);
        // Read again inside: another start of this program may have done it in between.
        const SchemaVersion held = held_version(db);
        if (held.version >= known) return;
        const std::string_view sql = steps[static_cast<std::size_t>(held.version)];
        db.run(std::string(sql));
        if (fault("migration_torn")) db.run("COMMIT; BEGIN IMMEDIATE");
        db.run("PRAGMA user_version = " + std::to_string(held.next(sql.starts_with("-- adds")).number()));
        step.commit();
    }
}

}  // namespace aaben::journal
