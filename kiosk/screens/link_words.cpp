#include "screens/link_words.hpp"

#include <cstdlib>
#include <optional>

namespace aaben::screens {
namespace {

// "12 minutter", "3 timer", "40 dage": how a person would say it.
std::string how_long(const Page& page, std::int64_t ms) {
    const std::int64_t minutes = std::abs(ms) / 60'000;
    if (minutes < 120) return page.say(Key::staff_minutes, {{"n", minutes}});
    if (minutes < std::int64_t{48} * 60) return page.say(Key::staff_hours, {{"n", (minutes + 30) / 60}});
    return page.say(Key::staff_days, {{"n", (minutes + 720) / 1440}});
}

// Why nothing comes and goes, when it is the device's own standing at the jobcenter. One sentence: the first that
// holds.
std::optional<Key> standing(const flow::Sync& sync) {
    if (sync.code_refused) return Key::staff_code_refused;
    if (sync.revoked) return Key::staff_revoked;
    if (!sync.enrolled) return Key::staff_not_enrolled;
    if (sync.certificate_expired) return Key::staff_certificate_expired;
    if (sync.forbidden) return Key::staff_forbidden;
    return std::nullopt;
}

}  // namespace

std::optional<Key> device_words(const flow::Model& model) {
    switch (model.printer) {
        case flow::Printer::PaperOut:
            return Key::staff_printer_paper;
        case flow::Printer::CoverOpen:
            return Key::staff_printer_cover;
        case flow::Printer::Off:
            return Key::staff_printer_off;
        case flow::Printer::None:
        case flow::Printer::Ready:
            break;
    }  // no default case, so the compiler can warn about missing cases
    return model.room_missing ? std::optional(Key::staff_room_missing) : std::nullopt;
}

std::optional<Key> trouble_words(flow::Trouble trouble) {
    switch (trouble) {
        case flow::Trouble::DiskFull:
            return Key::staff_disk_full;
        case flow::Trouble::JournalReadOnly:
        case flow::Trouble::JournalTooNew:
            return Key::staff_cannot_save;
        case flow::Trouble::JournalSetAside:
            return Key::staff_set_aside;
        case flow::Trouble::None:
        case flow::Trouble::ContentMissing:
            return std::nullopt;
    }  // no default case, so the compiler can warn about missing cases
    return std::nullopt;
}

std::string_view entry_words(const Page& page, std::string_view type) {
    struct Named {
        std::string_view begins;
        Key words;
    };
    constexpr Named kinds[] = {{"visit.checked_in", Key::staff_entry_check_in},
                               {"visit.", Key::staff_entry_visit},
                               {"shift.", Key::staff_entry_shift},
                               {"callback.", Key::staff_entry_callback},
                               {"help.", Key::staff_entry_help},
                               {"alarm.", Key::staff_entry_help},
                               {"answer.", Key::staff_entry_answer}};
    for (const Named& kind : kinds)
        if (type.starts_with(kind.begins)) return page.say(kind.words);
    return page.say(Key::staff_entry_other);
}

std::string_view refused_words(const Page& page, std::string_view problem) {
    if (problem.ends_with("unknown-type")) return page.say(Key::staff_refused_unknown);
    if (problem.ends_with("id-conflict")) return page.say(Key::staff_refused_conflict);
    if (problem.ends_with("too-large") || problem.ends_with("malformed")) return page.say(Key::staff_refused_unread);
    return page.say(Key::staff_refused_hint);
}

std::vector<LinkLine> link_lines(const Page& page) {
    const flow::Sync& sync = page.model.sync;
    std::vector<LinkLine> lines;
    const auto alarm = [&](std::string words) { lines.push_back({icon::otherwise, std::move(words), palette::alarm}); };
    if (const auto trouble = trouble_words(page.model.trouble)) alarm(std::string(page.say(*trouble)));
    if (const auto key = standing(sync)) alarm(std::string(page.say(*key)));
    if (const auto key = device_words(page.model)) alarm(std::string(page.say(*key)));
    if (!page.model.today_known) alarm(std::string(page.say(Key::staff_day_unknown)));
    if (sync.clock_ahead_ms != 0)
        alarm(page.say(Key::staff_clock_wrong, {{"time", how_long(page, sync.clock_ahead_ms)}}));
    if (sync.anomalies > 0) alarm(page.say(Key::staff_anomalies, {{"n", sync.anomalies}}));
    lines.push_back({sync.online ? icon::sent : icon::waiting,
                     std::string(page.say(sync.online ? Key::staff_online : Key::status_offline)),
                     sync.online ? palette::good : palette::primary});
    lines.push_back({icon::ticket,
                     sync.unreceipted == 0 ? std::string(page.say(Key::status_all_sent))
                                           : page.say(Key::status_waiting, {{"n", sync.unreceipted}}),
                     palette::primary});
    if (sync.oldest_ms)
        lines.push_back(
            {icon::clock, page.say(Key::staff_oldest, {{"time", clock(page, *sync.oldest_ms)}}), palette::primary});
    return lines;
}

}  // namespace aaben::screens
