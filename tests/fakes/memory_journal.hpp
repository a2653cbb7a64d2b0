// The journal without a disk: it says to every act what the real one says, also to an act that comes again, so that the
// tests' glass lives in the world of the kiosk. Held against the real journal, act by act, in
// tests/unit/journal_random_test.cpp. Test thread. Always: a refused act changes nothing.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "visit/fold.hpp"

namespace aaben::fakes {

class MemoryJournal {
  public:
    [[nodiscard]] Result<> append(visit::Unit& unit, const visit::Act& act, WallMs now_ms) {
        const std::string id = own_id(act);
        if (const auto there = types_.find(id); !id.empty() && there != types_.end()) {
            if (there->second != act.index()) return fail(Fault::Invalid, "an entry of another type has this id");
            return Done{};  // a repeated touch
        }
        const auto* answered = std::get_if<visit::CallbackAnswered>(&act);
        if (answered && answered_.contains(answered->callback)) return Done{};  // one acknowledgement is enough
        visit::Unit after = unit;
        if (auto applied = visit::apply(after, act, now_ms); !applied) return applied;
        unit = std::move(after);
        if (!id.empty()) types_.emplace(id, act.index());
        if (answered) answered_.insert(answered->callback);
        return Done{};
    }

  private:
    // The id that the first touch made, of the acts that carry one.
    static std::string own_id(const visit::Act& act) {
        if (const auto* a = std::get_if<visit::CheckedIn>(&act)) return a->visit;
        if (const auto* a = std::get_if<visit::ShiftStarted>(&act)) return a->shift;
        if (const auto* a = std::get_if<visit::CallbackRequested>(&act)) return a->callback;
        if (const auto* a = std::get_if<visit::HelpRequested>(&act)) return a->help;
        if (const auto* a = std::get_if<visit::AlarmRaised>(&act)) return a->alarm;
        if (const auto* a = std::get_if<visit::FaceGiven>(&act)) return a->answer;
        if (const auto* a = std::get_if<visit::CooperationRated>(&act)) return a->answer;
        if (const auto* a = std::get_if<visit::LetterUnderstood>(&act)) return a->answer;
        return {};
    }

    std::map<std::string, std::size_t> types_;  // by id: which kind of act
    std::set<std::string> answered_;            // call-backs
};

}  // namespace aaben::fakes
