// Private to journal: the words of sqlite/database.hpp, which every file of this room speaks.
#pragma once

#include "sqlite/database.hpp"

namespace aaben::journal {

using sqlite::Access;
using sqlite::Database;
using sqlite::guarded;
using sqlite::OneMoment;
using sqlite::Query;
using sqlite::SqliteFailure;
using sqlite::Transaction;

}  // namespace aaben::journal
