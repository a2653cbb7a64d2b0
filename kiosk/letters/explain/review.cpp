#include "explain/review.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "explain/read.hpp"
#include "explain/toml_file.hpp"
#include "platform/result.hpp"

namespace aaben::explain {
namespace {

namespace fs = std::filesystem;

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) switch (c) {
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '&':
                out += "&amp;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += c;
        }
    return out;
}

constexpr std::string_view page_head = R"html(<!doctype html>
<html lang="da"><meta charset="utf-8"><title>Breve til gennemsyn</title>
<style>
body { font: 11pt/1.4 sans-serif; margin: 1.5cm; max-width: 28cm }
h2 { break-before: page; border-bottom: 2px solid } table { width: 100%; border-collapse: collapse }
td, th { vertical-align: top; text-align: start; padding: .25em .5em; border-top: 1px solid #bbb; width: 30% }
.rule { font-size: 9pt; width: 26% } .when { font-size: 8.5pt; color: #555; display: block } .unsure { font-weight: bold }
.sign { break-inside: avoid; border: 1.5px solid; margin: .6em 0; padding: .6em } input { font: inherit; border: 0; border-bottom: 1px solid }
@media print { button { display: none } }
</style>
<h1>Breve til gennemsyn</h1>
<p>Læs hver tekst mod den regel, der står ved siden af. Skriv navn og dato ved de tekster, der kan bruges. Lad feltet være
tomt, hvis en tekst skal ændres, og skriv ændringen på papiret. Knappen gemmer svarene i en fil til
<code>kioskctl content review MAPPE --take FIL</code>.</p>
<p><button onclick="save()">Gem svarene</button></p>
)html";

constexpr std::string_view page_foot = R"html(<script>
function save() {
  const quoted = text => JSON.stringify(text.trim());
  const words = [...document.querySelectorAll('.sign')].filter(box => box.querySelector('.by').value.trim())
    .map(box => `[[word]]\ntext = "${box.dataset.text}"\nstamp = "${box.dataset.stamp}"\n` +
      `by = ${quoted(box.querySelector('.by').value)}\non = ${box.querySelector('.on').value}\n`);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([words.join('\n')]));
  link.download = 'svar.toml';
  link.click();
}
</script>
)html";

const std::map<std::string_view, std::string_view> conditions_in_words{
    {"meeting_ahead", "mødet ikke har været"},
    {"meeting_past", "mødet har været"},
    {"deadline_ahead", "fristen ikke er gået"},
    {"deadline_past", "fristen er gået"},
    {"deadline_computed", "vi har regnet fristen ud"},
    {"start_ahead", "det ikke er begyndt"},
    {"start_past", "det er begyndt"},
    {"end_ahead", "det ikke er slut"},
    {"end_past", "det er slut"},
    {"complaint_late", "der er gået over 4 uger siden brevets dato"},
    {"rules_checked", "reglerne er kontrolleret for brevets dag"},
    {"today_known", "vi kender dagens dato"},
};

Line words_alone(const std::string& text) {
    Line line;
    line.text = text;
    return line;
}

std::string when(const Line& line) {
    std::string out;
    const auto add = [&out](const std::string& name, std::string_view before) {
        const auto words = conditions_in_words.find(name);
        const std::string shown =
            words != conditions_in_words.end() ? std::string(words->second) : "brevet har " + name;
        out += (out.empty() ? "" : ", og ") + std::string(before) + shown;
    };
    for (const std::string& name : line.needs) add(name, "");
    for (const std::string& name : line.absent) add(name, "ikke: ");
    return out.empty() ? out : "<span class=when>Vises, når " + escaped(out) + "</span>";
}

// One page as it is written: rows of Danish, translations and rules, and a box to sign for every text.
class Page {
  public:
    Page(const Content& content, calendar::Date today) : content_(content) {
        out_ << page_head << "<p>Dannet " << calendar::to_string(today) << ".</p>\n";
    }

    void add_type(const std::string& id, const LetterType& type, const std::string& folder) {
        const TypeText& danish = type.texts.at("da");
        const auto rules = content_.rules.find(type.rules);
        out_ << "<h2>" << escaped(danish.title) << "</h2>\n<p>Brevtype " << escaped(id);
        if (rules != content_.rules.end()) out_ << ". " << escaped(rules->second.title) << days_of(rules->second);
        out_ << "</p>\n<table>" << heads(type.texts);
        row(words_alone(danish.title), type.texts, [](const TypeText& text) { return words_alone(text.title); });
        for (std::size_t i = 0; i < card_count; ++i) {
            out_ << "<tr><th colspan=99>" << escaped(danish_language().cards[i].heading) << "</th></tr>\n";
            for (std::size_t n = 0; n < danish.cards[i].lines.size(); ++n)
                row(danish.cards[i].lines[n], type.texts, [&](const TypeText& text) {
                    const auto& lines = text.cards[i].lines;
                    return n < lines.size() ? lines[n] : Line{};
                });
        }
        out_ << "</table>\n";
        for (const auto& [code, text] : type.texts)
            box(text_file(folder, code), review_stamp(content_, text, danish), text.reviewed_by);
    }

