#include <array>

#include "reading/cues.hpp"

namespace aaben::reading {
namespace {

// The weight in `title` counts in the letterhead, the heading and the signature, where the sender names itself.
constexpr std::array foreign{
    Cue{"",
        "skattestyrelsen|skatteforvaltningen|motorstyrelsen|gældsstyrelsen|vurderingsstyrelsen|toldstyrelsen|skat.dk|"
        "skatteankestyrelsen",
        6, 0.8},
    Cue{"", "udbetaling danmark", 6, 0.5},
    Cue{"", "pensionsstyrelsen|atp|feriekonto|pensiondanmark|pensam|pfa|sampension|danica|pka|velliv", 4, 0.8},
    Cue{"",
        "*boligforening*|*boligselskab*|*boligorganisation*|boli.nu|*udlejer*|*ejendomsadministration*|boligkontoret|"
        "boliggården|*boligafdeling*|andelsboligforening*|*ejendomsselskab*",
        6, 0.8},
    Cue{"",
        "lejemål*|huslejen|lejeaftale|opsigelse af "
        "lejemål|huslejestigning|varmeregnskab|forbrugsregnskab|antenneregnskab|syn af",
        3, 1.4},
    Cue{"", "ejendomskontor*|lejer|lejeren|flyttesyn|nøgler|vicevært*|beboermøde*|driftsleder", 2, 0.8},
    Cue{"",
        "hospital*|*sygehus*|*hospital|ambulatori*|*klinik*|region syddanmark|region midtjylland|sygehuset|lillebælt*",
        6, 1.2},
    Cue{"",
        "undersøgelse|scanning|operation|blodprøve*|røntgen*|mammografi|screening|vaccin*|indlæggelse|forundersøgelse|"
        "konsultation|patient*|overlæge|sygeplejerske|henvisning|afdelingen",
        2, 0.7},
    Cue{"", "tandlæge*|tandpleje*|psykiatri*|behandlerteam|jordemoder*|sundhedsplejerske", 4, 0.8},
    Cue{"", "*bank|*bankens|*sparekasse", 5, 1.2},
    Cue{"", "danske|jyske|nordea|sydbank|nykredit|spar|arbejdernes bank|nord|landsbank", 4, 0.8},
    Cue{"",
        "bank|sparekasse*|sparekassen|middelfart "
        "sparekasse|realkredit*|kreditkort|netbank|overtræk|rentesats|bankrådgiver*|betalingskort|nemkonto|kundenummer",
        3, 0.9},
    Cue{"",
        "*forsikring*|forsikringsselskab*|police|policenummer|præmie|selvrisiko|skadenummer|tryg|topdanmark|alm "
        "brand|gjensidige|codan",
        4, 1},
    Cue{"",
        "3f|hk|foa|fagforening*|fagforbund*|forbund|kristelig|krifa|frie "
        "funktionærer|medlemskab|tillidsrepræsentant|kontingent*|medlemsnummer|dit medlemskab",
        3.5, 1},
    Cue{"", "*a-kasse|a-kassen|akasse*|akassen|arbejdsløshedskasse*", 4.5, 0.6},
    Cue{"", "vi|os i a-kassen", 3, 3},
    Cue{"", "rådighedssamtale*|dagpengeret*|dagpengekort|efterløn*|dagpengeperiode*|medlem af a-kassen|ydelseskort",
        3.5, 2},
    Cue{"",
        "skole|skolen|skolens|friskole*|gymnasium*|vuggestue*|børnehave*|daginstitution*|sfo|skoleleder|skolestart|"
        "forældremøde*|klasselærer*|elev*|forældre|barnet|aula|forældrebetaling|pladsanvisning*",
        3, 1.1},
    Cue{"", "skole-hjem-samtale*|skolehjemsamtale*|trivselssamtale*|klassen|klasse", 3, 1.6},
    Cue{"",
        "politi*|sydøstjyllands politi|rigspolitiet|anklagemyndighed*|retten "
        "i|byret*|afhøring|sigtet|bøde|vidne|fartbøde|kriminalforsorgen|fogedret*|fogeden|stævning*",
        4.5, 1.2},
    Cue{"", "inkasso*|lowell|intrum|kredinor|advokat*|skyldner|kreditor", 5, 1.5},
    Cue{"",
        "elregning*|*energi|trefor|ewii|norlys|ørsted|vandforsyning*|fjernvarme*|el-aftale|kwh|måleraflæsning|affald*|"
        "renovation|abonnement*|bredbånd|mobilabonnement|stofa|yousee|telia|telenor|tv-pakke",
        4, 1.3},
    Cue{"",
        "boligstøtte*|børne- og "
        "ungeydelse*|børnetilskud*|barselsdagpenge|folkepension*|børnebidrag*|boligydelse*|boligsikring*",
        2.5, 1.2},
    Cue{"", "årsopgørelse|restskat|overskydende skat|forskudsopgørelse|skattekort|moms|trækprocent|tastselv", 3.5, 1},
    Cue{"",
        "statens uddannelsesstøtte|su-styrelsen|su-lån|stipendium|studiestart|optagelse på uddannelsen|uddannelses- og",
        4, 1.5},
    Cue{"",
        "udlændingestyrelsen|styrelsen for "
        "international|siri|opholdstilladelse*|indfødsret|udlændinge*|hjemrejsestyrelsen",
        4, 1.2},
    Cue{"", "ankestyrelsen", 4, 0},
    Cue{"",
        "valgkort|folkeafstemning|kørekort|pasfornyelse|parkering*|byggetilladelse|byggesag*|biblioteket|lånerkort|"
        "hjemmehjælp|madservice|genoptræning*|plejehjem|ældre og|hjælpemiddel*|bofællesskab",
        3.5, 1.4},
    Cue{"", "kære kunde|kære medlem|kære lejer|kære forælder|kære patient|kære beboer|kære forældre|kære borger og", 4,
        2.5},
    Cue{"", "faktura|fakturanr|betalingsfrist|betalingsservice|rykkergebyr|girokort|opkræv*|rykker", 3, 0.9},
    Cue{"", "domstol*|familieretshus*|skifteret*|samvær*|forældremyndighed|skilsmisse", 4, 1.5},
    Cue{"", "retshjælp|kirke|menighed*|begravelse|idrætsforening|generalforsamling|medlemmer|bestyrelse*", 2.5, 1},
    Cue{"", "konkurrence|tilbudsavis|vundet|gavekort|rabat|kampagne|klik her|bekræft .. konto", 3, 1.5},
    Cue{"",
        "jobansøgning|din ansøgning til stillingen|stillingen "
        "som|ansættelsessamtale|jobinterview|ansættelseskontrakt|opsigelse af|opsagt",
        3, 1.6},
    Cue{"", "aps|a/s|i/s", 3, 0},
    Cue{"",
        "familieafdeling*|familierådgiv*|familiehus*|børnefamilie*|børne- og|børn og|ppr|sundhedspleje*|familieteam*",
        5, 1.5},
    Cue{"", "dit|jeres barn", 4, 0.7},
    Cue{"", "barns|barnets trivsel|skole|skolegang|fravær|udvikling", 3, 1.5},
    Cue{"", "din|jeres søn|datter|søns|datters", 4, 1.2},
    Cue{"",
        "teknik og miljø|kultur og fritid|senior og|ældre og|sundhed og omsorg|pleje og "
        "omsorg|handicap*|psykologisk|opkrævningen",
        5, 1.2},
    Cue{"", "tak for din ansøgning", 3, 2.5},
    Cue{"", "stillingen|stilling som|hos", 3, 1.2},
    Cue{"", "arbejdsmarkedets erhvervssikring|arbejdsskade*|erstatning*", 3.5, 1.2},
};

// What only a jobcenter's or its ydelseskontor's letters are about.
constexpr std::array employment{
    Cue{"", "jobcent*", 3, 1.8},
    Cue{"", "*kontanthjælp*", 2, 1.4},
    Cue{"", "kommune|kommunen|kommunens", 1.5, 0.8},
    Cue{"", "beskæftigelse*|arbejdsmarked*|aktiv beskæftigelsesindsats|beskæftigelsesindsats*", 2, 1.2},
    Cue{"", "aktivlov*|aktiv socialpolitik|lab-lov*|beskæftigelseslov*", 1.5, 1.5},
    Cue{"",
        "ydelseskontor*|ydelsesservice|ydelsescent*|ydelsesafdeling*|ydelse "
        "og|ydelsesteam*|sygedagpengeafdeling*|ydelsesenhed*",
        2, 1},
    Cue{"",
        "sagsbehandler*|jobkonsulent*|jobrådgiver*|jobformidler*|virksomhedskonsulent*|rådgiver|"
        "beskæftigelsesrådgiver*",
        1, 0.8},
    Cue{"", "jobnet*|min plan|cv", 0.8, 0.8},
    Cue{"",
        "ressourceforløb*|jobafklaring*|sygedagpenge*|fleksjob*|revalidering|uddannelseshjælp*|integrationsydelse|"
        "overgangsydelse*|selvforsørgelses*|ledighedsydelse*|førtidspension*",
        1, 1},
    Cue{"",
        "*løntilskud*|virksomhedspraktik*|mentor*|rehabiliteringsteam*|arbejdspligt*|nytteindsats*|visiter*|jobparat|"
        "aktivitetsparat|jobsamtale*",
        1, 0.9},
    Cue{"", "hjælpen|forsørgelse|forsørge", 0.5, 0.7},
    Cue{"", "din hjælp", 0.5, 0.7},
    Cue{"", "job|arbejde|arbejdet|jobs", 0.5, 0.5},
    Cue{"", "rådighed*|jobsøgning*|job eller uddannelse|komme i job|i arbejde|tættere på", 0.6, 0.7},
};

}  // namespace

std::span<const Cue> foreign_cues() {
    return foreign;
}
std::span<const Cue> employment_cues() {
    return employment;
}

}  // namespace aaben::reading
