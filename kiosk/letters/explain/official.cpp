#include "explain/official.hpp"

#include <algorithm>

#include "explain/grammar.hpp"

namespace aaben::explain {

OfficialText official_text(const LetterLibrary& library, std::string_view asked, std::string_view sender_id) {
    OfficialText out;
    const Language* language = library.language(asked);
    if (language == nullptr) language = library.language("da");
    if (language == nullptr) return out;
    out.language = language->code;
    letters::Fields fields;
    const auto say = [&](const char* shared) {
        const auto lines = language->shared.find(shared);
        if (lines == language->shared.end()) return;
        const Filling filling{*language, fields, {}};
        for (const Line& line : lines->second)
            if (is_shown(filling, line))
                if (auto text = fill(filling, line.text)) out.sentences.push_back(*std::move(text));
    };
    const auto& senders = library.content().senders;
    const auto sender = std::ranges::find(senders, sender_id, &Sender::id);
    const bool known = sender != senders.end() && sender->name.contains(language->code);
    if (known) {
        out.sender = sender->name.at(language->code);
        if (const auto does = sender->does.find(language->code); does != sender->does.end())
            out.sentences.push_back(does->second);
        if (!sender->phone.empty()) fields.phone = sender->phone, out.phone = language::phone(sender->phone);
    } else {
        say("official_none");
    }
    say("official_what");
    say("official_do");
    say("call");
    say("official_rules");
    return out;
}

}  // namespace aaben::explain
