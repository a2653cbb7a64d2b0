#include <array>

#include "reading/cues.hpp"

namespace aaben::reading {
namespace {

constexpr std::string_view first = "indkaldelse-foerste-samtale";
constexpr std::string_view job = "indkaldelse-jobsamtale";
constexpr std::string_view phone = "indkaldelse-telefonsamtale";
constexpr std::string_view book = "book-selv-samtale";
constexpr std::string_view moved = "ny-tid-aflysning";
constexpr std::string_view missed = "udeblivelse-kontakt-os";
constexpr std::string_view hearing = "partshoering";
constexpr std::string_view team = "indkaldelse-rehabiliteringsteam";
constexpr std::string_view plan = "min-plan";
constexpr std::string_view caseworker = "skift-af-sagsbehandler";

constexpr std::array cues{
    Cue{first, "første samtale|møde|jobsamtale", 4.5, 2.2},
    Cue{first, "velkomstsamtale*|velkomstmøde*|opstartssamtale*|visitationssamtale*|modtagelsessamtale*|introsamtale*",
        4.5, 2.5},
    Cue{first, "indledende samtale|møde", 4, 2},
    Cue{first, "1 samtale|møde|jobsamtale", 4, 2},
    Cue{first, "velkommen til|i jobcent*|kommunen|fredericia", 3, 2},
    Cue{first, "du har søgt|ansøgt om kontanthjælp|hjælp", 0, 1},
    Cue{first, "du har meldt dig|tilmeldt dig|meldt dig ledig", 0, 1.5},
    Cue{first, "lære dig at kende|at kende", 0, 1},
    Cue{first, "åbne|opstarte|starte din sag", 2, 1.5},
    Cue{first, "for|den første gang", 2.5, 1.2},
    Cue{first, "ny|nye hos os", 2, 1.5},
    Cue{first, "mødes|møde|samtale|besøg .. første gang", 3, 1.8},
    Cue{first, "første besøg|aftale|tid hos", 3, 1.5},
    Cue{first, "tag|medbring .. billedlegitimation|legitimation|pas|sundhedskort|id|billed-id", 0, 0.6},

    Cue{job, "indkald* .. samtale|jobsamtale|møde|opfølgningssamtale", 3, 1.6},
    Cue{job, "*jobsamtale*", 3, 1.3},
    Cue{job, "jobsamtale*|opfølgningssamtale*|opfølgende samtale|statussamtale*|kontaktforløbssamtale*", 3.2, 1.4},
    Cue{job, "invit* .. samtale|møde|jobsamtale", 3, 1.5},
    Cue{job, "samtale i|på jobcent*|kommunen", 2.6, 1},
    Cue{job, "du skal til samtale|møde|jobsamtale", 3, 1.5},
    Cue{job, "møde|samtale om job|arbejde|din|dine|hvordan", 2.2, 0.6},
    Cue{job, "skal til|komme møde|samtale", 2, 1},
    Cue{job, "mødet er|bliver|holdes|ligger|foregår", 0.5, 0.6},
    Cue{job, "næste samtale|jobsamtale|møde", 2, 0.6},
    Cue{job, "vi skal tale|snakke om|sammen|jobmuligheder|hvordan", 0, 0.8},
    Cue{job, "tid til samtale|møde|jobsamtale", 2.5, 1},
    Cue{job, "fællessamtale*|fælles samtale", 2.5, 1},
    Cue{job, "samtale med din sagsbehandler|rådgiver|jobkonsulent", 2.2, 0.8},
    Cue{job, "hjemmebesøg*|besøger dig hjemme", 2, 1},
    Cue{job, "møde op|mød op", 0, 0.4},

    Cue{phone, "telefonsamtale*", 4.5, 2.4},
    Cue{phone, "telefonmøde*|telefonopfølgning*|telefonisk samtale|møde|opfølgning|jobsamtale", 4.5, 2.4},
    Cue{phone, "samtale|jobsamtale|møde .. over|på|pr|via|per telefon|telefonen", 4, 2.4},
    Cue{phone, "vi|jeg ringer til dig", 2.5, 1.8},
    Cue{phone, "ringer vi|jeg til dig", 2.5, 1.8},
    Cue{phone, "ringer dig op", 2, 1.8},
    Cue{phone, "bliver|blive ringet op", 2, 1.8},
    Cue{phone, "foregår|holdes|afholdes telefonisk|på|over|via telefon|telefonen", 2, 2.2},
    Cue{phone, "i|på telefonen", 2.5, 1.5},
    Cue{phone, "tale|taler|snakke|snakkes i|på telefon|telefonen", 3, 2},
    Cue{phone, "hav|hold|holde telefonen|mobilen", 1, 1.5},
    Cue{phone, "skal ikke møde op|frem", 0, 1.2},
    Cue{phone, "klar ved telefonen", 0, 1.5},
    Cue{phone, "tag|tage|tager telefonen", 0, 0.8},

    Cue{book, "book* .. samtale|tid|møde|jobsamtale", 4, 2},
    Cue{book, "book selv|selvbook*|selvbooking*", 4.5, 2.4},
    Cue{book, "selv .. booke|bestille|vælge|finde .. tid|samtale|tidspunkt|møde", 3, 2.2},
    Cue{book, "bestil* .. tid|samtale|møde", 3.5, 1.8},
    Cue{book, "vælg .. tid|tidspunkt|dag", 2.5, 1.3},
    Cue{book, "har ikke booket|bestilt|valgt", 1.5, 1.5},
    Cue{book, "ikke .. booket", 0.5, 0.8},
    Cue{book, "ledige tider", 0.8, 1},
    Cue{book, "find .. tid .. passer", 2, 1.5},
    Cue{book, "jobnet* .. book|vælg*|samtale", 0.5, 1},

    Cue{moved, "ny tid", 4, 2.2},
    Cue{moved, "nyt tidspunkt|mødetidspunkt", 4, 2.2},
    Cue{moved, "ny dato|mødedato|mødetid|samtaletid|aftale", 3.5, 1.5},
    Cue{moved, "aflys*|aflyst|aflyses|aflysning*", 4.5, 2.2},
    Cue{moved, "er|bliver flyttet|ændret|udsat|rykket", 3, 1.7},
    Cue{moved, "flytter|flytte|flyttes|rykker|rykke|udsætter|udsætte .. samtale*|møde*|tid*|aftale*|din|dit", 3.5, 1.8},
    Cue{moved,
        "samtale*|møde*|tid* .. flyttet|flyttes|flytter|ændret|ændres|udsat|udsættes|rykket|rykkes|aflyst|aflyses", 4,
        2.2},
    Cue{moved, "ændr* .. tid*|samtale*|møde*|mødetid*|dato", 4, 1.6},
    Cue{moved, "flyt* af .. samtale|møde", 4, 1.8},
    Cue{moved, "i stedet for den|tiden|mødet|samtalen", 0.8, 1.3},
    Cue{moved, "erstatter .. indkaldelse|brev|tid", 1.5, 2},
    Cue{moved, "se bort fra .. indkaldelse|brev|tid", 1, 1.6},
    Cue{moved, "blevet syg|forhindret", 0, 0.5},
    Cue{moved, "gammel|gamle|oprindelige tid", 0.5, 1},

    Cue{missed, "du kom|mødte ikke", 3.5, 1.7},
    Cue{missed, "du er udeblevet", 3.5, 1.7},
    Cue{missed, "ikke mødt|mødte|kom .. til|op|samtale*|møde*", 2, 1.2},
    Cue{missed, "kom|mødte du ikke", 2, 1.3},
    Cue{missed, "udebl*", 3, 1},
    Cue{missed, "dukkede|kom|var ikke op|her|til|der", 1.5, 1.5},
    Cue{missed, "var du ikke|henne", 1.5, 1},
    Cue{missed, "ikke .. fremmøde|fremmødt|mødt frem", 2, 1.3},
    Cue{missed, "retter|rette|ret .. henvendelse", 0.3, 0.7},
    Cue{missed, "ikke .. meldt|modtaget afbud", 0.5, 0.7},
    Cue{missed, "afbud .. ikke modtaget", 0.5, 0.7},
    Cue{missed, "savnede dig|vi savner dig", 3.5, 2},
    Cue{missed, "gik glip af", 2.5, 1.5},
    Cue{missed, "du deltog|dukkede ikke", 2.5, 1.5},
    Cue{missed, "kontakt|ring .. i dag|straks|hurtigst|med|det|samme", 2, 1.6},
    Cue{missed, "hurtigst muligt|med det samme|straks", 0.8, 0.5},
    Cue{missed, "kontakt os|jobcent*|kommunen", 1.2, 0.2},
    Cue{missed, "genoprett* .. kontakt*", 1, 1.8},
    Cue{missed, "hver dag", 0.3, 0.6},
    Cue{missed, "kontakten .. genoprettet", 0.8, 1.5},
    Cue{missed, "hørt fra dig", 1.5, 0.8},
    Cue{missed, "manglende fremmøde", 2, 0.8},
    Cue{missed, "ikke fik|få fat", 0.8, 0.8},
    Cue{missed, "forsøgt .. ringe|kontakte", 0, 1},

    Cue{hearing, "*partshøring*", 4.5, 1.5},
    Cue{hearing, "høring* .. inden|før .. afgør*|afgørelse", 4.5, 2.5},
    Cue{hearing, "*høringsbrev*|*høringsskrivelse*|høring af dig|høring", 4, 1.4},
    Cue{hearing, "høringsfrist*|høringssvar*", 2, 2},
    Cue{hearing, "inden|før vi|kommunen|jobcenteret træffer|tager|afgør|beslutter|træffe", 2.5, 2.4},
    Cue{hearing, "overvejer|påtænker|agter|forventer at|om", 1.5, 1.6},
    Cue{hearing, "påtænkt afgørelse", 3, 2},
    Cue{hearing, "dine|eventuelle bemærkninger|kommentarer", 1.8, 1.5},
    Cue{hearing, "mulighed for|ret til at udtale|kommentere|forklare|komme|fortælle", 1, 1.2},
    Cue{hearing, "udtale dig", 1.5, 1.5},
    Cue{hearing, "forvaltningslovens * 19", 1, 1.8},
    Cue{hearing, "afgørelse på .. grundlag|oplysninger|foreliggende", 0.3, 1.5},
    Cue{hearing, "fortæl os .. hvorfor|grund", 2.5, 2},
    Cue{hearing, "hvorfor du|kom ikke|udeblev|mødte", 1.8, 1.2},
    Cue{hearing, "rimelig grund", 0.3, 0.4},
    Cue{hearing, "høre din forklaring|side|version|mening|bemærkninger", 3, 2},
    Cue{hearing, "redegørelse", 1.2, 1},
    Cue{hearing, "afgør* uden", 0, 1},

    Cue{team, "rehabiliteringsteam*", 4, 1.7},
    Cue{team, "møde i|med|hos rehabiliteringsteam*|teamet", 4, 2},
    Cue{team, "indstilling", 0.3, 0.5},
    Cue{team, "forberedende del", 0.2, 0.4},

    Cue{plan, "min plan", 4, 1.4},
    Cue{plan, "din plan|jobplan|uddannelsesplan", 3, 1.2},
    Cue{plan, "jobplan*|krav-jobplan*|*handleplan*", 3, 1.3},
    Cue{plan, "plan er opdateret|klar|lavet|ændret|udarbejdet", 2, 2},
    Cue{plan, "godkend* .. plan*", 2, 2},
    Cue{plan, "mål* .. delmål|beskæftigelsesmål|jobmål", 0.5, 1},
    Cue{plan, "jobmål|beskæftigelsesmål", 0.5, 1},
    Cue{plan, "aftalt .. følgende|aktiviteter|skridt", 0.2, 0.8},

    Cue{caseworker,
        "ny|nye|anden "
        "sagsbehandler|rådgiver|jobkonsulent|kontaktperson|jobrådgiver|medarbejder|jobformidler|socialrådgiver",
        4.5, 2.6},
    Cue{caseworker, "skift|skifter|skifte af|sagsbehandler|rådgiver", 4, 2},
    Cue{caseworker, "overtager|overtage|overtaget .. din sag|sag", 2.5, 2.3},
    Cue{caseworker, "din sag .. overtages|overdrages|overgår|flyttes", 1.5, 1.8},
    Cue{caseworker, "er din|dit nye", 2, 1.5},
    Cue{caseworker, "din tidligere|hidtidige|nuværende sagsbehandler|rådgiver", 0.5, 1.5},
    Cue{caseworker, "fået nyt job|stoppet|går på pension|barsel", 0.3, 0.8},
    Cue{caseworker, "har fået en ny|anden", 0.5, 0.5},
};

}  // namespace

std::span<const Cue> meeting_cues() {
    return cues;
}

}  // namespace aaben::reading
