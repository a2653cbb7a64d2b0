// What a caseworker writes down in a conversation, by touch: what was talked about, what was agreed, offers, contacts
// with consent, how it goes, and a word to the next one. All of it describes a person: it is sealed to the jobcenter
// with every change and, for the glass, encrypted under the visit's own key. Pure values; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/date.hpp"
#include "platform/clock.hpp"
#include "visit/choices.hpp"

namespace aaben::visit {

enum class Topic : std::uint8_t { Letter, Money, Job, Health, EverydayLife, Housing, Debt, Family, Network };
enum class Step : std::uint8_t {
    NewMeeting,
    NetworkMeeting,  // with those around the citizen: 'netværksmøde'
    HomeVisit,
    CallBack,
    SendPapers,
    SeeDoctor,
    VisitWorkplace,
    WriteCv
};
enum class Party : std::uint8_t { Citizen, Caseworker, Together };  // who does it
// Offers that the law on active employment knows (lov om en aktiv beskæftigelsesindsats), and what is close to them.
enum class OfferKind : std::uint8_t { WorkPlacement, WageSubsidy, SmallJob, Guidance, Mentor, SupportedEducation };
// Progression, 1–5 each. The last two are the expectations of both sides.
enum class Indicator : std::uint8_t { EverydayCoping, Health, Network, Motivation, CitizenBelief, CaseworkerBelief };

inline constexpr std::array<std::string_view, 9> topic_names{"letter",  "money", "job",    "health", "everyday_life",
                                                             "housing", "debt",  "family", "network"};
inline constexpr std::array<std::string_view, 8> step_names{"new_meeting",     "network_meeting", "home_visit",
                                                            "call_back",       "send_papers",     "see_doctor",
                                                            "visit_workplace", "write_cv"};
inline constexpr std::array<std::string_view, 3> party_names{"citizen", "caseworker", "together"};
inline constexpr std::array<std::string_view, 6> offer_names{"work_placement", "wage_subsidy", "small_job",
                                                             "guidance",       "mentor",       "supported_education"};
inline constexpr std::array<std::string_view, 6> indicator_names{
    "everyday_coping", "health", "network", "motivation", "citizen_belief", "caseworker_belief"};

struct Agreement {
    Step step{};
    Party party{};
    std::optional<calendar::Date> by;  // none: no day was agreed
    friend bool operator==(const Agreement&, const Agreement&) = default;
};

struct Offer {
    OfferKind kind{};
    calendar::Date start;
    std::optional<calendar::Date> end;  // its last day; none: not known yet
    friend bool operator==(const Offer&, const Offer&) = default;
};

// The citizen lets staff speak with somebody about them; `withdrawn`: they said no, that day or of a consent before.
struct Consent {
    Service contact{};
    calendar::Date given;
    std::optional<calendar::Date> withdrawn;
    friend bool operator==(const Consent&, const Consent&) = default;
};

inline constexpr std::size_t agreements_max = 8, offers_max = 5, consents_max = 24, tell_next_max = 600;  // bytes

struct Record {
    WallMs begun_ms = 0;  // its first touch. Two records of one visit are two parts: the glass could not read the first
    Set<Topic> topics;
    std::vector<Agreement> agreements;
    std::vector<Offer> offers;
    std::vector<Consent> consents;
    std::array<int, indicator_names.size()> indicators{};  // 1 hard – 5 well; 0: not asked
    std::string tell_next;                                 // so that nobody starts over; UTF-8
    friend bool operator==(const Record&, const Record&) = default;
};

[[nodiscard]] inline const Consent* standing_consent(const Record& record, Service contact) {
    for (const Consent& each : record.consents)
        if (each.contact == contact && !each.withdrawn) return &each;
    return nullptr;
}

// Days between the first offer and `until` that no offer covers, first and last day of each: the passive periods.
struct Gap {
    calendar::Date first, last;
    friend bool operator==(const Gap&, const Gap&) = default;
};
[[nodiscard]] std::vector<Gap> passive_periods(const std::vector<Offer>& offers, calendar::Date until);

}  // namespace aaben::visit
