#include "reading/roles.hpp"

#include <algorithm>
#include <array>

namespace aaben::reading {
namespace {

Span last_tokens(Span span, std::size_t most) {
    return {span.end - std::min(span.end - span.begin, most), span.end};
}

Span first_tokens(Span span, std::size_t most) {
    return {span.begin, std::min(span.end, span.begin + most)};
}

// The clause of `left` that the date belongs to: after the last comma, unless that leaves only a word or two.
Span last_clause(const Text& text, Span left) {
    Span clause = left;
    for (std::size_t i = left.begin; i + 3 < left.end; ++i) {
        if (text.tokens[i].tail.find(',') != std::string::npos) clause.begin = i + 1;
    }
    return clause;
}

// Whether the words end with the pattern; with a trailing " .." up to five more words may follow it.
bool ends_with(Phrases& phrases, std::string_view pattern, Span span) {
    if (pattern.size() > 3 && pattern.substr(pattern.size() - 3) == " ..") {
        const Span tail = last_tokens(span, 10);
        const auto found = phrases.find(pattern.substr(0, pattern.size() - 3), tail);
        return found && span.end - found->end <= 5;
    }
    for (std::size_t i = span.begin; i < span.end; ++i) {
        const auto found = phrases.at(pattern, i, span.end);
        if (found && found->end == span.end) return true;
    }
    return false;
}

bool ends_with_any(Phrases& phrases, std::initializer_list<std::string_view> patterns, Span span) {
    return std::any_of(patterns.begin(), patterns.end(),
                       [&](std::string_view p) { return ends_with(phrases, p, span); });
}

constexpr std::string_view letter_date_labels =
    "dato|brevdato|udsendt|afsendt|sendt|dateret|udskrevet|oprettet|afsendelsesdato; dags|brevets|vores dato; "
    "dato for brev|afsendelse|udsendelse; sendt den; brev dateret";
constexpr std::array<std::string_view, 20> meeting_labels{
    "ny* aftale*", "tid",         "tidspunkt",          "hvornår",        "mødedato",
    "mødetid*",    "samtaledato", "ny* tid*",           "ny* dato",       "ny* mødetid*",
    "dag",         "dato",        "dato og tid*",       "tid og sted",    "dag og tid*",
    "samtale*",    "møde*",       "næste samtale|møde", "telefonsamtale", "hjemmebesøg"};
constexpr std::array<std::string_view, 7> deadline_labels{"*frist*",     "senest", "deadline", "seneste",
                                                          "svar senest", "inden",  "svardato"};
constexpr std::array<std::string_view, 12> start_labels{"start*",     "periode*",    "fra",         "begynd*",
                                                        "gælder fra", "*virkning*",  "første *dag", "fra dato",
                                                        "ferie*",     "ikrafttræd*", "fra og med",  "opstart*"};
constexpr std::array<std::string_view, 9> end_labels{
    "slut*", "til", "udløb*", "sidste *dag", "ophør*", "til og med", "til dato", "forventet slut*", "stop*"};
constexpr std::array<std::string_view, 10> past_labels{"oprindelig*", "gammel|gamle|tidligere tid*|aftale|dato",
                                                       "aflyst*",     "udebl*",
                                                       "hændelse*",   "gammel|gamle tid",
                                                       "født*",       "fødselsdato",
                                                       "den aflyste", "ikke mødt"};

}  // namespace

Span label_of(const Text& text, std::size_t token) {
    const Span line = text.lines[text.tokens[token].line];
    if (token > line.begin) {
        Span cell{token, token};
        while (cell.begin > line.begin && cell.end - cell.begin < 5) {
            const bool own_gap = text.tokens[cell.begin].after_gap && cell.begin < token;
            if (own_gap) break;
            --cell.begin;
        }
        const bool named = text.tokens[token].after_gap || text.tokens[token - 1].tail.find(':') != std::string::npos ||
                           text.tokens[token - 1].tail.find('?') != std::string::npos;
        if (named) return cell;
        for (std::size_t i = cell.begin; i < token; ++i) {
            if (text.tokens[i].tail.find(':') != std::string::npos) return {cell.begin, i + 1};
        }
        return {token, token};
    }
    if (text.tokens[token].line == 0) return {token, token};
    const Span above = text.lines[text.tokens[token].line - 1];
    if (above.end - above.begin > 5 || text.tokens[above.end - 1].tail.find('.') != std::string::npos)
        return {token, token};
    return above;
}

std::vector<Placed> place_dates(const Text& text, const std::vector<FoundDate>& dates) {
    std::vector<Placed> placed;
    for (const FoundDate& found : dates) {
        Placed date;
        date.found = found;
        date.tokens = {text.token_at(found.begin), text.token_at(found.end - 1) + 1};
        date.sentence = text.sentences[text.tokens[date.tokens.begin].sentence];
        date.left = {date.sentence.begin, date.tokens.begin};
        date.right = {date.tokens.end, std::max(date.tokens.end, date.sentence.end)};
        date.label = label_of(text, date.tokens.begin);
        placed.push_back(date);
    }
    for (std::size_t i = 0; i + 1 < placed.size(); ++i) {
        Placed& a = placed[i];
        Placed& b = placed[i + 1];
        if (a.sentence.begin != b.sentence.begin) continue;
        a.right.end = std::max(a.right.begin, std::min(a.right.end, b.tokens.begin));
        b.left.begin = std::min(b.left.end, a.tokens.end);
    }
    return placed;
}

namespace {

// A date over "Tid: kl. 10" or "Sted: …" is the meeting's.
bool names_time_below(Phrases& phrases, const Placed& date) {
    const Text& text = phrases.text();
    const std::size_t below = text.tokens[date.tokens.begin].line + 1;
    if (below >= text.lines.size()) return false;
    const Span line = text.lines[below];
    const auto label = phrases.at("tid|tidspunkt|klokkeslæt|kl|klokken|sted|hvor|mødested", line.begin, line.end);
    if (!label) return false;
    const Token& named = text.tokens[line.begin];
    return named.tail.find(':') != std::string::npos ||
           (line.begin + 1 < line.end && text.tokens[line.begin + 1].after_gap);
}

}  // namespace

std::optional<std::size_t> letter_date(Phrases& phrases, const std::vector<Placed>& dates) {
    const Text& text = phrases.text();
    std::optional<Scored> best;
    for (std::size_t i = 0; i < dates.size(); ++i) {
        const Placed& date = dates[i];
        if (!date.found.weekday_fits || !date.found.year_printed || date.found.opens_range || date.found.closes_range)
            continue;
        const Span line = text.lines[text.tokens[date.tokens.begin].line];
        const Token& first = text.tokens[date.tokens.begin];
        double score = 0;
        if (first.zone == Zone::Head) score += 2;
        if (first.zone == Zone::Title) score += 0.5;
        if (first.zone == Zone::Foot) score += 0.5;
        const bool labelled = !date.label.empty() && phrases.has(letter_date_labels, date.label);
        if (labelled) score += first.zone == Zone::Body ? 1 : 3;
        std::size_t cell_end = date.tokens.end;
        while (cell_end < line.end && !text.tokens[cell_end].after_gap) ++cell_end;
        std::size_t cell_begin = date.tokens.begin;
        while (cell_begin > line.begin && !text.tokens[cell_begin].after_gap) --cell_begin;
        const std::size_t others = (cell_end - cell_begin) - (date.tokens.end - date.tokens.begin);
        const bool before_only_place = others <= 2 && date.tokens.end == cell_end;
        if (before_only_place && !labelled) score += others == 0 ? 2 : 1.5;
        if (first.after_gap && date.tokens.end == line.end) score += 1;
        if (phrases.any_of(past_labels, date.label) || phrases.any_of(deadline_labels, date.label)) score -= 5;
        if (phrases.any({"tid", "tidspunkt", "hvornår", "mødedato", "periode*", "start*", "ny* tid*", "modtaget|modtag",
                         "udskrevet|printet", "første|sidste *dag", "slut*", "begynd*|ophør*", "ny* aftale*"},
                        date.label))
            score -= 2.5;
        if (phrases.any({"senest", "inden", "samtale", "møde", "indkaldt", "kl", "født", "modtaget", "ansøg*", "frist*",
                         "fra", "periode*"},
                        date.sentence) &&
            !labelled)
            score -= 2;
        if (names_time_below(phrases, date)) score -= 3;
        if (score < 2) continue;
        if (!best || score > best->score) best = Scored{i, score};
    }
    return best ? std::optional(best->index) : std::nullopt;
}

bool is_reference(Phrases& phrases, const Placed& date) {
    const Span near = last_tokens(date.left, 5);
    if (ends_with_any(phrases,
                      {"af", "brev|mail|afgørelse|ansøgning|klage|henvendelse|partshøring|skrivelse|meddelelse fra",
                       "dateret", "lov nr ..", "bekendtgørelse nr ..", "lbk nr .."},
                      near) &&
        phrases.any({"*brev*|skrivelse|*afgørelse|*ansøgning|*klage|mail|henvendelse|partshøring*|*høring*|lov*|"
                     "bekendtgørelse*|indkaldelse|*attest|*skema|oplysninger|aftale|plan"},
                    date.left)) {
        return true;
    }
    if (phrases.any({"født", "cpr*", "lov nr", "bekendtgørelse nr", "lovbekendtgørelse"}, date.left)) return true;
    const Span clause = last_clause(phrases.text(), date.left);
    if (ends_with_any(phrases,
                      {"modtog|modtaget|søgte|ansøgte|talte|talt|skrev|skrevet|sendte|sendt|aftalte|partshørte|klagede|"
                       "indleverede|afleverede|oplyste|meddelte|oprettede|registrerede|vurderede|bad|fik ..",
                       "har|blev|er|var|havde ..", "sidste|seneste samtale|møde .."},
                      clause) &&
        phrases.any({"modtog*|søgte|ansøgte|talte*|skrev*|sendte*|aftalte*|partshørte|klagede|indleverede|afleverede|"
                     "oplyste|meddelte|modtaget|bad|fik"},
                    clause) &&
        !phrases.any({"senest|inden|skal|bedes|frist*"}, clause)) {
        return true;
    }
    const Span after = first_tokens(date.right, 6);
    return phrases.any({"modtog vi|du|jobcenteret|kommunen",
                        "søgte|ansøgte|skrev|sendte|bad|klagede|oplyste|talte|meldte du|vi",
                        "har du|vi modtaget|sendt|søgt|oplyst|klaget|skrevet", "fik du|vi", "sendte vi", "blev du|der"},
                       after) &&
           !phrases.any({"senest|inden|skal|bedes"}, date.sentence);
}

bool is_missed_or_cancelled(Phrases& phrases, const Placed& date) {
    if (phrases.any_of(past_labels, date.label)) return true;
    const Span whole = {date.left.begin, date.right.end};
    if (phrases.any({"kom|mødte|deltog|dukkede ikke", "kom|mødte|deltog|dukkede du ikke",
                     "ikke mødte|mødt|kom|kommet|deltog|deltaget", "udeble*|udebliv*|udeblev*", "ikke var til stede",
                     "ikke tog|svarede|besvarede", "tog|svarede|besvarede du|ikke", "ikke fik fat", "fik .. ikke fat",
                     "forsøgte .. ringe", "forgæves", "uden afbud|grund", "gik glip", "mangl* fremmøde", "fraværende",
                     "ikke .. kontakt med dig"},
                    whole) &&
        !phrases.any({"hvis du ikke|udebl*", "såfremt"}, date.left)) {
        return true;
    }
    if (phrases.any({"aflyst", "aflyses", "aflyse", "aflysning", "udgår", "bortfalder", "gælder ikke længere",
                     "må .. flytte", "er flyttet fra", "bliver ikke til noget", "kan ikke gennemføres|holdes|afholdes",
                     "ikke gennemføres|holdes|afholdes", "ser vi bort", "se bort fra"},
                    whole) &&
        !phrases.any({"ny|nye|nyt", "i stedet den|kl", "flytte* til", "flyttet til"}, date.left)) {
        return true;
    }
    if (ends_with_any(phrases,
                      {"i stedet for",
                       "stedet for",
                       "erstatter .. den|af",
                       "erstatter ..",
                       "flyttet fra",
                       "flytter .. fra",
                       "flyttes fra",
                       "flytte .. fra",
                       "ændret fra",
                       "ændres fra",
                       "rykket fra",
                       "rykkes fra",
                       "oprindelig|oprindelige|oprindeligt ..",
                       "aftalte|aftalt ..",
                       "skulle have været|mødt|mødes|deltaget ..",
                       "skulle vi|du have ..",
                       "var aftalt|planlagt|indkaldt|booket ..",
                       "havde .. tid|samtale|møde|aftale ..",
                       "aftalte ..",
                       "planlagte|planlagt ..",
                       "tidligere .. tid|indkaldelse|samtale|møde|brev ..",
                       "i brevet af",
                       "skulle .. holdes|afholdes|foregå ..",
                       "var sat til",
                       "den tid .. havde|fik ..",
                       "skulle du ..",
                       "skulle være"},
                      date.left)) {
        return !phrases.any({"ny|nye|nyt"}, last_tokens(date.left, 4));
    }
    return phrases.any(
               {"kan|må vi desværre ikke", "flyttes|flytter|rykkes|ændres|udsættes|udsat til",
                "er flyttet|ændret|rykket|udsat|aflyst", "bliver flyttet|udsat|rykket|aflyst",
                "må vi aflyse|flytte|udsætte|ændre", "var du indkaldt|inviteret", "skulle du", "har vi desværre"},
               first_tokens(date.right, 9)) &&
           !phrases.any({"ny|nye|nyt"}, last_tokens(date.left, 4));
}

bool municipality_acts(Phrases& phrases, Span left) {
    const Span clause = last_clause(phrases.text(), left);
    if (phrases.any(
            {"hvis", "medmindre", "hører vi|kommunen|jobcenteret ikke", "du skal|bedes|kan|må", "skal du", "kan du",
             "bedes du", "vi beder|skal", "beder vi|dig", "send|ring|svar|kontakt|book|giv|aflever|indsend"},
            clause)) {
        return false;
    }
    return phrases.any(
        {"vi "
         "svarer|behandler|vender|træffer|sender|udbetaler|kontakter|ringer|giver|vurderer|afgør|skriver|forventer|"
         "indkalder|tager|genvurderer|følger",
         "svarer|behandler|træffer|sender|vurderer|genvurderer|afgør|kontakter|indkalder vi", "får|hører|modtager du",
         "du får|hører|modtager|vil",
         "kommunen|jobcenteret|ankestyrelsen svarer|behandler|træffer|sender|vurderer|genvurderer|skal|vil|har",
         "udbetales|indsættes|overføres|udbetaling*|pengene|sættes", "vil du .. få|høre|modtage", "træffes|træffer"},
        clause);
}

double deadline_score(Phrases& phrases, const Placed& date) {
    const Span clause = last_clause(phrases.text(), date.left);
    const Span near = last_tokens(date.left, 6);
    double score = 0;
    if (ends_with_any(
            phrases,
            {"senest", "senest på|om|til|ved", "inden", "senest kl *", "senest klokken *", "inden kl *",
             "inden klokken *", "senest inden", "inden udgangen af", "ikke senere end", "seneste", "allersenest",
             "inden på", "inden det bliver|er", "senest d", "sidste frist er", "svarfristen er", "frist*", "deadline"},
            near))
        score = 5;
    if (score == 0 && phrases.any({"*frist* .. er", "*frist*"}, near) &&
        !phrases.any({"samtale*|møde*"}, last_tokens(date.left, 3)))
        score = 4;
    if (score == 0 && !date.label.empty() && phrases.any_of(deadline_labels, date.label)) score = 5;
    if (score == 0 && ends_with_any(phrases,
                                    {"har til", "har til og med", "har indtil", "har du til", "har du til og med",
                                     "har du indtil", "frist til", "frist indtil", "frist til og med", "få|fået til",
                                     "har frem til", "har du frem til"},
                                    near))
        score = 4;
    if (score == 0 && ends_with_any(phrases, {"før", "indtil", "til og med", "frem til"}, near) &&
        phrases.any({"svar|svare|send|sende|ring|ringe|kontakt|kontakte|aflever|aflevere|indsend|indsende|book|booke|"
                     "klage|betal|betale|bemærkninger|vælge|vælg"},
                    date.sentence) &&
        !date.found.closes_range)
        score = 3.5;
    if (score == 0 &&
        (phrases.any({"eller før"}, first_tokens(date.right, 2)) ||
         ends_with_any(phrases,
                       {"være|ligge hos os|kommunen", "være|ligge hos os|kommunen den", "os i hænde", "os i hænde den"},
                       near)))
        score = 4;
    if (score == 0 &&
        phrases.any({"er .. frist*", "er sidste frist|dag|chance", "er sidste|seneste"}, first_tokens(date.right, 6)))
        score = 4;
    if (score == 0) return 0;
    if (phrases.any({"*samtale*|møde*|mødet"}, last_tokens(date.left, 2))) score -= 3;
    if (municipality_acts(phrases, clause)) return 0;
    if (phrases.any({"opfølgning*|opfølgende|evaluer*|revurder*|genvurder*|udløber|afsluttes|ophører"}, clause) &&
        !phrases.any({"du skal|bedes", "send|ring|svar"}, clause))
        score -= 3;
    return score;
}

double meeting_score(Phrases& phrases, const Placed& date, bool time_beside) {
    double score = 0;
    const Text& text = phrases.text();
    if (time_beside) score += 3;
    if (!date.label.empty() && phrases.any_of(meeting_labels, date.label))
        score += text.tokens[date.tokens.begin].zone == Zone::Head ? 1.5 : 3;
    if (phrases.any({"*samtale*", "*møde*", "mødes", "*besøg*", "tid", "aftale"}, date.left)) score += 2;
    if (phrases.any(
            {"indkald*", "inviter*", "ses", "komme", "kom", "mød", "møde op", "booket", "reserveret", "ringer", "ringe",
             "besøger", "bedes .. møde", "skal .. møde", "taler", "velkommen", "tale", "snakke", "sat .. af"},
            date.sentence))
        score += 2;
    if (phrases.any({"*samtale*", "*møde*", "mødes", "*besøg*", "ringer", "kl", "klokken", "taler", "ses"},
                    first_tokens(date.right, 10)))
        score += 1.5;
    if (phrases.any({"ny|nye|nyt tid*|dato|samtale|møde|mødetid|aftale", "i stedet", "flyttet til", "flytte* .. til",
                     "ændret til", "rykket til", "rykke* .. til"},
                    date.left) ||
        phrases.any({"ny* tid*|dato|mødetid|samtale|møde"}, date.label))
        score += 3;
    if (phrases.any({"i stedet"}, first_tokens(date.right, 8))) score += 2;
    if (phrases.any(
            {"i perioden", "virkning", "starter|begynder|slutter", "*praktik*|*løntilskud*|ferie*|kursus*|forløb*"},
            last_tokens(date.left, 6)) &&
        !phrases.any({"*samtale*|*møde*"}, last_tokens(date.left, 6)))
        score -= 3;
    if (date.found.opens_range || date.found.closes_range) score -= 2.5;
    return score;
}

double start_score(Phrases& phrases, const Placed& date) {
    const Span near = last_tokens(date.left, 6);
    double score = 0;
    if (!date.label.empty() && phrases.any_of(start_labels, date.label) && !phrases.any({"ansøg*|modtag*"}, date.label))
        score = 4;
    if (date.found.opens_range) score = std::max(score, 4.5);
    if (ends_with_any(phrases,
                      {"fra", "fra og med", "pr", "per", "med virkning fra", "fra datoen", "med start", "startdato",
                       "startdato er", "startdatoen er", "gældende fra", "regnet fra", "første dag er",
                       "første arbejdsdag er", "opstart", "start", "virkning", "første gang", "første gang den"},
                      near))
        score = std::max(score, 4.0);
    if (phrases.any(
            {"start*|begynd*|påbegynd*|indled*|iværksæt*|overtager|overtage|tiltræd*|træder|mød|møder", "første dag"},
            near))
        score = std::max(score, 3.0);
    if (score > 0 &&
        phrases.any({"igen", "tilbage", "stoppede", "kontoudtog*|lønsed*|*oplysninger|dokumentation*", "telefontid*",
                     "sygemeld*|syg", "modtog|modtaget", "har|er|blev|fået .. udbetalt"},
                    {date.left.begin, date.right.end}) &&
        !(date.found.opens_range && phrases.any({"ferie*"}, date.left)))
        score -= 2.5;
    return score;
}

double end_score(Phrases& phrases, const Placed& date) {
    const Span near = last_tokens(date.left, 5);
    double score = 0;
    if (!date.label.empty() && phrases.any_of(end_labels, date.label)) score = 4;
    if (date.found.closes_range) score = std::max(score, 4.5);
    if (ends_with_any(
            phrases,
            {"til", "til og med", "indtil", "frem til", "slutter", "slutter den", "sidste dag er", "udløber", "ophør",
             "ophører", "slutdato er", "slutdato", "afsluttes", "slut", "varer til", "løber til", "og til"},
            near))
        score = std::max(score, 3.5);
    return score;
}

}  // namespace aaben::reading
