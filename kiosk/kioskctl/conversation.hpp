// What was written down of a conversation, as one page for whoever meets the citizen next: so that nobody has to tell
// it again. Called by kioskctl's main and by tests. Always: it needs a recipient's private key, which never lies at the
// gateway; the page goes to `out` alone.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

namespace aaben::kioskctl {

struct ConversationWanted {
    std::string visit;
    std::filesystem::path config, key;  // the jobcenter's configuration; a recipient's private key
    std::string store;                  // instead of `config`: the database's URL
    std::string language = "da";
    std::filesystem::path languages;  // the folder of language files
};

// Exit codes: 0 the page was written · 1 nothing was written down of that visit, or it cannot be read.
int conversation(const ConversationWanted& wanted, std::ostream& out, std::ostream& err);

}  // namespace aaben::kioskctl
