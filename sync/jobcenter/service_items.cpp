// What comes down the wire: the signed list for one device, and each item's bytes with ETag, Range and If-Range.
#include <algorithm>
#include <charconv>

#include "jobcenter/service.hpp"
#include "platform/log.hpp"
#include "seal/hash.hpp"
#include "seal/signed_texts.hpp"
#include "wire/encoding.hpp"
#include "wire/item.hpp"
#include "wire/problem.hpp"

namespace aaben::jobcenter {
namespace {

constexpr std::string_view key_list_name = "list";  // the item of kind `keys`

std::string quoted(const std::string& etag) {
    return "\"" + etag + "\"";
}

Answer refused(const Refusal& refusal) {
    return problem_answer(refusal.status, refusal.type, refusal.detail);
}

// RFC 9110 § 13.1.2: a list of entity tags or "*"; ours are strong and hold no commas.
bool matches(std::string_view header, const std::string& etag) {
    return header == "*" || (!header.empty() && header.find(quoted(etag)) != std::string_view::npos);
}

struct Span {
    std::size_t first = 0;
    std::size_t last = 0;
};
enum class RangeKind { Whole, Part, OutOfReach };

bool number(std::string_view text, std::size_t& out) {
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), out);
    return code == std::errc() && end == text.data() + text.size();
}

// One range in bytes. Anything else (several ranges, other units) is answered with the whole, as RFC 9110 § 14.2
// allows.
RangeKind read_range(std::string_view header, std::size_t size, Span& span) {
    static constexpr std::string_view unit = "bytes=";
    if (!header.starts_with(unit)) return RangeKind::Whole;
    header.remove_prefix(unit.size());
    const std::size_t dash = header.find('-');
    if (dash == std::string_view::npos || header.find(',') != std::string_view::npos) return RangeKind::Whole;
    const std::string_view from = header.substr(0, dash);
    const std::string_view to = header.substr(dash + 1);
    if (from.empty()) {  // the last n bytes
        std::size_t count = 0;
        if (!number(to, count)) return RangeKind::Whole;
        if (count == 0 || size == 0) return RangeKind::OutOfReach;
        span = {size - std::min(count, size), size - 1};
        return RangeKind::Part;
    }
    span.last = size == 0 ? 0 : size - 1;
    if (!number(from, span.first) || (!to.empty() && !number(to, span.last))) return RangeKind::Whole;
    if (!to.empty() && span.last < span.first) return RangeKind::Whole;
    if (span.first >= size) return RangeKind::OutOfReach;
    span.last = std::min(span.last, size - 1);
    return RangeKind::Part;
}

Answer part_of(std::shared_ptr<const std::string> bytes, const Request& request, const std::string& etag) {
    Answer answer;
    answer.type = "application/octet-stream";
    answer.size = bytes->size();
    answer.headers.emplace_back("ETag", quoted(etag));
    answer.headers.emplace_back("Accept-Ranges", "bytes");
    // If-Range: the part is only of use while the item is still the one whose beginning the device has.
    const bool ranged = !request.range.empty() && (request.if_range.empty() || request.if_range == quoted(etag));
    Span span;
    const RangeKind kind = ranged ? read_range(request.range, bytes->size(), span) : RangeKind::Whole;
    const std::string total = std::to_string(bytes->size());
    if (kind == RangeKind::OutOfReach) {
        Answer no = problem_answer(416, "about:blank", "the item ends before this range");
        no.headers.emplace_back("Content-Range", "bytes */" + total);
        return no;
    }
    if (kind == RangeKind::Part) {
        answer.status = 206;
        answer.offset = span.first;
        answer.size = span.last - span.first + 1;
        answer.headers.emplace_back(
            "Content-Range", "bytes " + std::to_string(span.first) + "-" + std::to_string(span.last) + "/" + total);
    }
    answer.shared = std::move(bytes);
    return answer;
}

Answer not_modified(const std::string& etag) {
    Answer answer;
    answer.status = 304;
    answer.headers.emplace_back("ETag", quoted(etag));
    return answer;
}

std::string revocation_of(const Device& device) {
    return wire::build_notice({device.id, "", device.revoked_ms});
}

}  // namespace

