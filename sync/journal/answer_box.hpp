// Private to journal: anonymous answers on their way to being numbers. 'Ingen kan se, at det er dig' holds because an
// answer is never written down: it adds one to a count in the memory folder, and counts leave together, as one entry,
// when a day or its last shift is over and at least `answers_least` to the same question have come. Store thread.
// Always: what leaves says nothing of order, time or visit, and leaves once; fewer answers than that wait, also into
// the next day, and a pulled plug forgets them: they are nobody's, and nobody was promised more than thanks.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "platform/result.hpp"
#include "visit/acts.hpp"

namespace aaben::journal {

inline constexpr int answers_least = 5;

[[nodiscard]] bool is_anonymous_answer(const visit::Act& act);

class AnswerBox {
  public:
    explicit AnswerBox(const std::filesystem::path& memory);  // with what an earlier run of the program counted there

    // Refused for what is no answer. Io: it was not counted.
    [[nodiscard]] Result<> count(const visit::Act& answer, calendar::Date today);

    // The entry that may leave now, if any: the same one until left() was called, so that a kill between its commit and
    // left() does not count twice. `id` is for a new one.
    [[nodiscard]] std::optional<visit::AnswersCounted> leaving(const std::string& id, calendar::Date today,
                                                               bool day_is_over);
    void left();

  private:
    [[nodiscard]] Result<> keep() const;
    std::filesystem::path file_;
    visit::AnswersCounted waiting_;                 // without an id; `day`: of its first answer
    std::optional<visit::AnswersCounted> leaving_;  // until left()
};

}  // namespace aaben::journal
