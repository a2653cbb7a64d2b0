// The outside world of the glass without disk and network: effects are answered at once, acts go into a journal in
// memory. For page objects, the monkey and tests of flow. Test thread. Always: a save that the real journal would
// refuse is answered as a failed save; `fails` makes every save fail, as a full disk would.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "fakes/memory_journal.hpp"
#include "flow/update.hpp"
#include "visit/identity.hpp"

namespace aaben::fakes {

struct Outside {
    flow::Model model;
    WallMs wall = 1'795'424'400'000;  // Monday 23 November 2026, 10:00 in Copenhagen
    MonoMs mono = 5'000;
    long ids = 0;
    bool fails = false;
    Fault fault = Fault::DiskFull;
    std::string pin = "246810";
    std::vector<visit::Act> acts;  // what was saved
    flow::Effects effects;         // what was asked for
    MemoryJournal journal;
    std::map<std::string, visit::Record> records;  // by visit, as the journal keeps them under the visit's key
    bool answers_pins = true;                      // false: the worker is still at it

    void say(const flow::Message& message) {
        flow::Next next = flow::update(std::move(model), message, {wall, mono, "id-" + std::to_string(++ids)});
        model = std::move(next.model);
        for (const flow::Effect& effect : next.effects) {
            effects.push_back(effect);
            answer(effect);
        }
    }
    void wait(std::int64_t ms) {
        wall += ms, mono += ms;
        say(flow::Ticked{});
    }

  private:
    void answer(const flow::Effect& effect) {
        if (const auto* e = std::get_if<flow::Save>(&effect)) save(*e);
        if (const auto* e = std::get_if<flow::OpenRecord>(&effect)) {
            const auto kept = records.find(e->visit);
            say(flow::RecordOpened{e->visit, kept == records.end() ? std::nullopt : std::optional(kept->second)});
        }
        if (const auto* e = std::get_if<flow::CheckPin>(&effect); e && answers_pins)
            say(flow::PinChecked{e->caseworker, e->pin == pin ? flow::PinAnswer::Right : flow::PinAnswer::Wrong,
                                 e->check});
        if (const auto* e = std::get_if<flow::CheckBadge>(&effect))
            say(flow::BadgeChecked{flow::person(model, e->text) ? e->text : ""});
        if (const auto* e = std::get_if<flow::CheckIdentity>(&effect)) answer_identity(*e);
        if (const auto* e = std::get_if<flow::LookUpCode>(&effect))
            say(flow::CodeKnown{letters::is_type_id(e->text) ? e->text : ""});
    }
    void answer_identity(const flow::CheckIdentity& asked) {
        const auto identity = visit::read_identity(asked.number);
        say(flow::IdentityChecked{asked.visit, identity ? identity->number : std::string(), identity.has_value()});
    }
    void save(const flow::Save& save) {
        visit::Unit unit = model.unit;
        if (fails) return say(flow::SaveFailed{save.pending, fault});
        if (!journal.append(unit, save.act, wall)) return say(flow::SaveFailed{save.pending, Fault::Refused});
        acts.push_back(save.act);
        if (const auto* written = std::get_if<visit::ConversationRecorded>(&save.act))
            records[written->visit] = *written->record;
        if (const auto* ended = std::get_if<visit::ConversationEnded>(&save.act)) records.erase(ended->visit);
        say(flow::Saved{save.pending, std::move(unit)});
    }
};

}  // namespace aaben::fakes
