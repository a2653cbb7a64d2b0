#include "daemon/bells.hpp"

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "platform/log.hpp"

namespace aaben::daemon {

Bells::Bells(const folder::Layout& layout) : layout_(layout) {
    if (auto files = doorbell::TouchedFiles::in(layout.root); files.ok())
        files_.emplace(*std::move(files));
    else
        log(LogLevel::Warning, "doorbell", files.error().what + " New entries are looked for every minute.");
    link_ = ::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
    sockaddr_nl address{};
    address.nl_family = AF_NETLINK;
    address.nl_groups = RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR;  // an address is what a link needs to be of use
    if (link_ >= 0 && ::bind(link_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        ::close(link_);
        link_ = -1;
    }
}

Bells::~Bells() {
    if (link_ >= 0) ::close(link_);
}

std::vector<int> Bells::fds() const {
    std::vector<int> out;
    if (files_) out.push_back(files_->fd());
    if (link_ >= 0) out.push_back(link_);
    return out;
}

Bells::Heard Bells::listen() {
    const doorbell::Touched touched = files_ ? files_->listen() : doorbell::Touched{};
    return {touched.contains(layout_.bell_journal().filename().string()),
            touched.contains(layout_.enrol_request().filename().string()), link_came_up()};
}

bool Bells::link_came_up() {
    bool up = false;
    alignas(nlmsghdr) std::array<char, 8192> bytes{};
    for (ssize_t n = 0; link_ >= 0 && (n = ::recv(link_, bytes.data(), bytes.size(), 0)) > 0;) {
        nlmsghdr header{};
        std::memcpy(&header, bytes.data(), std::min(sizeof header, static_cast<std::size_t>(n)));
        up = up || header.nlmsg_type == RTM_NEWADDR;
    }
    return up;
}

}  // namespace aaben::daemon
