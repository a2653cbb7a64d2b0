#include "samples.hpp"

#include <cstdio>
#include <cstdlib>

#include "text/fonts.hpp"
#include "visit/fold.hpp"

namespace aaben::tests {

namespace {
using flow::Screen;

constexpr WallMs minute_ms = 60'000;
const WallMs now_ms = calendar::wall_ms({{2026, 11, 23}, {10, 24}});

visit::WeeklyHours weekdays(calendar::TimeOfDay from, calendar::TimeOfDay until) {
    visit::WeeklyHours hours;
    for (std::size_t day = 0; day < 5; ++day) hours.days[day] = {{from, until}};
    return hours;
}

visit::Caseworker caseworker(const char* id, const char* name, const char* initials) {
    visit::Caseworker person;
    person.id = id, person.name = name, person.initials = initials;
    person.here = weekdays({9, 0}, {12, 0});
    return person;
}

void act(visit::Unit& unit, const visit::Act& what, WallMs at_ms) {
    if (auto done = visit::apply(unit, what, at_ms); !done) {
        std::fprintf(stderr, "a sample breaks a rule: %s\n", done.error().what.c_str());
        std::abort();
    }
}

Sample citizen_on(Screen screen) {
    Sample sample{std::string(screens::name_of(screen)), unit_with_people()};
    sample.model.citizen.screen = screen;
    return sample;
}
}  // namespace

flow::Model unit_with_people() {
    flow::Model m;
    m.now_ms = now_ms;
    m.mono_ms = 5'000'000;
    m.citizen.touched_ms = m.mono_ms;
    m.roster.unit_name = "Korskærparken";
    m.roster.people = {caseworker("mette", "Mette Krogh", "ME"), caseworker("jonas", "Jonas Prøve", "JO")};
    m.hours.door = weekdays({9, 0}, {15, 0});
    m.hours.telephone = weekdays({9, 0}, {10, 0});
    m.hours.main_phone = "72107000";
    m.unit.day = {2026, 11, 23};
    act(m.unit, visit::ShiftStarted{"shift-1", "mette"}, now_ms - 82 * minute_ms);
    act(m.unit, visit::ShiftStarted{"shift-2", "jonas"}, now_ms - 80 * minute_ms);
    return m;
}

flow::Model in_language(flow::Model model, const std::string& language) {
    model.citizen.language = language;
    return model;
}

std::vector<Sample> samples() {
    std::vector<Sample> all;
    all.push_back(citizen_on(Screen::Home));
    Sample nobody = citizen_on(Screen::Home);
    nobody.name = "home_nobody";
    nobody.model.unit.shifts.clear();
    all.push_back(nobody);
    return all;
}

Stage::Stage(const std::string& assets_folder) {
    auto fonts = text::read_font_paths(assets_folder + "/fonts.toml");
    auto opened = fonts ? text::Typesetter::open(std::move(fonts).value())
                        : Result<std::unique_ptr<text::Typesetter>>(fonts.error());
    auto loaded = text::Catalogue::load(assets_folder + "/languages");
    if (!opened || !loaded) {
        std::fprintf(stderr, "%s\n", (!opened ? opened.error() : loaded.error()).what.c_str());
        std::abort();
    }
    typesetter = std::move(opened).value();
    words = std::make_unique<text::Catalogue>(std::move(loaded).value());
}

screens::Assets Stage::assets() const {
    return {*words, [](int) { return std::nullopt; }, [] { return std::nullopt; }};
}

}  // namespace aaben::tests
