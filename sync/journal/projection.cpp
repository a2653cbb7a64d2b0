#include "journal/projection.hpp"

#include <algorithm>
#include <cassert>

#include "entries/codec.hpp"
#include "journal/unit_json.hpp"
#include "seal/sealed.hpp"

namespace aaben::journal {
namespace {

[[noreturn]] void corrupt(const char* what) {
    throw SqliteFailure{fail(Fault::Corrupt, std::string("the live queue cannot be read: ") + what)};
}

template <class T>
T must(Result<T> result) {
    if (!result) throw SqliteFailure{result.error()};
    return std::move(result).value();
}

Json parsed(const std::string& text) {
    return Json::parse(text, nullptr, false);
}

// The whole visit but its choices, in the spelling of its row.
std::string open_text(const visit::Visit& v) {
    return dump(visit_json(v));
}

std::string locked_text(const seal::Secret& key, std::string plain) {
    plain.resize((plain.size() / 64 + 1) * 64, ' ');  // so that the row's length tells little
    std::string locked = seal::lock(key, plain);
    seal::wipe(plain);
    return locked;
}

}  // namespace

void Projection::read_slots() {
    if (cached_) return;
    slots_.clear();
    spent_.clear();
    Query live = db_.query("SELECT visit, slot FROM live_visit WHERE slot IS NOT NULL");
    while (live.next()) slots_[live.text(0)] = live.number(1);
    Query spent = db_.query("SELECT slot FROM spent_slot");
    while (spent.next()) spent_.insert(spent.number(0));
    cached_ = true;
}

visit::Unit Projection::load() {
    cached_ = false;
    read_slots();
    visit::Unit unit;
    {
        Query row = db_.query("SELECT open FROM unit_state");
        if (row.next() && !read_state(parsed(row.text(0)), unit)) corrupt("state");
    }
    Query live = db_.query("SELECT open, slot, locked FROM live_visit ORDER BY place");
    while (live.next()) {
        auto v = read_visit(parsed(live.text(0)));
        if (!v) corrupt("a visit");
        // A key that is gone, or another file's, costs the choices on the glass and nothing else.
        if (!live.is_null(1) && !live.is_null(2)) {
            if (const auto key = keys_.key(live.number(1)))
                if (auto plain = seal::unlock(*key, live.text(2))) {
                    if (auto choices = entries::choices_from_json(*plain)) v->choices = std::move(*choices);
                    seal::wipe(*plain);
                }
        }
        unit.visits.push_back(std::move(*v));
    }
    Query ended = db_.query("SELECT open FROM ended_visit ORDER BY place");
    while (ended.next()) {
        auto e = read_ended(parsed(ended.text(0)));
        if (!e) corrupt("an ended visit");
        unit.ended.push_back(std::move(*e));
    }
    Query samples = db_.query("SELECT open FROM wait_sample ORDER BY place");
    while (samples.next()) {
        const auto s = read_sample(parsed(samples.text(0)));
        if (!s) corrupt("a wait");
        unit.samples.push_back(*s);
    }
    return unit;
}

void Projection::save(const visit::Unit& before, const visit::Unit& after) {
    read_slots();
    if (std::string open = dump(state_json(after)); open != dump(state_json(before)) || before == visit::Unit{})
        db_.query("INSERT INTO unit_state(one, open) VALUES (1, ?) ON CONFLICT DO UPDATE SET open = excluded.open")(
               open)
            .exec();
    save_visits(before, after);
    save_ended(before, after);
    save_samples(before, after);
}

std::int64_t Projection::slot_for(const std::string& visit) {
    // A slot that a pulled plug took with its file is no slot any more.
    if (const auto it = slots_.find(visit); it != slots_.end() && keys_.key(it->second)) return it->second;
    std::set<std::int64_t> taken = spent_;
    for (const auto& [id, slot] : slots_) taken.insert(slot);
    const std::int64_t slot = must(keys_.free_slot(taken));
    slots_[visit] = slot;
    return slot;
}

void Projection::put_visit(const visit::Visit& v, std::size_t place, const visit::Choices* choices) {
    const auto at = static_cast<std::int64_t>(place);
    if (!choices) {
        db_.query("UPDATE live_visit SET place = ?, open = ? WHERE visit = ?")(at)(open_text(v))(v.id).exec();
        if (db_.changes() == 1) return;
        choices = &v.choices;
    }
    if (*choices == entries::no_choices()) {
        db_.query(
               "INSERT INTO live_visit(visit, place, open) VALUES (?, ?, ?) "
               "ON CONFLICT DO UPDATE SET place = excluded.place, open = excluded.open")(v.id)(at)(open_text(v))
            .exec();
        return;
    }
    const std::int64_t slot = slot_for(v.id);
    const std::string locked = locked_text(must(keys_.key(slot)), entries::choices_to_json(*choices));
    db_.query(
           "INSERT INTO live_visit(visit, place, open, slot, locked) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
           "place = excluded.place, open = excluded.open, slot = excluded.slot, locked = excluded.locked")(v.id)(
           at)(open_text(v))(slot)
        .blob(locked)
        .exec();
}

void Projection::put_record(const std::string& visit, const visit::Record& record) {
    read_slots();
    const std::int64_t slot = slot_for(visit);
    const std::string locked = locked_text(must(keys_.key(slot)), entries::record_to_json(record));
    db_.query("UPDATE live_visit SET slot = ?, record = ? WHERE visit = ?")(slot).blob(locked)(visit).exec();
}

std::optional<visit::Record> Projection::record(const std::string& visit) {
    Query row = db_.query("SELECT slot, record FROM live_visit WHERE visit = ?");
    row(visit);
    if (!row.next() || row.is_null(0) || row.is_null(1)) return std::nullopt;
    const auto key = keys_.key(row.number(0));
    if (!key) return std::nullopt;
    auto plain = seal::unlock(*key, row.text(1));
    if (!plain) return std::nullopt;
    auto read = entries::record_from_json(*plain);
    seal::wipe(*plain);
    return read ? std::optional(std::move(*read)) : std::nullopt;
}

void Projection::drop_visit(const std::string& id) {
    if (const auto it = slots_.find(id); it != slots_.end()) {
        db_.query("INSERT OR IGNORE INTO spent_slot(slot) VALUES (?)")(it->second).exec();
        spent_.insert(it->second);
        slots_.erase(it);
    }
    db_.query("DELETE FROM live_visit WHERE visit = ?")(id).exec();
}

void Projection::save_visits(const visit::Unit& before, const visit::Unit& after) {
    for (const visit::Visit& old : before.visits)
        if (std::ranges::find(after.visits, old.id, &visit::Visit::id) == after.visits.end()) drop_visit(old.id);
    for (std::size_t i = 0; i < after.visits.size(); ++i) {
        const visit::Visit& v = after.visits[i];
        const auto old = std::ranges::find(before.visits, v.id, &visit::Visit::id);
        const bool known = old != before.visits.end();
        if (known && *old == v && static_cast<std::size_t>(old - before.visits.begin()) == i) continue;
        put_visit(v, i, known && old->choices == v.choices ? nullptr : &v.choices);
    }
}

void Projection::save_ended(const visit::Unit& before, const visit::Unit& after) {
    for (const visit::EndedVisit& old : before.ended)
        if (std::ranges::none_of(after.ended, [&](const auto& e) { return e.visit.id == old.visit.id; }))
            db_.query("DELETE FROM ended_visit WHERE visit = ?")(old.visit.id).exec();
    for (std::size_t i = 0; i < after.ended.size(); ++i) {
        const visit::EndedVisit& e = after.ended[i];
        if (i < before.ended.size() && before.ended[i] == e) continue;
        db_.query(
               "INSERT INTO ended_visit(visit, place, open) VALUES (?, ?, ?) "
               "ON CONFLICT DO UPDATE SET place = excluded.place, open = excluded.open")(e.visit.id)(
               static_cast<std::int64_t>(i))(dump(ended_json(e)))
            .exec();
    }
}

// Samples only grow at the end and shrink at the front.
void Projection::save_samples(const visit::Unit& before, const visit::Unit& after) {
    if (before.samples == after.samples) return;
    std::size_t dropped = before.samples.size();
    for (std::size_t d = 0; d < before.samples.size(); ++d)
        if (before.samples.size() - d <= after.samples.size() &&
            std::equal(before.samples.begin() + static_cast<std::ptrdiff_t>(d), before.samples.end(),
                       after.samples.begin())) {
            dropped = d;
            break;
        }
    if (dropped > 0)
        db_.query("DELETE FROM wait_sample WHERE place IN (SELECT place FROM wait_sample ORDER BY place LIMIT ?)")(
               static_cast<std::int64_t>(dropped))
            .exec();
    for (std::size_t i = before.samples.size() - dropped; i < after.samples.size(); ++i)
        db_.query("INSERT INTO wait_sample(open) VALUES (?)")(dump(sample_json(after.samples[i]))).exec();
}

void Projection::burn_spent() {
    read_slots();
    if (spent_.empty()) return;
    if (!keys_.burn({spent_.begin(), spent_.end()})) return;
    // The rows may go with the next commit to come: burning a slot twice does no harm.
    Transaction tidy(db_);
    for (const std::int64_t slot : spent_) db_.query("DELETE FROM spent_slot WHERE slot = ?")(slot).exec();
    tidy.commit();
    spent_.clear();
}

}  // namespace aaben::journal
