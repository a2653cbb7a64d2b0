// What a stored file says of its schema, as the one number that a database has room for. A program knows the schemas up
// to one version. A file of a newer program may still be opened, and written, when everything since was only added: so
// that a release can be taken back without its data. Pure; any thread.
#pragma once

#include <cstdint>

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

}  // namespace aaben
