// kiosk.toml: what this device is and where its things stand. Read once at start, by kiosk only. Always: a torn file
// gives one sentence for the operator, naming file and line, and the kiosk does not start with half of it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "platform/result.hpp"
#include "widgets/touch.hpp"

namespace aaben::shell {

struct Settings {
    std::string unit = "korskaerparken";  // id; stands in open fields
    std::string unit_name;                // shown until the roster says it
    std::filesystem::path assets;         // letters, languages, icons; the bundle in DATA/content goes before
    float dpi = 149;
    bool fullscreen = false;
    int width_px = 1280, height_px = 800;
    bool require_reviewed = false;  // unreviewed legal text only in Danish, with a person offered
    std::string camera;             // "", "/dev/video0", or a file or folder of pictures (development)
    std::string phone;              // shown until the unit's hours say it: eight digits, or empty
    std::string room;               // "", "output 1", or "1920x1080": the second display (room_display.hpp)
    std::string printer;            // "", or a device that takes ESC/POS
    widgets::TouchRules touch;      // longer guards for hands that shake
    int badge_alone_minutes =
        0;  // so long after the PIN of this shift the badge alone opens the staff's side; 0: never
    std::filesystem::path reader;        // the program kiosk-reader
    std::filesystem::path voice;         // the program kiosk-voice; one that is not there leaves the glass silent
    std::filesystem::path voice_record;  // a WAV file that it writes instead of making sound (development)
};

// Relative paths are taken from the file's own folder. A missing file gives the defaults.
[[nodiscard]] Result<Settings> read_settings(const std::filesystem::path& file);

}  // namespace aaben::shell
