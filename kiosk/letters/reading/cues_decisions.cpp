#include <array>

#include "reading/cues.hpp"

namespace aaben::reading {
namespace {

constexpr std::string_view sanction = "afgoerelse-sanktion";
constexpr std::string_view guidance = "vejledning-ret-og-pligt";
constexpr std::string_view group = "visitation";
constexpr std::string_view placement = "tilbud-virksomhedspraktik";
constexpr std::string_view subsidised = "tilbud-loentilskud";
constexpr std::string_view course = "tilbud-vejledning-opkvalificering";
constexpr std::string_view mentor = "bevilling-mentor";
constexpr std::string_view duty = "arbejdspligt";
constexpr std::string_view consent = "samtykke-laegeoplysninger";
constexpr std::string_view description = "samlet-beskrivelse";
constexpr std::string_view flexjob = "afgoerelse-fleksjob-foertidspension";
constexpr std::string_view sick = "sygemelding";
constexpr std::string_view holiday = "ferie-svar";
constexpr std::string_view aid = "kontanthjaelp-bevilling-aendring-ophoer";
constexpr std::string_view papers = "anmodning-oplysninger";
constexpr std::string_view repay = "tilbagebetaling";
constexpr std::string_view complaint = "klagesvar";

constexpr std::array cues{
    Cue{sanction, "afgørelse* .. sanktion|fradrag|nedsættelse|træk", 5, 2.5},
    Cue{sanction, "sanktion*", 3, 1},
    Cue{sanction, "fradrag* .. i|kontanthjælp*|hjælp*|ydelse*", 4, 1.7},
    Cue{sanction, "fradrag", 2.5, 0.9},
    Cue{sanction, "vi har|kommunen|jobcenteret besluttet|afgjort|truffet .. trække|fradrag|nedsætte|sanktion", 2, 2.6},
    Cue{sanction, "trækker|trukket|trække .. kontanthjælp*|hjælp*|ydelse*|kr|kroner|dage", 3.5, 1.8},
    Cue{sanction, "nedsæt*|nedsat .. kontanthjælp*|hjælp*|ydelse*", 3, 1.5},
    Cue{sanction, "kontanthjælp*|hjælp|ydelse .. nedsat|nedsættes|lavere|mindre|sat ned", 3.5, 1.5},
    Cue{sanction, "mindre i kontanthjælp|hjælp", 3.5, 1.8},
    Cue{sanction, "du havde ikke|ikke haft .. rimelig grund", 0.5, 1.6},
    Cue{sanction, "uden rimelig grund", 0.5, 0.9},
    Cue{sanction, "ikke .. rimelig grund", 0.3, 1},
    Cue{sanction, "penge|hjælp .. trukket", 2, 1.3},
    Cue{sanction, "partshørt|partshørte", 0.2, 0.8},
    Cue{sanction, "mister|mistet .. kontanthjælp*|hjælp*|ydelse*", 2, 1},
    Cue{sanction, "sætter|sætte|sættes .. ned", 3, 1.5},
    Cue{sanction, "sat ned", 2, 1},
    Cue{sanction, "mindre|færre .. udbetalt|udbetaling|penge", 2.5, 1.5},
    Cue{sanction, "får|bliver .. kr|kroner mindre|lavere", 2.5, 2},
    Cue{sanction, "trækker vi|vi trækker", 2, 1.6},
    Cue{sanction, "ikke .. god nok|gyldig grund", 0.5, 1.3},
    Cue{sanction, "for dagene|perioden", 0, 0.3},

    Cue{guidance, "rettigheder og pligter", 4.5, 1.6},
    Cue{guidance, "ret og pligt*", 4.5, 1.6},
    Cue{guidance, "pligter og rettigheder", 4.5, 1.6},
    Cue{guidance, "vejledning om|til", 2.5, 0.8},
    Cue{guidance, "dine rettigheder|pligter", 3, 0.9},
    Cue{guidance, "vejled* .. rådighed*|sanktion*|pligt*|regler*|konsekvens*", 2.5, 1.2},
    Cue{guidance, "hvad du skal|har ret", 1.5, 0.6},
    Cue{guidance, "skriftlig* vejledning", 2.5, 1},
    Cue{guidance, "stå til rådighed", 1, 0.7},
    Cue{guidance, "vidste du|læs .. gem|gem brevet|gem dette", 0.3, 1.2},
    Cue{guidance, "du har pligt til", 0.5, 1},
    Cue{guidance, "du har ret til .. bisidder|tolk|klage", 0.3, 0.3},
    Cue{guidance, "hvis .. ikke .. kan|får|mister|risikerer", 0.2, 0.4},
    Cue{guidance, "* 35", 0.3, 0.3},

    Cue{group, "visiter*|visitation*", 4, 1.7},
    Cue{group, "visitationskategori*|visitationsgruppe*|matchgruppe*|målgruppe*", 3.5, 1.3},
    Cue{group, "jobparat|aktivitetsparat|uddannelsesparat", 2.5, 0.9},
    Cue{group, "vurderet .. du|som .. jobparat|aktivitetsparat|uddannelsesparat", 2, 2.2},
    Cue{group, "vurderer|vurderet|vurdering .. jobparat|aktivitetsparat|uddannelsesparat", 2, 2},
    Cue{group, "gruppe", 0.6, 0.5},
    Cue{group, "ændret .. visitation|gruppe|målgruppe", 2.5, 1.5},
    Cue{group, "hører til|placeret|flyttet .. gruppe*|gruppen", 1, 1.8},
    Cue{group, "åbenlyst", 1, 1},

    Cue{placement, "virksomhedspraktik*", 4, 1.8},
    Cue{placement, "praktik", 3.5, 1},
    Cue{placement, "praktikplads|praktiksted*|praktikforløb*|snusepraktik*|praktikperiode*|praktikaftale*", 3, 1.2},
    Cue{placement, "i praktik hos|på|i", 3, 1.6},
    Cue{placement, "tilbud .. praktik*|virksomhedspraktik*", 3.5, 1.8},

    Cue{subsidised, "*løntilskud*", 4.2, 2.1},
    Cue{subsidised, "*ansæt* med løntilskud", 4, 2},
    Cue{subsidised, "løntilskudsjob*|løntilskudsstilling*", 4, 2},

    Cue{course, "vejlednings- og|vejledning og opkvalificering*", 4.5, 2.4},
    Cue{course, "*opkvalificering*", 3.5, 1.6},
    Cue{course,
        "vejledningsforløb*|afklaringsforløb*|opkvalificeringsforløb*|jobsøgningsforløb*|jobsøgningskursus*|jobkursus*|"
        "danskkursus*|kompetenceafklar*",
        4, 2},
    Cue{course, "kursus|kurset|kurser|forløb|forløbet|danskundervisning*|undervisning*|uddannelse*", 2.2, 0.6},
    Cue{course, "tilbud .. forløb*|kursus*|undervisning|uddannelse", 3.5, 1.4},
    Cue{course, "deltage|starte|begynde|plads på|i .. kursus*|forløb*", 2, 1.3},
    Cue{course, "truckkursus|truckcertifikat|certifikat|hygiejnekursus|cv-kursus|amu*|amu-kursus", 2.5, 1.2},
    Cue{course, "på holdet|hold", 2, 1},
    Cue{course, "kursusleder|underviser*|kursussted*|kursist*|holdet", 0.5, 0.8},

    Cue{mentor, "mentor*", 4, 1.8},
    Cue{mentor, "bevil* .. mentor*", 4, 2.2},
    Cue{mentor, "støtte fra en mentor", 3, 2},
    Cue{mentor, "din mentor", 1.5, 1.5},

    Cue{duty, "arbejdspligt*", 4.8, 2.4},
    Cue{duty, "nytteindsats*|nyttejob*|nytteaktiv*|samfundsnyttig*", 4, 2},
    Cue{duty, "37 timer", 1.5, 0.8},
    Cue{duty, "pligt til at arbejde", 3, 2},
    Cue{duty, "timer om ugen|ugentligt", 0.3, 0.3},
    Cue{duty, "225-timers*|timersreglen", 0.5, 0.3},

    Cue{consent, "samtykke*", 4, 1.6},
    Cue{consent, "indhente|hente|indhentning .. oplysninger|helbredsoplysninger|lægelige|journal*", 3, 1.6},
    Cue{consent, "*lægeattest*|statusattest*|speciallægeattest*|lægeoplysninger*|helbredsattest*|*attest", 3, 1.2},
    Cue{consent, "helbredsoplysninger|helbredsmæssige oplysninger|lægelige oplysninger", 3.2, 1.4},
    Cue{consent, "læ 1*|læ 2*|læ1*|læ2*|la 1*|la 2*|læ-blanket*|læ-skema", 1.5, 1.2},
    Cue{consent, "giv*|gi .. tilladelse|lov|samtykke", 2, 1.2},
    Cue{consent, "tilladelse til at", 2, 1.3},
    Cue{consent, "trække|tilbagekalde .. samtykke*|tilladelse", 0.5, 1.6},
    Cue{consent, "skriv under|underskriv*", 0.6, 0.5},
    Cue{consent, "egen|praktiserende|din læge", 0.6, 0.6},

    Cue{description, "samlet|samlede beskrivelse", 4.8, 2.3},
    Cue{description, "beskrivelse af din situation|sag", 3, 1.8},
    Cue{description, "beskrivelsen", 1, 0.8},
    Cue{description, "samlet .. overblik|billede|beskrivelse", 1.5, 0.9},

    Cue{flexjob, "fleksjob*", 3.8, 1.3},
    Cue{flexjob, "førtidspension*", 3.8, 1.3},
    Cue{flexjob, "bevil*|tilkend*|ret|afslag|visiteret .. fleksjob*|førtidspension*", 3, 2.2},
    Cue{flexjob, "fleksjob*|førtidspension* .. bevilget|tilkendt|afslag|afslået|visiteret", 3, 1.8},
    Cue{flexjob, "afgørelse om|vedrørende fleksjob*|førtidspension*|din", 1, 0.6},
    Cue{flexjob, "pensionssag*|pensionsansøgning*", 2, 1},
    Cue{flexjob, "ledighedsydelse*|fleksbidrag*|flekslønstilskud*", 0.8, 0.7},

    Cue{sick, "sygemeld*|raskmeld*|sygdomsmeld*", 3.6, 1.6},
    Cue{sick, "du har meldt dig|er meldt syg", 2, 2},
    Cue{sick, "dokument* .. sygdom*|sygefravær*|sygemelding*", 3, 2},
    Cue{sick, "sygefravær*|fravær .. sygdom", 2, 1},
    Cue{sick, "friattest*|mulighedserklæring*|lægeerklæring*|sygemeldingsattest*|varighedserklæring*", 2, 1.3},
    Cue{sick, "når|hvis du er|bliver syg", 1.8, 0.5},
    Cue{sick, "meld* dig syg|rask", 2.2, 0.9},
    Cue{sick, "oplysningsskema*", 1, 0.8},
    Cue{sick, "din sygdom|dit sygefravær", 1.8, 0.9},

    Cue{holiday, "ferie", 3.8, 1.3},
    Cue{holiday, "*ferieansøgning*|ferieafholdelse*|ferieønske*|ferieperiode*|feriemeddelelse*", 4, 2},
    Cue{holiday, "ansøgning om|søgt om|ønske om|svar på .. ferie", 3.5, 2},
    Cue{holiday, "holde|holder|afholde ferie", 2.5, 1.6},
    Cue{holiday, "god ferie", 1.5, 2},
    Cue{holiday, "ferien", 2, 1},
    Cue{holiday, "uger|ugers|dages ferie", 1.5, 1},

    Cue{aid, "bevil* .. kontanthjælp*|hjælp*|ydelse*", 4, 2.2},
    Cue{aid, "kontanthjælp* .. bevilget|bevilling|stopper|ophør*|stoppes|ændret|ændres|ændring|sat", 4, 2.1},
    Cue{aid, "ophør*|stop*|ændr*|beregn*|bevil* .. kontanthjælp*|hjælp*", 3.8, 1.8},
    Cue{aid, "du har|får ret til kontanthjælp|hjælp|forsørgelse", 2.5, 2.3},
    Cue{aid, "ret til kontanthjælp", 2, 1.3},
    Cue{aid, "afslag på .. kontanthjælp|hjælp", 4, 2.2},
    Cue{aid, "ansøgning om .. kontanthjælp*", 2.5, 1},
    Cue{aid, "får|modtager .. kr|kroner .. om|måneden|måned", 1, 1.2},
    Cue{aid, "din kontanthjælp", 2.2, 0.3},
    Cue{aid, "kontanthjælp*", 1.5, 0.2},
    Cue{aid, "ny sats|satsen|satser", 1.8, 1.2},
    Cue{aid, "kan få|får kontanthjælp|hjælp", 3, 1.6},
    Cue{aid, "vi udbetaler|udbetaler vi", 0.5, 1},
    Cue{aid, "hver måned", 0.3, 0.6},
    Cue{aid, "får .. hjælp|kontanthjælp", 1.5, 0.5},
    Cue{aid, "før skat", 0, 0.8},
    Cue{aid, "kan ikke længere|ikke længere ret .. kontanthjælp|hjælp", 2, 1.6},
    Cue{aid, "forsørgelse*|hjælp til forsørgelse", 1.2, 0.5},
    Cue{aid, "afgørelse om .. hjælp|kontanthjælp|ydelse", 2, 1.3},
    Cue{aid, "udbetales|udbetaling", 0.3, 0.4},

    Cue{papers, "anmod* .. oplysninger|dokumentation|bilag|papirer", 4, 1.8},
    Cue{papers, "mangler|mangle .. oplysninger|dokumentation|papirer|bilag|fra", 3.8, 1.9},
    Cue{papers, "brug for .. oplysninger|papirer|dokumentation|bilag|fra", 3.5, 1.6},
    Cue{papers, "indsend*|send .. dokumentation|oplysninger|papirer|bilag|kontoudtog*|lønsed*|følgende", 3, 1.5},
    Cue{papers, "kontoudtog*|lønseddel*|lønsedler|lejekontrakt*|årsopgørelse*|huslejekvittering*|forskudsopgørelse*", 1,
        1.1},
    Cue{papers, "oplysningspligt*", 1, 0.6},
    Cue{papers, "manglende oplysninger|dokumentation", 3, 1},
    Cue{papers, "behandle .. ansøgning|sag", 0.4, 0.7},
    Cue{papers, "rykker* .. oplysninger|dokumentation|papirer", 3, 1.5},
    Cue{papers, "følgende oplysninger|dokumenter|papirer|dokumentation|bilag", 1, 1.6},

    Cue{repay, "tilbagebetal*", 4.2, 1.7},
    Cue{repay, "betale|betales .. tilbage", 3.5, 2},
    Cue{repay, "tilbagebetalingskrav*|tilbagebetalingspligt*", 4, 1.8},
    Cue{repay, "for meget .. udbetalt|udbetalt|kontanthjælp|penge|hjælp|i", 2.5, 1.9},
    Cue{repay, "fået|modtaget .. for meget", 2, 1.8},
    Cue{repay, "skylder", 2, 1.4},
    Cue{repay, "afdrag*|afdragsordning*|betalingsordning*|indbetalingskort", 0.8, 1.2},
    Cue{repay, "krav om|på", 1.5, 0.4},

    Cue{complaint, "din klage", 3.2, 1.5},
    Cue{complaint, "svar på .. klage", 4.8, 2.3},
    Cue{complaint, "modtaget .. klage|klagen", 1.5, 1.9},
    Cue{complaint, "genvurder*|revurder*", 3.2, 1.4},
    Cue{complaint, "fasthold* .. afgørelse*", 2.5, 2},
    Cue{complaint, "fastholder|fastholdt|omgør|omgjort|stadfæst*|medhold", 1.8, 1.5},
    Cue{complaint, "du har klaget", 2.5, 2.2},
    Cue{complaint, "du klagede", 2, 2},
    Cue{complaint, "sendt|sender|videresendt|videresender .. klage*|sag* .. ankestyrelsen", 1.8, 2.2},
    Cue{complaint, "klagen", 1, 0.8},
    Cue{complaint, "set på|igennem|vurderet .. igen|sagen|afgørelsen", 0.8, 1},
    Cue{complaint, "klage*", 1.8, 0},
    Cue{complaint, "ændrer|ændret ikke .. afgørelse", 0.6, 1.2},
};

}  // namespace

std::span<const Cue> decision_cues() {
    return cues;
}

}  // namespace aaben::reading
