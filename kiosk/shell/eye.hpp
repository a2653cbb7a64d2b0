// The camera over the shelf and the program that reads: starts `kiosk-reader` for one letter, hands its answer on as
// LetterRead, keeps the pages read so far and the crops of fields in memory until they are forgotten. Loop's thread; an
// own thread does the work. Always: pictures and words live in memory only, are overwritten when forgotten, and a
// reader that runs longer than reading_limit_ms or dies is answered as 'unsure', with a person offered.
#pragma once

#include <memory>
#include <optional>

#include "shell/effects.hpp"
#include "shell/settings.hpp"
#include "widgets/drawing.hpp"

namespace aaben::shell {

inline constexpr std::int64_t reading_limit_ms = 30'000;  // for each page

class Eye final : public LetterEye {
  public:
    // Says of a type and its fields that something is lacking which another page may say.
    using Lacks = std::function<bool(const std::string& type, const letters::Fields& fields)>;
    Eye(const Settings& settings, Inbox& inbox, Lacks lacks);
    ~Eye() override;
    void start(bool next_page) override;
    void stop() override;
    void forget_pictures() override;
    [[nodiscard]] bool has_camera() const;
    [[nodiscard]] std::optional<widgets::Picture> crop(int image) const;  // FieldShown::image
    [[nodiscard]] std::optional<widgets::Picture> live() const;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace aaben::shell