    void add_shared() {
        const SharedTexts& danish = danish_language();
        out_ << "<h2>Fælles sætninger</h2>\n<table>" << heads(content_.languages);
        for (const auto& [key, lines] : danish.shared) {
            out_ << "<tr><th colspan=99>" << escaped(key) << "</th></tr>\n";
            for (std::size_t n = 0; n < lines.size(); ++n)
                row(lines[n], content_.languages, [&](const SharedTexts& language) {
                    const auto it = language.shared.find(key);
                    return it != language.shared.end() && n < it->second.size() ? it->second[n] : Line{};
                });
        }
        out_ << "<tr><th colspan=99>Det siger loven</th></tr>\n";
        for (const auto& [named, line] : danish.law) {
            const std::string& key = named;
            Line cited = line;
            cited.law = {key};
            row(cited, content_.languages, [&](const SharedTexts& language) {
                const auto it = language.law.find(key);
                return it != language.law.end() ? it->second : Line{};
            });
        }
        out_ << "</table>\n";
        for (const auto& [code, language] : content_.languages)
            box("shared/" + code + ".toml", review_stamp(content_, language, danish), language.reviewed_by);
    }

    [[nodiscard]] std::string text() const { return out_.str() + std::string(page_foot); }

  private:
    const SharedTexts& danish_language() const { return content_.languages.at("da"); }

    static std::string days_of(const RuleSet& set) {
        std::string out;
        if (set.valid_from) out += ", fra " + calendar::to_string(*set.valid_from);
        if (set.valid_to) out += " til " + calendar::to_string(*set.valid_to);
        return out;
    }

    template <class Texts>
    std::string heads(const Texts& texts) const {
        std::string out = "<tr><th>Dansk</th>";
        for (const auto& [code, text] : texts)
            if (code != "da") out += "<th>" + escaped(content_.languages.at(code).spoken.name) + "</th>";
        return out + "<th class=rule>Reglen</th></tr>\n";
    }

    template <class Texts, class LineOf>
    void row(const Line& danish, const Texts& texts, LineOf line_of) {
        out_ << "<tr><td>" << words(danish) << when(danish) << "</td>";
        for (const auto& [code, text] : texts) {
            if (code == "da") continue;
            const bool rtl = content_.languages.at(code).spoken.rtl;
            out_ << "<td lang=" << code << (rtl ? " dir=rtl>" : ">") << words(line_of(text)) << "</td>";
        }
        out_ << "<td class=rule>";
        for (const std::string& key : danish.law) {
            const auto rule = content_.law.find(key);
            if (rule == content_.law.end()) continue;
            out_ << "<b>" << escaped(rule->second.paragraph) << "</b> " << escaped(rule->second.says)
                 << (rule->second.sure ? "" : " <span class=unsure>Se efter i loven: kilden er andenhånds.</span>")
                 << "<br>";
        }
        out_ << "</td></tr>\n";
    }

    static std::string words(const Line& line) {
        return line.use.empty() ? escaped(line.text) : "<i>fælles: " + escaped(line.use) + "</i>";
    }

    void box(const std::string& file, const std::string& stamp, const std::string& reviewed_by) {
        out_ << "<div class=sign data-text=\"" << escaped(file) << "\" data-stamp=\"" << stamp << "\"><b>"
             << escaped(file) << "</b> stempel " << stamp
             << (reviewed_by.empty() ? std::string() : ". Før: " + escaped(reviewed_by))
             << "<br>Kan bruges. Navn og stilling: <input class=by size=40> Dato: <input class=on type=date></div>\n";
    }

    const Content& content_;
    std::ostringstream out_;
};

// A text of the content by the name of its file, as the page names it.
struct Found {
    fs::path path;
    std::string stamp;
};

