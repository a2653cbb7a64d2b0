#include "explain/official.hpp"

#include <algorithm>

#include "explain/grammar.hpp"

namespace aaben::explain {

OfficialText official_text(const LetterLibrary& library, std::string_view asked, const letters::Official& official) {
    OfficialText out;
    const SharedTexts* language = library.language(asked);
    if (language == nullptr) language = library.language("da");
    if (language == nullptr) return out;
    out.language = language->code;
    letters::Fields fields;
    const auto say = [&](const std::string& shared) {
        const auto lines = language->shared.find(shared);
        if (lines == language->shared.end()) return;
        const Filling filling{*language, fields, {}};
        for (const Line& line : lines->second)
            if (is_shown(filling, line))
                if (auto text = fill(filling, line.text)) out.sentences.push_back(*std::move(text));
    };
    const auto& senders = library.content().senders;
    const auto sender = std::ranges::find(senders, official.sender, &Sender::id);
    const bool known = sender != senders.end() && sender->name.contains(language->code);
    if (known) {
        out.sender = sender->name.at(language->code);
        if (const auto does = sender->does.find(language->code); does != sender->does.end())
            out.sentences.push_back(does->second);
        if (!sender->phone.empty()) fields.phone = sender->phone, out.phone = language::phone(sender->phone);
    } else {
        say("official_none");
    }
    const Filling unfilled{*language, fields, {}};
    if (const auto lines = language->shared.find("official_what"); lines != language->shared.end())
        for (const Line& line : lines->second)
            out.mark += (out.mark.empty() ? "" : " ") + fill(unfilled, line.text).value_or("");
    if (official.wish != letters::Wish::Unknown)
        say("official_" + std::string(letters::wish_names[static_cast<std::size_t>(official.wish)]));
    say("official_do");
    say("call");
    say("official_rules");
    return out;
}

KeyFact printed_fact(const LetterLibrary& library, std::string_view language, const letters::Printed& printed,
                     std::optional<calendar::Date> today) {
    letters::Fields fields;
    std::string field;
    if (printed.kind == letters::FieldKind::Date)
        field = "letter_date", fields.letter_date = calendar::parse_date(printed.value);
    else if (printed.kind == letters::FieldKind::Time)
        field = "meeting_time", fields.meeting_time = calendar::parse_time(printed.value);
    else if (printed.kind == letters::FieldKind::Amount)
        field = "amount", fields.amount = printed.value;
    else
        field = "phone", fields.phone = printed.value;
    KeyFact fact = read_off(library, language, field, fields, today).value_or(KeyFact{});
    fact.field.clear(), fact.label.clear();  // what it is for is not known
    return fact;
}

}  // namespace aaben::explain
