#include <seccomp.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <string>

#include "confinement/tables.hpp"

namespace aaben::confinement {
namespace {

using Filter = std::unique_ptr<void, decltype(&seccomp_release)>;

// Everything but the named calls is refused with EPERM, so that a library that can do without goes on.
bool fill_named_only(scmp_filter_ctx filter, const Table& table) {
    return std::ranges::all_of(table.only,
                               [&](int call) { return seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) == 0; });
}

// The families that pass are told apart by the whole 64 bits of the argument, of which the kernel takes 32: a family
// dressed up in the upper half lies above the highest one and is refused.
bool refuse_other_families(scmp_filter_ctx filter, std::span<const int> families) {
    const int highest = std::ranges::max(families);
    const auto refuse = [&](scmp_compare how, int family) {
        return seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(socket), 1,
                                SCMP_A0(how, static_cast<scmp_datum_t>(family))) == 0;
    };
    for (int family = 0; family < highest; ++family)
        if (std::ranges::find(families, family) == families.end() && !refuse(SCMP_CMP_EQ, family)) return false;
    return refuse(SCMP_CMP_GT, highest);
}

bool fill_all_but(scmp_filter_ctx filter, const Table& table) {
    const auto refuse = [&](int call) { return seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0) == 0; };
    if (!std::ranges::all_of(refused_to_all(), refuse)) return false;
    for (const int call : {SCMP_SYS(listen), SCMP_SYS(accept), SCMP_SYS(accept4)})
        if (!table.serves && !refuse(call)) return false;
    for (const int call : {SCMP_SYS(execve), SCMP_SYS(execveat)})
        if (!table.starts_programs && !refuse(call)) return false;
    return refuse_other_families(filter, table.families);
}

}  // namespace

Result<> confine_calls(Program program) {
    const Table& table = table_of(program);
    const bool named_only = !table.only.empty();
    const Filter filter(seccomp_init(named_only ? SCMP_ACT_ERRNO(EPERM) : SCMP_ACT_ALLOW), &seccomp_release);
    if (!filter || seccomp_attr_set(filter.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) != 0 ||
        !(named_only ? fill_named_only(filter.get(), table) : fill_all_but(filter.get(), table)))
        return fail(Fault::Io, "the table of system calls could not be made");
    if (const int failed = seccomp_load(filter.get()); failed != 0)
        return fail(Fault::Io, std::string("this kernel takes no table of system calls: ") + std::strerror(-failed));
    return Done{};
}

}  // namespace aaben::confinement
