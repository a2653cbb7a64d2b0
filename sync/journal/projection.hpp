// Private to journal: the live queue as rows. Called inside the transaction that inserts the entry, on the store
// thread. Always: only rows that changed are written; choices are written locked or not at all.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "journal/database.hpp"
#include "journal/visit_keys.hpp"
#include "visit/unit.hpp"

namespace aaben::journal {

class Projection {
  public:
    Projection(Database& db, VisitKeys& keys) : db_(db), keys_(keys) {}

    // All of these throw SqliteFailure.
    [[nodiscard]] visit::Unit load();
    void save(const visit::Unit& before, const visit::Unit& after);
    // What is written down of a live visit's conversation, locked under the visit's key; gone with it.
    void put_record(const std::string& visit, const visit::Record& record);
    [[nodiscard]] std::optional<visit::Record> record(const std::string& visit);  // none: none, or its key is gone
    // After the commit, or after a rollback, the caches must follow.
    void forget_cache() { cached_ = false; }
    // Overwrites the keys of visits that ended; called after the commit. What fails is tried again next time.
    void burn_spent();

  private:
    void read_slots();
    void save_visits(const visit::Unit& before, const visit::Unit& after);
    void save_ended(const visit::Unit& before, const visit::Unit& after);
    void save_samples(const visit::Unit& before, const visit::Unit& after);
    void put_visit(const visit::Visit& v, std::size_t place, const visit::Choices* choices);
    void drop_visit(const std::string& id);
    [[nodiscard]] std::int64_t slot_for(const std::string& visit);

    Database& db_;
    VisitKeys& keys_;
    bool cached_ = false;
    std::map<std::string, std::int64_t> slots_;  // by live visit
    std::set<std::int64_t> spent_;
};

}  // namespace aaben::journal
