#include "jobcenter_rig/fake_kiosk.hpp"

#include "seal/hash.hpp"
#include "seal/signed_texts.hpp"
#include "support/must.hpp"

namespace aaben::jobcenter_rig {
namespace {

constexpr WallMs first_entry_ms = 1'795'262'400'000;  // 2026-11-21T12:00:00Z

using tests::must;

}  // namespace

FakeKiosk::FakeKiosk(std::string device)
    : name(std::move(device)), sign_key(seal::new_sign_key()), box_public_(seal::new_box_key().public_key) {}

FakeKiosk::FakeKiosk(std::string device, const std::filesystem::path& dir)
    : name(std::move(device)),
      sign_key(seal::sign_key_from_seed(must(seal::load_seed(dir / "sign.key")))),
      box_public_(seal::box_key_from_seed(must(seal::load_seed(dir / "box.key"))).public_key) {}

jobcenter::Device FakeKiosk::device() const {
    jobcenter::Device made;
    made.id = name;
    made.unit = "test-unit";
    made.sign_key = sign_key.public_key;
    made.box_key = box_public_;
    return made;
}

wire::Entry FakeKiosk::next(const std::string& type) const {
    wire::Entry entry;
    entry.seq = newest() + 1;
    entry.recorded = {first_entry_ms + entry.seq, "boot-1", entry.seq};
    entry.id = seal::new_id(entry.recorded.wall_ms);
    entry.type = type;
    entry.prev = lines_.empty() ? wire::first_prev : hashes_.back();
    return entry;
}

void FakeKiosk::append(const wire::Entry& entry) {
    lines_.push_back(must(wire::build_entry(entry)));
    hashes_.push_back(seal::sha256_hex(lines_.back()));
}

void FakeKiosk::add(int count, std::size_t sealed_bytes) {
    for (int i = 0; i < count; ++i) {
        wire::Entry entry = next("visit.checked_in");
        entry.open = R"({"unit":"test-unit","call_sign":"gren-cykel-7"})";
        entry.sealed = std::string(sealed_bytes, 's');
        append(entry);
    }
}

void FakeKiosk::add(const std::string& type, const std::string& open) {
    wire::Entry entry = next(type);
    entry.open = open;
    append(entry);
}

void FakeKiosk::add_sealed(const std::string& sealed) {
    wire::Entry entry = next("visit.checked_in");
    entry.sealed = sealed;
    append(entry);
}

std::string receipt_hash(const std::string& line) {
    return seal::sha256_hex(line);
}

std::string FakeKiosk::id(std::int64_t seq) const {
    return must(wire::parse_entry(line(seq))).id;
}

std::string FakeKiosk::hash(std::int64_t seq) const {
    return hashes_.at(static_cast<std::size_t>(seq - 1));
}

std::string FakeKiosk::batch(std::int64_t first, std::int64_t last, std::int64_t head_seq) const {
    std::vector<std::string> lines;
    for (std::int64_t seq = first; seq <= last; ++seq) lines.push_back(line(seq));
    return batch_of(std::move(lines), head_seq);
}

std::string FakeKiosk::batch_of(std::vector<std::string> lines, std::int64_t head_seq) const {
    wire::Batch batch;
    batch.head.device = name;
    batch.head.head_seq = head_seq == 0 ? newest() : head_seq;
    batch.head.head = batch.head.head_seq == 0 ? wire::first_prev : hash(batch.head.head_seq);
    batch.head.count = static_cast<std::int64_t>(lines.size());
    const auto first =
        lines.empty() ? Result<wire::Entry>(fail(Fault::NotFound, "")) : wire::parse_entry(lines.front());
    batch.head.first = first ? first->seq : 0;
    batch.lines = std::move(lines);
    seal::sign_head(sign_key, batch.head);
    return wire::build_batch(batch);
}

}  // namespace aaben::jobcenter_rig
