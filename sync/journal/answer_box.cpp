#include "journal/answer_box.hpp"

#include <fstream>
#include <numeric>
#include <utility>

#include "entries/codec.hpp"

namespace aaben::journal {
namespace {

constexpr std::string_view type = "answers.counted";

template <std::size_t N>
int sum(const std::array<int, N>& counts) {
    return std::accumulate(counts.begin(), counts.end(), 0);
}
int sum(const visit::Counts& counts) {
    int all = 0;
    for (const auto& [what, count] : counts) all += count;
    return all;
}

void write_counts(std::ostream& out, const visit::AnswersCounted& counts) {
    const entries::Coded coded = entries::encode(counts);
    out << coded.open << '\n' << coded.private_part << '\n';
}

std::optional<visit::AnswersCounted> read_counts(std::istream& in) {
    std::string open, sealed;
    if (!std::getline(in, open) || !std::getline(in, sealed)) return std::nullopt;
    const auto kept = entries::decode(type, open, sealed);
    if (!kept) return std::nullopt;
    return std::get<visit::AnswersCounted>(*kept);
}

}  // namespace

bool is_anonymous_answer(const visit::Act& act) {
    return std::holds_alternative<visit::FaceGiven>(act) || std::holds_alternative<visit::CooperationRated>(act) ||
           std::holds_alternative<visit::LetterUnderstood>(act);
}

AnswerBox::AnswerBox(const std::filesystem::path& memory) : file_(memory / "answers") {
    std::ifstream in(file_, std::ios::binary);
    if (auto waiting = read_counts(in)) waiting_ = *std::move(waiting);
    leaving_ = read_counts(in);
}

Result<> AnswerBox::count(const visit::Act& answer, calendar::Date today) {
    const visit::AnswersCounted before = waiting_;
    if (sum(waiting_.faces) + sum(waiting_.cooperation) + sum(*waiting_.letters) == 0) waiting_.day = today;
    if (const auto* face = std::get_if<visit::FaceGiven>(&answer)) {
        if (face->face < 1 || face->face > static_cast<int>(waiting_.faces.size()))
            return fail(Fault::Refused, "a face is 1 to 5");
        ++waiting_.faces.at(static_cast<std::size_t>(face->face - 1));
    } else if (const auto* rated = std::get_if<visit::CooperationRated>(&answer)) {
        ++waiting_.cooperation.at(static_cast<std::size_t>(rated->degree));
    } else if (const auto* letter = std::get_if<visit::LetterUnderstood>(&answer)) {
        const auto how = visit::understood_names.at(static_cast<std::size_t>(letter->understood));
        ++(*waiting_.letters)[letter->letter_type + "/" + std::to_string(letter->card) + "/" + std::string(how)];
    } else {
        return fail(Fault::Refused, "no anonymous answer");
    }
    auto kept = keep();
    if (!kept) waiting_ = before;
    return kept;
}

std::optional<visit::AnswersCounted> AnswerBox::leaving(const std::string& id, calendar::Date today, bool day_is_over) {
    if (leaving_) return leaving_;
    if (!day_is_over && !(waiting_.day < today)) return std::nullopt;
    visit::AnswersCounted going{id, waiting_.day, {}, {}, {}};
    bool any = false;
    const auto go = [&](auto& from, auto& to) {  // each question by itself: five faces hide no single letter
        if (sum(from) < answers_least) return;
        to = std::exchange(from, {});
        any = true;
    };
    const visit::AnswersCounted before = waiting_;
    go(waiting_.faces, going.faces);
    go(waiting_.cooperation, going.cooperation);
    go(*waiting_.letters, *going.letters);
    if (!any) return std::nullopt;
    leaving_ = std::move(going);
    if (keep()) return leaving_;
    waiting_ = before;
    leaving_.reset();
    return std::nullopt;
}

void AnswerBox::left() {
    leaving_.reset();
    (void)keep().ok();  // when it fails, the same entry is offered again, and the journal knows its id
}

Result<> AnswerBox::keep() const {
    const std::filesystem::path part = file_.string() + ".part";
    std::ofstream out(part, std::ios::binary | std::ios::trunc);
    write_counts(out, waiting_);
    if (leaving_) write_counts(out, *leaving_);
    out.close();
    std::error_code error;
    if (out) std::filesystem::rename(part, file_, error);
    if (!out || error) return fail(Fault::Io, "an answer could not be counted");
    return Done{};
}

}  // namespace aaben::journal
