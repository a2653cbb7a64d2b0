// The tables of both stores, version by version. Called by the stores when they open. Always: a version once released
// is never edited; a new one is appended, and only adds (expand) until no program of the release before is left
// (contract).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "jobcenter/sql_session.hpp"
#include "jobcenter/store.hpp"

namespace aaben::jobcenter {

enum class Dialect { Sqlite, Postgresql };

[[nodiscard]] std::int64_t newest_schema();
// Brings the schema up inside the caller's transaction, which must keep other migrators out. TooNew: nothing was
// changed; a newer schema that only added is opened as it is. `known`: what the program knows (tests play an earlier
// one).
[[nodiscard]] Result<> migrate(SqlSession& session, Dialect dialect, Access access,
                               std::int64_t known = newest_schema());

}  // namespace aaben::jobcenter
