#include "visit/scan.hpp"

#include <algorithm>
#include <array>

namespace aaben::visit {
namespace {

// One key with two layouts: what a Danish keyboard writes, and what an American one does (ISO/IEC 9995-3 positions).
struct Key {
    std::string_view danish, american;
};
constexpr std::array<Key, 30> keys{{{"+", "-"},  {"?", "_"}, {"´", "="}, {"`", "+"}, {"å", "["}, {"Å", "{"},
                                    {"¨", "]"},  {"^", "}"}, {"æ", ";"}, {"Æ", ":"}, {"ø", "'"}, {"Ø", "\""},
                                    {"'", "\\"}, {"*", "|"}, {"-", "/"}, {"_", "?"}, {";", "<"}, {":", ">"},
                                    {"\"", "@"}, {"¤", "$"}, {"&", "^"}, {"/", "&"}, {"(", "*"}, {")", "("},
                                    {"=", ")"},  {"½", "`"}, {"§", "~"}, {"#", "#"}, {"%", "%"}, {"!", "!"}}};
constexpr std::array<std::string_view, 9> dashes{"+", "/", "_", "–", "—", "‐", "‑", "−", "\xc2\xad"};

bool letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks(" \t\r\n\0", 5);
    const std::size_t from = text.find_first_not_of(blanks);
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_last_not_of(blanks) - from + 1);
}

// "]C1", also as a Danish layout writes its bracket: a dead key that melts into the letter that has such a form.
std::string_view without_symbology(std::string_view text) {
    for (const std::string_view bracket : {"]", "¨", "Å", "å"}) {
        if (!text.starts_with(bracket)) continue;
        const std::string_view rest = text.substr(bracket.size());
        if (rest.size() > 2 && letter(rest[0]) && rest[1] >= '0' && rest[1] <= '9') return rest.substr(2);
    }
    for (const std::string_view melted : {"Ä", "ä", "Ë", "ë", "Ï", "ï"}) {
        if (!text.starts_with(melted)) continue;
        const std::string_view rest = text.substr(melted.size());
        if (rest.size() > 1 && rest[0] >= '0' && rest[0] <= '9') return rest.substr(1);
    }
    return text;
}

template <class From, class To>
std::string replaced(std::string_view text, From from, To to) {
    std::string out;
    while (!text.empty()) {
        const auto key = std::ranges::find_if(keys, [&](const Key& k) { return text.starts_with(from(k)); });
        if (key == keys.end()) {
            out += text.front();
            text.remove_prefix(1);
        } else {
            out += to(*key);
            text.remove_prefix(from(*key).size());
        }
    }
    return out;
}

std::string with_dashes(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto dash = std::ranges::find_if(dashes, [&](std::string_view d) { return text.starts_with(d); });
        out += dash == dashes.end() ? text.front() : '-';
        text.remove_prefix(dash == dashes.end() ? 1 : dash->size());
    }
    return out;
}

// As Caps Lock turns them, the Danish letters too: in UTF-8 they are a pair of bytes whose second differs as a case
// does.
std::string other_case(std::string_view text) {
    constexpr std::string_view danish("\x86\x98\x85\xa6\xb8\xa5");  // after 0xc3: Æ Ø Å æ ø å
    std::string out(text);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const bool turns = i > 0 && out[i - 1] == '\xc3' && danish.find(out[i]) != std::string_view::npos;
        if (letter(out[i]) || turns) out[i] = static_cast<char>(out[i] ^ 0x20);
    }
    return out;
}

}  // namespace

std::vector<std::string> readings_of(std::string_view scanned) {
    std::vector<std::string> out;
    const auto add = [&](std::string reading) {
        if (!reading.empty() && std::ranges::find(out, reading) == out.end()) out.push_back(std::move(reading));
    };
    const auto danish = [](const Key& k) { return k.danish; };
    const auto american = [](const Key& k) { return k.american; };
    add(std::string(scanned));
    const std::string_view whole = trimmed(scanned);
    for (const std::string_view text : {whole, without_symbology(whole)}) {
        for (const std::string& one : {std::string(text), other_case(text)}) {
            add(one);
            add(with_dashes(one));
            add(replaced(one, danish, american));
            add(replaced(one, american, danish));
        }
    }
    return out;
}

}  // namespace aaben::visit
