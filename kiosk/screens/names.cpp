// Words and pictures of the values that citizens and staff choose.
#include <algorithm>

#include "language/utf8.hpp"
#include "record/record_words.hpp"
#include "screens/page.hpp"

namespace aaben::screens {

Shown shown(visit::Purpose purpose) {
    using visit::Purpose;
    switch (purpose) {
        case Purpose::Letter:
            return {Key::purpose_letter, icon::letter, Tint::Mint};
        case Purpose::Meeting:
            return {Key::purpose_meeting, icon::meeting, Tint::Sky};
        case Purpose::Money:
            return {Key::purpose_money, icon::money, Tint::Sand};
        case Purpose::Illness:
            return {Key::purpose_illness, icon::illness, Tint::Rose};
        case Purpose::Job:
            return {Key::purpose_job, icon::job, Tint::Lilac};
        case Purpose::Housing:
            return {Key::purpose_housing, icon::housing, Tint::Moss};
        case Purpose::JustTalk:
            return {Key::purpose_talk, icon::chat, Tint::Sky};
        case Purpose::NotSaying:
            return {Key::purpose_not_say, icon::other, Tint::Stone};
    }  // no default case, so the compiler can warn about missing cases
    return {};
}

Shown shown(visit::Need need) {
    using visit::Need;
    switch (need) {
        case Need::QuietPlace:
            return {Key::need_quiet, icon::quiet_place, Tint::Mint};
        case Need::Interpreter:
            return {Key::need_interpreter, icon::interpreter, Tint::Sky};
        case Need::Companion:
            return {Key::need_companion, icon::companion, Tint::Lilac};
        case Need::LeavingSoon:
            return {Key::need_leaving_soon, icon::clock, Tint::Sand};
        case Need::FetchSilently:
            return {Key::need_fetch_silently, icon::fetch_silently, Tint::Rose};
        case Need::StepOutside:
            return {Key::need_step_outside, icon::walk, Tint::Moss};
    }  // no default case, so the compiler can warn about missing cases
    return {};
}

Shown shown(visit::Whom whom) {
    constexpr std::array<Shown, 4> all{Shown{Key::whom_anyone, icon::people},
                                       {Key::whom_my_caseworker, icon::person, Tint::Mint},
                                       {Key::whom_placement_consultant, "handshake", Tint::Lilac},
                                       {Key::whom_mentor, "support", Tint::Sand}};
    return all.at(static_cast<std::size_t>(whom));
}

Shown shown(visit::Service service) {
    using visit::Service;
    switch (service) {
        case Service::OwnDoctor:
            return {record::label_of(service), "medical_services", Tint::Rose};
        case Service::BenefitsOffice:
            return {record::label_of(service), "payments", Tint::Sand};
        case Service::SocialCentre:
            return {record::label_of(service), "volunteer_activism", Tint::Mint};
        case Service::SubstanceTreatment:
            return {record::label_of(service), "healing", Tint::Moss};
        case Service::MentalHealth:
            return {record::label_of(service), "psychology", Tint::Lilac};
        case Service::DebtAdvice:
            return {record::label_of(service), "credit_card", Tint::Sky};
        case Service::FamilyDepartment:
            return {record::label_of(service), "family_restroom", Tint::Rose};
        case Service::HousingOffice:
            return {record::label_of(service), "home", Tint::Moss};
    }  // no default case, so the compiler can warn about missing cases
    return {};
}

std::string sign_name(const Page& page, const visit::CallSign& sign) {
    return text::sign_name(page.assets.words, visit::colour_names[static_cast<std::size_t>(sign.colour)],
                           visit::picture_names[static_cast<std::size_t>(sign.picture)], sign.number, page.language);
}

std::string visit_language(const Page& page, const visit::Visit& visit) {
    const std::string& chosen = visit.choices.language;
    const auto known = page.assets.words.languages();
    const bool here = std::ranges::any_of(known, [&](const auto& language) { return language.tag == chosen; });
    return here ? chosen : std::string(danish_tag);
}

widgets::SignLook sign_look(const visit::CallSign& sign, std::string_view label) {
    return {static_cast<int>(sign.colour), visit::picture_names[static_cast<std::size_t>(sign.picture)], label};
}

std::string names(const Page& page, const std::vector<const visit::Caseworker*>& people) {
    std::string first = first_name(*people[0]);
    if (people.size() == 1) return first;
    const std::string second = first_name(*people[1]);
    if (people.size() == 2) return page.say(Key::common_list_two, {{"first", first}, {"second", second}});
    return page.say(Key::common_list_more,
                    {{"first", first}, {"second", second}, {"n", static_cast<int>(people.size()) - 2}});
}

std::string clock(const Page& page, WallMs wall_ms) {
    return text::time(page.assets.words, calendar::copenhagen(wall_ms).time, page.language);
}

}  // namespace aaben::screens
