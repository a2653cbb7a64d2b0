#include "wire/problem.hpp"

#include "wire/json_reading.hpp"

namespace aaben::wire {

std::string build_problem(const Problem& problem) {
    return dump(Json{{"type", problem.type}, {"title", problem.title}, {"detail", problem.detail}});
}

Result<Problem> parse_problem(std::string_view text) {
    const auto json = parse_object(text, std::size_t{16} * 1024);
    if (!json) return invalid("problem: not a JSON object within limits");
    Members m(*json);
    Problem problem;
    if (std::string type = m.text_or_empty("type", 256); !type.empty()) problem.type = std::move(type);
    problem.title = m.text_or_empty("title");
    problem.detail = m.text_or_empty("detail", 4096);
    if (!m.good()) return invalid("problem: a member is of another kind");
    return problem;
}

}  // namespace aaben::wire
