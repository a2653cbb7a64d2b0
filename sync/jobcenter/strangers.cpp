#include "jobcenter/strangers.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace aaben::jobcenter {

std::uint64_t Strangers::enter(std::string address, ShowOut show_out) {
    ShowOut goodbye;
    std::uint64_t ticket = 0;
    {
        const std::lock_guard guard(mutex_);
        ticket = ++tickets_;
        inside_.push_back({ticket, std::move(address), std::move(show_out)});
        if (inside_.size() > places_) {
            const auto leaves = most_crowded_oldest();
            goodbye = std::move(leaves->show_out);
            inside_.erase(leaves);
        }
    }
    if (goodbye) goodbye();
    return ticket;
}

void Strangers::leave(std::uint64_t ticket) {
    const std::lock_guard guard(mutex_);
    std::erase_if(inside_, [ticket](const Guest& guest) { return guest.ticket == ticket; });
}

std::vector<Strangers::Guest>::iterator Strangers::most_crowded_oldest() {
    std::map<std::string_view, int> held;
    int most = 0;
    for (const Guest& guest : inside_) most = std::max(most, ++held[guest.address]);
    return std::ranges::find_if(inside_, [&](const Guest& guest) { return held[guest.address] == most; });
}

}  // namespace aaben::jobcenter
