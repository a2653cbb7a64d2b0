// What a citizen chose at the glass: the private part of a visit. It is sealed to the jobcenter and, for the live
// queue, encrypted under the visit's own key; it never stands in an open field. Pure values; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "letters/fields.hpp"

namespace aaben::visit {

enum class Purpose : std::uint8_t { Letter, Meeting, Money, Illness, Job, Housing, JustTalk, NotSaying };
enum class Need : std::uint8_t { QuietPlace, Interpreter, Companion, LeavingSoon, FetchSilently, StepOutside };
enum class Whom : std::uint8_t { Anyone, MyCaseworker, PlacementConsultant, Mentor };
// Whom the citizen needs help to reach: figures 10 and 11 of "På rette vej – i job".
enum class Service : std::uint8_t {
    OwnDoctor,
    BenefitsOffice,
    SocialCentre,
    SubstanceTreatment,
    MentalHealth,
    DebtAdvice,
    FamilyDepartment,
    HousingOffice
};

inline constexpr std::array<std::string_view, 8> purpose_names{"letter", "meeting", "money",     "illness",
                                                               "job",    "housing", "just_talk", "not_saying"};
inline constexpr std::array<std::string_view, 6> need_names{"quiet_place",  "interpreter",    "companion",
                                                            "leaving_soon", "fetch_silently", "step_outside"};
inline constexpr std::array<std::string_view, 4> whom_names{"anyone", "my_caseworker", "placement_consultant",
                                                            "mentor"};
inline constexpr std::array<std::string_view, 8> service_names{
    "own_doctor",    "benefits_office", "social_centre",     "substance_treatment",
    "mental_health", "debt_advice",     "family_department", "housing_office"};

// A small set over an enum of at most 32 values; a value type that prints and compares.
template <class E>
class Set {
  public:
    [[nodiscard]] bool has(E e) const { return (bits_ >> static_cast<unsigned>(e)) & 1U; }
    void put(E e) { bits_ |= 1U << static_cast<unsigned>(e); }
    void drop(E e) { bits_ &= ~(1U << static_cast<unsigned>(e)); }
    void flip(E e) { bits_ ^= 1U << static_cast<unsigned>(e); }
    [[nodiscard]] bool empty() const { return bits_ == 0; }
    [[nodiscard]] std::uint32_t bits() const { return bits_; }
    friend bool operator==(const Set&, const Set&) = default;

  private:
    std::uint32_t bits_ = 0;
};

struct CarriedLetter {
    std::string type;  // letter type id; empty: a letter that nobody recognised
    letters::Fields fields;
    friend bool operator==(const CarriedLetter&, const CarriedLetter&) = default;
};

struct Choices {
    std::string language = "da";  // the glass's language at check-in
    std::optional<Purpose> purpose;
    Set<Need> needs;
    std::string interpreter_language;  // with Need::Interpreter; a language code
    Whom whom = Whom::Anyone;
    std::string caseworker;  // roster id, when one person was chosen
    std::optional<CarriedLetter> letter;
    std::string call_me;  // the name one wants to be called by; staff see it, the glass never shows it
    Set<Service> services;
    bool expected = false;  // identification matched one of today's expected visits
    friend bool operator==(const Choices&, const Choices&) = default;
};

}  // namespace aaben::visit
