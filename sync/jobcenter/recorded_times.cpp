#include "jobcenter/recorded_times.hpp"

#include <nlohmann/json.hpp>

#include "jobcenter/listing.hpp"

namespace aaben::jobcenter {

Result<RecordedTimes> RecordedTimes::of(Store& store) {
    RecordedTimes times;
    EntryFilter corrections;
    corrections.type = "clock.corrected";
    auto read = each_entry(store, corrections, [&](const StoredEntry& stored) {
        const auto entry = wire::parse_entry(stored.body);
        if (!entry) return;
        const auto open = nlohmann::json::parse(entry->open, nullptr, false);
        const auto boot = open.find("boot"), step = open.find("step_ms"), known = open.find("known");
        if (boot == open.end() || !boot->is_string() || step == open.end() || !step->is_number_integer()) return;
        const bool day_known = known == open.end() || !known->is_boolean() || known->get<bool>();
        times.steps_[{stored.device, stored.side}][boot->get<std::string>()].push_back(
            {stored.seq, step->get<std::int64_t>(), day_known});
    });
    if (!read) return read.error();
    return times;
}

RecordedTime RecordedTimes::of(const StoredEntry& stored, const wire::Entry& entry) const {
    RecordedTime time{entry.recorded.wall_ms, 0, false};
    const auto device = steps_.find({stored.device, stored.side});
    if (device == steps_.end()) return time;
    const auto boot = device->second.find(entry.recorded.boot);
    if (boot == device->second.end()) return time;
    std::int64_t newest = 0;
    for (const Step& step : boot->second) {
        if (step.seq > stored.seq) time.corrected_by_ms += step.step_ms;
        if (step.seq > newest) newest = step.seq, time.doubtful = !step.known;
    }
    time.at_ms += time.corrected_by_ms;
    return time;
}

}  // namespace aaben::jobcenter