std::variant<std::vector<Item>, Refusal> Service::items_for(const Standing& standing) {
    const Device& device = standing.device;
    if (standing.revoked) {  // a revoked device is told so and nothing else
        const std::string notice = revocation_of(device);
        return std::vector<Item>{{"revoke", device.id, "device:" + device.id, device.revoked_ms.ms,
                                  seal::sha256_hex(notice), static_cast<std::int64_t>(notice.size())}};
    }
    auto found = store_.items(device.id, device.unit);
    if (!found) return refusal_of(found.error());
    if (found->size() > wire::items_max) {
        log(LogLevel::Alert, "jobcenter",
            "device " + device.id + " has more items than a list can hold; the first are sent");
        found->resize(wire::items_max);
    }
    return std::move(*found);
}

std::string Service::key_list_text() {
    auto bytes = store_.items("", "");
    if (!bytes) return {};
    for (const Item& item : *bytes)
        if (item.kind == "keys" && item.name == key_list_name && item.target == "*")
            if (auto text = store_.item_bytes(item); text) return std::move(*text);
    return {};
}

Answer Service::items(const Request& request) {
    auto found = standing(*request.sender);
    if (const auto* refusal = std::get_if<Refusal>(&found)) return refused(*refusal);
    const Standing& who = std::get<Standing>(found);
    auto held = items_for(who);
    if (const auto* refusal = std::get_if<Refusal>(&held)) return refused(*refusal);

    wire::ItemList list;
    list.device = who.device.id;
    for (const Item& item : std::get<std::vector<Item>>(held))
        if (const auto kind = wire::item_kind(item.kind))
            list.items.push_back({*kind, item.name, item.version, item.etag, item.size});
    if (!who.revoked) list.key_list = key_list_text();
    const std::string etag = seal::sha256_hex(wire::build_items(list));  // before the time, which always changes
    if (matches(request.if_none_match, etag)) return not_modified(etag);
    list.time_ms = clock_.wall_ms();
    Answer answer;
    answer.body = seal::sign_text(keys_.receipt, wire::Signed::Items, wire::build_items(list));
    answer.headers.emplace_back("ETag", quoted(etag));
    return answer;
}

Answer Service::item(const Request& request) {
    const std::string_view rest = std::string_view(request.path).substr(std::string_view("/v1/items/").size());
    const std::size_t slash = rest.find('/');
    if (slash == std::string_view::npos)
        return problem_answer(404, wire::problems::not_found, "an item is /v1/items/{kind}/{name}");
    const std::string_view kind = rest.substr(0, slash);
    const std::string_view name = rest.substr(slash + 1);
    if (!wire::item_kind(kind) || !wire::is_name(name))
        return problem_answer(404, wire::problems::not_found, "there is no such item");

    auto found = standing(*request.sender);
    if (const auto* refusal = std::get_if<Refusal>(&found)) return refused(*refusal);
    const Standing& who = std::get<Standing>(found);
    auto held = items_for(who);
    if (const auto* refusal = std::get_if<Refusal>(&held)) return refused(*refusal);
    const auto& all = std::get<std::vector<Item>>(held);
    const auto item =
        std::find_if(all.begin(), all.end(), [&](const Item& one) { return one.kind == kind && one.name == name; });
    if (item == all.end())
        return problem_answer(404, wire::problems::not_found, "there is no such item for this device");
    if (matches(request.if_none_match, item->etag)) return not_modified(item->etag);
    auto bytes = bytes_of(*item, who.device);
    if (const auto* refusal = std::get_if<Refusal>(&bytes)) return refused(*refusal);
    return part_of(std::get<std::shared_ptr<const std::string>>(bytes), request, item->etag);
}

// A thousand kiosks fetch one bundle at opening time: all of them are sent the same copy.
std::variant<std::shared_ptr<const std::string>, Refusal> Service::bytes_of(const Item& item, const Device& device) {
    if (item.kind == "revoke" && device.revoked) return std::make_shared<const std::string>(revocation_of(device));
    {
        const std::lock_guard guard(mutex_);
        if (const auto at = being_sent_.find(item.etag); at != being_sent_.end())
            if (auto bytes = at->second.lock()) return bytes;
    }
    auto read = store_.item_bytes(item);
    if (!read) return refusal_of(read.error());
    auto bytes = std::make_shared<const std::string>(std::move(*read));
    const std::lock_guard guard(mutex_);
    std::erase_if(being_sent_, [](const auto& one) { return one.second.expired(); });
    being_sent_[item.etag] = bytes;
    return bytes;
}

}  // namespace aaben::jobcenter
