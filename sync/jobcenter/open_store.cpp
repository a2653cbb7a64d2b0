#include "jobcenter/postgresql_store.hpp"
#include "jobcenter/sqlite_store.hpp"
#include "jobcenter/store.hpp"

namespace aaben::jobcenter {

Result<std::unique_ptr<Store>> open_store(const std::string& url, Access access, int connections) {
    static constexpr std::string_view lite = "sqlite:";
    if (url.starts_with(lite) && url.size() > lite.size()) return SqliteStore::open(url.substr(lite.size()), access);
    if (url.starts_with("postgresql://") || url.starts_with("postgres://"))
        return PostgresqlStore::open(url, access, connections);
    return fail(Fault::Invalid, "a store is sqlite:PATH or postgresql://…, not " + url.substr(0, url.find(':')));
}

}  // namespace aaben::jobcenter
