#include "wire/enrol.hpp"

#include "wire/encoding.hpp"
#include "wire/json_reading.hpp"

namespace aaben::wire {
namespace {
constexpr std::size_t pem_bytes_max = std::size_t{16} * 1024;

std::string build_one(const char* member, std::string_view text) {
    return dump(Json{{member, text}});
}

Result<std::string> parse_one(const char* member, std::string_view text) {
    const auto json = parse_object(text, enrol_bytes_max, 1);
    if (!json) return invalid("renewal: not a JSON object within limits");
    Members m(*json);
    std::string value = m.text(member, pem_bytes_max);
    if (!m.good() || value.empty()) return invalid("renewal: a member is missing");
    return value;
}
}  // namespace

std::string build_enrol_request(const EnrolRequest& r) {
    return dump(Json{{"code", r.code},
                     {"device", r.device},
                     {"csr_pem", r.csr_pem},
                     {"sign_key", r.sign_key},
                     {"box_key", r.box_key}});
}

Result<EnrolRequest> parse_enrol_request(std::string_view text) {
    const auto json = parse_object(text, enrol_bytes_max, 1);
    if (!json) return invalid("enrolment: not a JSON object within limits");
    Members m(*json);
    EnrolRequest r{m.text("code", 64), m.text_or_empty("device", 64), m.text("csr_pem", pem_bytes_max),
                   m.hash("sign_key"), m.hash("box_key")};
    m.must(r.device.empty() || is_name(r.device));
    if (!m.good() || r.code.empty()) return invalid("enrolment: a member is missing or of another kind");
    return r;
}

std::string build_enrol_answer(const EnrolAnswer& a) {
    return dump(Json{{"certificate_pem", a.certificate_pem},
                     {"ca_pem", a.ca_pem},
                     {"receipt_key", a.receipt_key},
                     {"key_list", a.key_list},
                     {"root_key", a.root_key}});
}

Result<EnrolAnswer> parse_enrol_answer(std::string_view text) {
    const auto json = parse_object(text, enrol_bytes_max, 1);
    if (!json) return invalid("enrolment: not a JSON object within limits");
    Members m(*json);
    EnrolAnswer a{m.text("certificate_pem", pem_bytes_max), m.text("ca_pem", pem_bytes_max), m.hash("receipt_key"),
                  m.text("key_list", pem_bytes_max), m.hash("root_key")};
    if (!m.good()) return invalid("enrolment: a member is missing or of another kind");
    return a;
}

std::string build_renew_request(std::string_view csr_pem) {
    return build_one("csr_pem", csr_pem);
}
Result<std::string> parse_renew_request(std::string_view text) {
    return parse_one("csr_pem", text);
}
std::string build_renew_answer(std::string_view certificate_pem) {
    return build_one("certificate_pem", certificate_pem);
}
Result<std::string> parse_renew_answer(std::string_view text) {
    return parse_one("certificate_pem", text);
}

}  // namespace aaben::wire
