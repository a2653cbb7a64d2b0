#include "daemon/bells.hpp"

#include <fcntl.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <string_view>

namespace aaben::daemon {

Bells::Bells(const folder::Layout& layout) {
    notify_ = ::inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (notify_ >= 0) ::inotify_add_watch(notify_, layout.root.c_str(), IN_CLOSE_WRITE | IN_MOVED_TO);
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
    if (notify_ >= 0) ::close(notify_);
    if (link_ >= 0) ::close(link_);
}

std::vector<int> Bells::fds() const {
    std::vector<int> out;
    for (const int fd : {notify_, link_})
        if (fd >= 0) out.push_back(fd);
    return out;
}

Bells::Heard Bells::listen() {
    Heard heard;
    alignas(inotify_event) std::array<char, 8192> bytes{};
    for (ssize_t n = 0; notify_ >= 0 && (n = ::read(notify_, bytes.data(), bytes.size())) > 0;) {
        for (std::size_t at = 0; at + sizeof(inotify_event) <= static_cast<std::size_t>(n);) {
            inotify_event event{};
            std::memcpy(&event, bytes.data() + at, sizeof event);
            const std::string_view name = event.len > 0 ? bytes.data() + at + sizeof event : "";
            const bool all = (event.mask & IN_Q_OVERFLOW) != 0;
            heard.journal = heard.journal || all || name == "bell-journal";
            heard.request = heard.request || all || name == "enrol-request.json";
            at += sizeof event + event.len;
        }
    }
    for (ssize_t n = 0; link_ >= 0 && (n = ::recv(link_, bytes.data(), bytes.size(), 0)) > 0;) {
        nlmsghdr header{};
        std::memcpy(&header, bytes.data(), std::min(sizeof header, static_cast<std::size_t>(n)));
        heard.link_up = heard.link_up || header.nlmsg_type == RTM_NEWADDR;
    }
    return heard;
}

Result<Done> ring(const std::filesystem::path& bell) {
    const int fd = ::open(bell.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0660);
    const bool rung = fd >= 0 && ::pwrite(fd, "!", 1, 0) == 1;
    if (fd >= 0) ::close(fd);  // closing is what the other side hears
    if (!rung) return fail(Fault::Io, "the bell could not be rung; the other side will look by itself");
    return Done{};
}

}  // namespace aaben::daemon
