#include "content/manifest.hpp"
#include "content/tar.hpp"
#include "daemon/config.hpp"
#include "entries/codec.hpp"
#include "jobcenter/service.hpp"
#include "letters/fields.hpp"
#include "reading/code.hpp"
#include "seal/hash.hpp"
#include "targets.hpp"
#include "wire/batch.hpp"

namespace aaben::fuzz {
namespace {

std::string_view line_of(std::string_view& rest) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return line;
}

// A jobcenter in memory with one device, so that a request gets as far as it can.
struct Desk {
    FakeClock clock;
    std::unique_ptr<jobcenter::Store> store;
    std::unique_ptr<jobcenter::Service> service;

    Desk() {
        auto opened = jobcenter::open_store("sqlite::memory:", jobcenter::Access::ReadWrite);
        must(opened.ok());
        store = std::move(*opened);
        jobcenter::Device device;
        device.id = "kiosk-1";
        device.unit = "unit";
        device.box_key = std::string(64, 'a');
        device.sign_key = seal::sign_key_from_seed(seal::Secret(std::string(32, 'k'))).public_key;
        must(store->put_device(device).ok());
        jobcenter::Keys keys{seal::sign_key_from_seed(seal::Secret(std::string(32, 'r'))), std::string(64, 'a')};
        service = std::make_unique<jobcenter::Service>(*store, std::move(keys), std::nullopt, clock, 1'000'000);
    }
};

}  // namespace

void act(std::string_view input) {
    const std::string_view type = line_of(input), open = line_of(input), secret = line_of(input);
    const auto decoded = entries::decode(type, open, secret.empty() ? std::nullopt : std::optional(secret));
    if (!decoded) return;
    const entries::Coded coded = entries::encode(*decoded);
    must(coded.type == type);
    must(
        entries::decode(coded.type, coded.open,
                        coded.private_part.empty() ? std::nullopt : std::optional<std::string_view>(coded.private_part))
            .ok());
}

void bundle(std::string_view input) {
    if (const auto manifest = content::parse_manifest(input)) {
        const auto built = content::build_manifest(*manifest);
        must(built.ok() && *built == input);
    }
    (void)content::check_toml(input).ok();
    (void)content::content_version(input).ok();
    if (input.size() < content::tar_block) return;
    const std::string_view block = input.substr(0, content::tar_block);
    if (const auto header = content::read_header(block)) {
        const auto built = content::write_header(*header);
        must(built.ok() && *built == block);
    }
}

void config(std::string_view input) {
    (void)daemon::parse_config(input, "/nowhere").ok();
}

void code(std::string_view input) {
    if (const auto read = reading::parse_code(input)) must(letters::is_type_id(read->type));
    if (const auto fields = letters::fields_from_json(input)) {
        const auto again = letters::fields_from_json(letters::to_json(*fields));
        must(again.has_value());
    }
}

// The first line is "METHOD path"; the rest is the body.
void jobcenter_request(std::string_view input) {
    static Desk desk;
    jobcenter::Request request;
    const std::string_view first = line_of(input);
    const std::size_t space = std::min(first.find(' '), first.size());
    request.method = first.substr(0, space);
    request.path = first.substr(std::min(space + 1, first.size()));
    request.body = input;
    request.range = request.body.substr(0, 40);
    request.if_none_match = request.body.substr(0, 70);
    request.address = "127.0.0.1";
    request.sender = jobcenter::Sender{"kiosk-1", ""};
    const jobcenter::Answer answer = desk.service->answer(request);
    must(answer.status >= 200 && answer.status < 600);
    must(answer.shared == nullptr || answer.offset + answer.size <= answer.shared->size());
}

}  // namespace aaben::fuzz
