#include "confinement/confine.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace aaben::confinement {

void forbid_core_dumps() {
    const rlimit none{0, 0};
    (void)::setrlimit(RLIMIT_CORE, &none);
    (void)::prctl(PR_SET_DUMPABLE, 0);
}

}  // namespace aaben::confinement
