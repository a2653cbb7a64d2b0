// Seeded random acts of citizens and caseworkers, sensible and senseless ones mixed: for the pure rules and the
// journal. Test thread. Always: the same seed and the same answers give the same acts; ids are UUID-shaped, as the
// journal wants.
#pragma once

#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include "visit/fold.hpp"

namespace aaben::fakes {

class RandomActs {
  public:
    explicit RandomActs(unsigned seed) : random_(seed) {
        for (std::string& shift : shifts_) shift = fresh();
    }

    [[nodiscard]] std::int64_t pause_ms() { return static_cast<std::int64_t>(random_() % 20'000); }

    // What somebody tries next; about a third is allowed by the rules.
    visit::Act next(const visit::Unit& unit, WallMs now_ms) {
        using namespace visit;
        const calendar::Date today = calendar::copenhagen(now_ms).date;
        if (needs_day_close(unit, today)) return close_of(unit, today);
        std::vector<std::string> live;
        for (const Visit& v : unit.visits) live.push_back(v.id);
        if (!unit.ended.empty() && random_() % 4 == 0)
            live.push_back(unit.ended[random_() % unit.ended.size()].visit.id);
        const std::string visit = live.empty() ? shifts_[0] : live[random_() % live.size()];
        const std::string other = live.empty() ? shifts_[0] : live[random_() % live.size()];
        const std::string shift = shifts_[random_() % 3];
        switch (random_() % 19) {
            case 0:
            case 1:
                return CheckedIn{fresh(), next_sign(unit, today), choices()};
            case 2:
                return SteppedOut{visit};
            case 3:
                return CameBack{visit};
            case 4:
                return LeftUnit{visit};
            case 5:
                return Merged{visit, other};
            case 6:
            case 7:
                return Called{visit, shift};
            case 8:
                return CallMissed{visit};
            case 9:
                return ConversationStarted{visit, shift};
            case 10:
                return ConversationEnded{visit, Outcome::Helped};
            case 11:
                return Parked{visit};
            case 12:
                return Unparked{visit};
            case 13:
                return Transferred{visit, "jonas"};
            case 14:
                return PrioritySet{visit, static_cast<int>(random_() % 5)};
            case 15:
                return Undone{visit};
            case 16:
                return ConversationRecorded{visit, record()};
            case 17:
                return ShiftStarted{shift, "person-" + std::to_string(random_() % 3)};
            default:
                return ShiftEnded{shift, 0, 0};
        }
    }

  private:
    static visit::Act close_of(const visit::Unit& unit, calendar::Date today) {
        for (const visit::Visit& v : unit.visits)
            if (v.state == visit::State::InConversation) return visit::ConversationEnded{v.id, visit::Outcome::Helped};
        return visit::DayClosed{today};
    }
    visit::Choices choices() {
        visit::Choices c;
        c.purpose = static_cast<visit::Purpose>(random_() % 8);
        if (random_() % 3 == 0) c.needs.put(visit::Need::StepOutside);
        return c;
    }
    visit::Record record() {
        visit::Record r;
        r.topics.put(static_cast<visit::Topic>(random_() % 9));
        r.tell_next = std::string(random_() % 300, 'x');
        return r;
    }
    std::string fresh() {
        char id[40];
        const unsigned long a = ++ids_;
        std::snprintf(id, sizeof id, "00000000-%04lx-7%03lx-8000-%012lx", (a >> 12) & 0xffff, a & 0xfff, a);
        return id;
    }

    std::mt19937 random_;
    unsigned long ids_ = 0;
    std::string shifts_[3];
};

}  // namespace aaben::fakes
