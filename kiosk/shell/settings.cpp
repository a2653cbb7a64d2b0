#include "shell/settings.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <set>

#include "platform/log.hpp"
#include "shell/room_display.hpp"

namespace aaben::shell {
namespace {

namespace fs = std::filesystem;

fs::path own_program() {
    std::error_code ignored;
    return fs::read_symlink("/proc/self/exe", ignored);
}

fs::path default_assets() {
    std::error_code ignored;
    for (fs::path dir = own_program().parent_path(); dir.has_relative_path(); dir = dir.parent_path())
        if (fs::exists(dir / "assets" / "languages", ignored)) return dir / "assets";
    return "/usr/share/aaben-doer";
}

Error bad(const fs::path& file, const std::string& what) {
    return fail(Fault::Invalid, file.string() + ": " + what + " Nothing was started; the journal is untouched.");
}

}  // namespace

Result<Settings> read_settings(const fs::path& file) {
    Settings s;
    s.assets = default_assets();
    s.reader = own_program().parent_path() / "kiosk-reader";
    s.voice = own_program().parent_path() / "kiosk-voice";
    std::error_code ignored;
    if (!fs::exists(file, ignored)) return s;
    toml::table t;
    try {
        t = toml::parse_file(file.string());
    } catch (const toml::parse_error& e) {
        return bad(file, "line " + std::to_string(e.source().begin.line) + ": " + std::string(e.description()) + ".");
    }
    static const std::set<std::string_view> known{"unit",          "unit_name",        "assets",
                                                  "dpi",           "fullscreen",       "width",
                                                  "height",        "require_reviewed", "camera",
                                                  "printer",       "reader",           "repeat_ms",
                                                  "key_repeat_ms", "settle_ms",        "badge_alone_minutes",
                                                  "voice",         "voice_record",     "room",
                                                  "phone"};
    for (const auto& [key, node] : t)
        if (!known.contains(key.str())) return bad(file, "unknown key '" + std::string(key.str()) + "'.");
    const auto wrong = [&](const char* key, bool good) { return t.contains(key) && !good; };
    if (wrong("unit", t["unit"].is_string()) || wrong("unit_name", t["unit_name"].is_string()) ||
        wrong("assets", t["assets"].is_string()) || wrong("camera", t["camera"].is_string()) ||
        wrong("printer", t["printer"].is_string()) || wrong("reader", t["reader"].is_string()) ||
        wrong("voice", t["voice"].is_string()) || wrong("voice_record", t["voice_record"].is_string()) ||
        wrong("room", t["room"].is_string()) || wrong("phone", t["phone"].is_string()))
        return bad(file,
                   "unit, unit_name, phone, assets, camera, printer, reader, room, voice and voice_record are texts in "
                   "quotation marks.");
    if (wrong("dpi", t["dpi"].is_number()) || wrong("width", t["width"].is_integer()) ||
        wrong("height", t["height"].is_integer()))
        return bad(file, "dpi, width and height are numbers.");
    if (wrong("fullscreen", t["fullscreen"].is_boolean()) ||
        wrong("require_reviewed", t["require_reviewed"].is_boolean()))
        return bad(file, "fullscreen and require_reviewed are true or false.");
    s.unit = t["unit"].value_or(s.unit);
    s.unit_name = t["unit_name"].value_or(s.unit_name);
    s.dpi = t["dpi"].value_or(s.dpi);
    s.fullscreen = t["fullscreen"].value_or(false);
    s.width_px = t["width"].value_or(s.width_px);
    s.height_px = t["height"].value_or(s.height_px);
    s.require_reviewed = t["require_reviewed"].value_or(false);
    s.room = t["room"].value_or(std::string{});
    if (!s.room.empty() && !read_room_wish(s.room))
        return bad(
            file,
            "room is \"output 1\" to \"output 7\" (the glass's own is 0) or a size with sides of 320 to 8192 pixels, "
            "\"1920x1080\".");
    s.printer = t["printer"].value_or(std::string{});
    s.phone = t["phone"].value_or(std::string{});
    const bool digits = std::ranges::all_of(s.phone, [](char c) { return c >= '0' && c <= '9'; });
    if (!s.phone.empty() && (s.phone.size() != 8 || !digits))
        return bad(file, "phone is the number citizens can ring, in eight digits: \"72107000\".");
    if (s.dpi < 50 || s.dpi > 600 || s.width_px < 320 || s.height_px < 320 || s.width_px > 8192 || s.height_px > 8192)
        return bad(file, "dpi must lie between 50 and 600, width and height between 320 and 8192 pixels.");
    const auto guard = [&](const char* key, std::int64_t& ms) {
        if (!t.contains(key)) return true;
        ms = t[key].value_or(std::int64_t{-1});
        return t[key].is_integer() && ms >= 0 && ms <= 5'000;
    };
    if (!guard("repeat_ms", s.touch.repeat_ms) || !guard("key_repeat_ms", s.touch.key_repeat_ms) ||
        !guard("settle_ms", s.touch.settle_ms))
        return bad(file, "repeat_ms, key_repeat_ms and settle_ms are milliseconds between 0 and 5000.");
    s.badge_alone_minutes = t["badge_alone_minutes"].value_or(0);
    if (wrong("badge_alone_minutes", t["badge_alone_minutes"].is_integer()) || s.badge_alone_minutes < 0 ||
        s.badge_alone_minutes > 60)
        return bad(file, "badge_alone_minutes is a whole number between 0 (never) and 60.");
    const fs::path base = fs::absolute(file, ignored).parent_path();
    const auto path = [&](const char* key, const fs::path& otherwise) {
        const auto value = t[key].value<std::string>();
        return value && !value->empty() ? (base / *value).lexically_normal() : otherwise;
    };
    s.assets = path("assets", s.assets);
    s.reader = path("reader", s.reader);
    s.voice = path("voice", s.voice);
    s.voice_record = path("voice_record", {});
    s.camera = path("camera", {}).string();
    if (!fs::is_directory(s.assets, ignored)) return bad(file, "assets is no folder: " + s.assets.string() + ".");
    // Without these the glass goes on, and does less: whoever wrote them wants to know.
    for (const char* key : {"reader", "voice", "camera", "printer"})
        if (const auto named = path(key, {}); !named.empty() && !fs::exists(named, ignored))
            log(LogLevel::Warning, "settings",
                file.string() + ": " + key + " names " + named.string() + ", which is not there");
    return s;
}

}  // namespace aaben::shell