std::optional<Found> find_text(const Content& content, const fs::path& dir, const std::string& name) {
    const fs::path path(name);
    const std::string folder = path.parent_path().string(), code = path.stem().string();
    const auto danish = content.languages.find("da");
    if (danish == content.languages.end()) return std::nullopt;
    if (folder == "shared") {
        const auto language = content.languages.find(code);
        if (language == content.languages.end()) return std::nullopt;
        return Found{dir / name, review_stamp(content, language->second, danish->second)};
    }
    const auto stamp_in = [&](const LetterType& type) -> std::optional<Found> {
        const auto text = type.texts.find(code);
        if (text == type.texts.end()) return std::nullopt;
        return Found{dir / name, review_stamp(content, text->second, type.texts.at("da"))};
    };
    for (const auto& [id, type] : content.types) {
        if (folder == id) return stamp_in(type);
        for (const LetterType& version : type.versions)
            if (folder == id + "/" + version.rules) return stamp_in(version);
    }
    return std::nullopt;
}

std::string toml_text(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (static_cast<unsigned char>(c) >= 0x20) out += c;
    }
    return out + "\"";
}

// Puts the two keys in place of the old ones, above the file's first section; every other byte stays.
Result<> write_review(const fs::path& path, const std::string& by, const std::string& stamp) {
    std::ifstream in(path, std::ios::binary);
    std::string line, out;
    bool placed = false;
    const auto place = [&] {
        if (!placed) out += "reviewed_by = " + toml_text(by) + "\nreviewed = " + toml_text(stamp) + "\n";
        placed = true;
    };
    while (std::getline(in, line)) {
        if (line.starts_with("reviewed_by =") || line.starts_with("reviewed =")) {
            place();
            continue;
        }
        if (line.starts_with("[")) place();
        out += line + "\n";
    }
    in.close();
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << out;
    file.close();
    if (!file) return fail(Fault::Io, "could not write " + path.string());
    return Done{};
}

}  // namespace

std::string review_page(const Content& content, const std::string& wanted, calendar::Date today) {
    Page page(content, today);
    for (const auto& [id, type] : content.types) {
        if (!wanted.empty() && id != wanted) continue;
        page.add_type(id, type, id);
        for (const LetterType& version : type.versions) page.add_type(id, version, id + "/" + version.rules);
    }
    page.add_shared();
    return page.text();
}

int content_review(const fs::path& dir, const std::string& type, const fs::path& page, calendar::Date today,
                   std::ostream& out, std::ostream& err) {
    std::vector<ContentFault> faults;
    const Content content =
        read_content(letters_folder(dir), read_languages(languages_beside(letters_folder(dir)), faults), faults);
    for (const ContentFault& fault : faults)
        if (fault.fatal) {
            err << fault.file << ": " << fault.what << "\n";
            return 1;
        }
    if (!type.empty() && !content.types.contains(type)) {
        err << "no letter type " << type << "\n";
        return 1;
    }
    std::ofstream file(page, std::ios::binary);
    file << review_page(content, type, today);
    file.close();
    if (!file) {
        err << "could not write " << page.string() << "\n";
        return 1;
    }
    out << (type.empty() ? std::to_string(content.types.size()) + " letter types" : type) << " in " << page.string()
        << "; open it in a browser or print it\n";
    return 0;
}

int content_take(const fs::path& dir, const fs::path& words, std::ostream& out, std::ostream& err) {
    std::vector<ContentFault> faults, unread;
    const fs::path letters = letters_folder(dir);
    const Content content = read_content(letters, read_languages(languages_beside(letters), faults), faults);
    const TomlFile file(words, words.filename().string(), unread);
    const toml::array* list = file.read() && file.root().get("word") ? file.root().get("word")->as_array() : nullptr;
    if (list == nullptr) {
        err << words.string() << " holds no [[word]]; write one for each text that was signed\n";
        return 1;
    }
    int code = 0;
    const auto refuse = [&](const std::string& text, const std::string& why) {
        err << text << ": " << why << "\n";
        code = 1;
    };
    for (const toml::node& item : *list) {
        const toml::table* word = item.as_table();
        if (word == nullptr) continue;
        const std::string text = file.text(*word, "text"), by = file.text(*word, "by");
        const auto on = file.date(*word, "on");
        const auto found = find_text(content, letters, text);
        if (!found) {
            refuse(text, "is no text of this content");
        } else if (by.empty() || !on) {
            refuse(text, "lacks 'by' or 'on'; a word needs a name and a date");
        } else if (found->stamp != file.text(*word, "stamp")) {
            refuse(text, "was changed since the page was made; make a new page and have it read again");
        } else if (const auto done = write_review(found->path, by + ", " + calendar::to_string(*on), found->stamp);
                   !done) {
            refuse(text, done.error().what);
        } else {
            out << text << ": checked by " << by << " on " << calendar::to_string(*on) << "\n";
        }
    }
    return code;
}

}  // namespace aaben::explain
