#include "http/transport.hpp"

namespace aaben::http {

std::string_view Response::header(const std::string& lower_name) const {
    const auto found = headers.find(lower_name);
    return found == headers.end() ? std::string_view{} : std::string_view(found->second);
}

}  // namespace aaben::http
