// What a stored file says of its schema, as the one number that a database has room for. A program knows the schemas up
// to one version. A file of a newer program may still be opened, and written, when everything since was only added: so
// that a release can be taken back without its data. `bring_up` is the one way up for every database of ours.
// Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "platform/result.hpp"

namespace aaben {

struct SchemaVersion {
    std::int64_t version = 0;
    std::int64_t opens_with = 0;  // the oldest version a program must know to open it; never above `version`

    [[nodiscard]] static SchemaVersion from(std::int64_t number) {
        const std::int64_t version = number & 0xffff, since = number >> 16;
        return {version, since == 0 ? version : since};
    }
    [[nodiscard]] std::int64_t number() const { return opens_with == version ? version : opens_with << 16 | version; }
    [[nodiscard]] bool may_open(std::int64_t known) const { return known >= opens_with; }
    // After one more step: `adds` when the program before can live with it.
    [[nodiscard]] SchemaVersion next(bool adds) const {
        return {version + 1, adds && opens_with != 0 ? opens_with : version + 1};
    }
};

// TooNew when a program that knows the schemas up to `known` must leave the database alone. `name`: "journal.db".
[[nodiscard]] inline Result<> check_opens(const SchemaVersion& held, std::int64_t known, std::string_view name) {
    if (held.may_open(known)) return Done{};
    return fail(Fault::TooNew, std::string(name) + " has schema " + std::to_string(held.version) +
                                   ", this program knows " + std::to_string(known) +
                                   ": nothing was changed; start the newer program again");
}

// Step by step from what is held to `known`. `held()` → Result<SchemaVersion>; `step(at)` → Result<>: applies the step
// after `at` and writes the version it leads to, both or neither. A step that somebody else did meanwhile is not done
// again, if `step` reads what is held inside its transaction. A database that is newer and may be opened is left as it
// is.
template <class Held, class Step>
[[nodiscard]] Result<> bring_up(std::int64_t known, std::string_view name, Held held, Step step) {
    for (;;) {
        const Result<SchemaVersion> at = held();
        if (!at) return at.error();
        if (Result<> opens = check_opens(*at, known, name); !opens) return opens;
        if (at->version >= known) return Done{};
        if (Result<> done = step(*at); !done) return done;
    }
}

}  // namespace aaben
