#include "widgets/icon.hpp"

#include <algorithm>
#include <array>

namespace aaben::widgets {

bool has_direction(std::string_view icon) {
    static constexpr std::array<std::string_view, 9> directed{icon::back,  icon::forward,  icon::walk,
                                                              icon::leave, icon::undo,     icon::talk,
                                                              icon::speak, icon::previous, icon::following};
    return std::find(directed.begin(), directed.end(), icon) != directed.end();
}

}  // namespace aaben::widgets
