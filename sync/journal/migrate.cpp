#include "journal/migrate.hpp"

namespace aaben::journal {

void refuse_newer(Database& db, std::span<const std::string_view> steps, std::string_view name) {
    const std::int64_t version = db.number("PRAGMA user_version");
    if (version <= static_cast<std::int64_t>(steps.size())) return;
    throw SqliteFailure{fail(Fault::TooNew, std::string(name) + " has schema " + std::to_string(version) +
                                                ", this program knows " + std::to_string(steps.size()) +
                                                ": nothing was changed; start the newer program again")};
}

void migrate(Database& db, std::span<const std::string_view> steps, std::string_view name) {
    for (;;) {
        refuse_newer(db, steps, name);
        if (db.number("PRAGMA user_version") == static_cast<std::int64_t>(steps.size())) return;
        Transaction step(db);
        // Read again inside: another start of this program may have done it in between.
        const std::int64_t version = db.number("PRAGMA user_version");
        if (version >= static_cast<std::int64_t>(steps.size())) return;
        db.run(std::string(steps[static_cast<std::size_t>(version)]));
        db.run("PRAGMA user_version = " + std::to_string(version + 1));
        step.commit();
    }
}

}  // namespace aaben::journal
