// What the second display may have to show: a quiet room, and one to three calls in several languages.
#include <functional>

#include "sample_unit.hpp"
#include "samples.hpp"
#include "visit/fold.hpp"

namespace aaben::tests {

namespace {
void call(flow::Model& m) {
    act(m.unit, visit::Called{"visit-0", "shift-1"}, now_ms - 2 * minute_ms);
}
}  // namespace

std::vector<Sample> room_samples() {
    std::vector<Sample> all;
    const auto add = [&](const char* name, const std::function<void(flow::Model&)>& change) {
        all.push_back({std::string("room_") + name, unit_with_people()});
        change(all.back().model);
    };
    const auto speaks = [](flow::Model& m, const char* visit, const char* language) {
        for (visit::Visit& each : m.unit.visits)
            if (each.id == visit) each.choices.language = language;
    };
    add("quiet", [](flow::Model&) {});
    add("nobody", [](flow::Model& m) { m.unit.shifts.clear(), m.now_ms += std::int64_t{8} * 60 * minute_ms; });
    add("called", [&](flow::Model& m) { speaks(m, "visit-0", "da"), call(m); });
    add("called_arabic", [&](flow::Model& m) { speaks(m, "visit-0", "ar"), call(m); });
    add("called_fresh", [&](flow::Model& m) {
        speaks(m, "visit-0", "ti");
        act(m.unit, visit::Called{"visit-0", "shift-1"}, now_ms - 1'000);
        m.mono_ms = m.mono_ms.ms / 2'000 * 2'000;  // while its frame is lit
    });
    add("two_called", [&](flow::Model& m) {
        call(m), speaks(m, "visit-0", "so"), speaks(m, "visit-1", "uk");
        act(m.unit, visit::Called{"visit-1", "shift-2"}, now_ms - minute_ms);
        m.unit.help.push_back({"help-1", now_ms});
    });
    add("three_called", [&](flow::Model& m) {
        m.roster.people.push_back(caseworker("abdi", "Abdirahman-Christoffer Prøve", "AP"));
        act(m.unit, visit::ShiftStarted{"shift-3", "abdi"}, now_ms - 9 * minute_ms);
        call(m), speaks(m, "visit-0", "fa"), speaks(m, "visit-1", "da"), speaks(m, "visit-2", "pl");
        act(m.unit, visit::Called{"visit-1", "shift-2"}, now_ms - minute_ms);
        act(m.unit, visit::Called{"visit-2", "shift-3"}, now_ms);
    });
    add("revoked", [](flow::Model& m) { m.unit.shifts.clear(), m.sync.enrolled = false, m.sync.revoked = true; });
    return all;
}

}  // namespace aaben::tests
