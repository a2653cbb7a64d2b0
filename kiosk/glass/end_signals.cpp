#include "glass/end_signals.hpp"

#include <array>
#include <csignal>

namespace aaben::glass {
namespace {

volatile std::sig_atomic_t told = 0;
std::array<struct sigaction, 2> before{};
constexpr std::array<int, 2> signals{SIGTERM, SIGINT};

void hear(int signal) {
    told = 1;
    for (std::size_t i = 0; i < signals.size(); ++i)
        if (signals[i] == signal && before[i].sa_handler != SIG_DFL && before[i].sa_handler != SIG_IGN &&
            before[i].sa_handler != hear)
            before[i].sa_handler(signal);
}

}  // namespace

void hear_end_signals() {
    struct sigaction ours{};
    ours.sa_handler = hear;
    sigemptyset(&ours.sa_mask);
    for (std::size_t i = 0; i < signals.size(); ++i) sigaction(signals[i], &ours, &before[i]);
}

bool told_to_end() {
    return told != 0;
}

void forget_end_signals() noexcept {
    for (std::size_t i = 0; i < signals.size(); ++i) sigaction(signals[i], &before[i], nullptr);
    told = 0;
}

}  // namespace aaben::glass
