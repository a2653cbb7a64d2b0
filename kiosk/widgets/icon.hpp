// The pictures of the glass by what they mean here; the values are names of Material Icons. Pure.
// Always: one picture means one thing; a picture that points somewhere is mirrored in right-to-left languages.
#pragma once

#include <string_view>

namespace aaben::widgets {

namespace icon {
inline constexpr std::string_view door = "meeting_room", talk = "record_voice_over", letter = "drafts";
inline constexpr std::string_view ticket = "confirmation_number", call_back = "phone_callback", phone = "phone";
inline constexpr std::string_view badge = "badge", language = "language", speak = "volume_up", large = "format_size";
inline constexpr std::string_view meeting = "event", money = "payments", illness = "medical_services";
inline constexpr std::string_view job = "handyman", housing = "home", chat = "forum", other = "more_horiz";
inline constexpr std::string_view back = "arrow_back", forward = "arrow_forward", more_time = "hourglass_empty";
inline constexpr std::string_view previous = "navigate_before", following = "navigate_next";
inline constexpr std::string_view print = "print", walk = "directions_walk", check = "check", done = "check_circle";
inline constexpr std::string_view people = "groups", person = "person", place = "place", companion = "group_add";
inline constexpr std::string_view what = "help_outline", act = "task_alt", otherwise = "warning_amber";
inline constexpr std::string_view rights = "shield", sent = "cloud_done", waiting = "cloud_queue";
inline constexpr std::string_view lock = "lock", pause = "local_cafe", undo = "undo", alarm = "notifications_active";
inline constexpr std::string_view alarm_silent = "shield", alarm_raised = "verified_user";
inline constexpr std::string_view leave = "logout", quiet_place = "self_improvement", interpreter = "translate";
inline constexpr std::string_view clock = "schedule", close = "close", erase = "backspace", scan = "qr_code_scanner";
inline constexpr std::string_view camera = "photo_camera", info = "info", again = "refresh", start = "play_arrow";
inline constexpr std::string_view fetch_silently = "volume_off", home = "home", add = "add", keyboard = "keyboard";
inline constexpr std::string_view to_phone = "qr_code_2", day = "bar_chart", advice = "menu_book";
}  // namespace icon

// Whether the picture points in the reading direction.
[[nodiscard]] bool has_direction(std::string_view icon);

}  // namespace aaben::widgets
