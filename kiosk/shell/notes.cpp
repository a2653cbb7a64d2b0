#include "shell/notes.hpp"

#include <algorithm>

#include "journal/mail.hpp"
#include "seal/sealed.hpp"
#include "wire/item.hpp"

namespace aaben::shell {
namespace {

struct Sealed {
    flow::Note note;  // still without its text
    std::string bytes;
};

void gather(journal::MailReader& mail, wire::ItemKind kind, std::vector<Sealed>& out) {
    const auto items = mail.items(kind);
    if (!items) return;
    for (const journal::StoredItem& item : *items) {
        if (!item.applied) continue;
        if (kind == wire::ItemKind::Brief) {
            if (auto brief = wire::parse_brief(item.bytes))
                out.push_back({{flow::NoteKind::Brief, brief->visit_ref, {}, item.received_ms}, brief->sealed});
        } else if (auto notice = wire::parse_notice(item.bytes)) {
            const bool answer = kind == wire::ItemKind::Answer;
            out.push_back({{answer ? flow::NoteKind::Answer : flow::NoteKind::Transfer, notice->ref, {}, notice->at_ms},
                           notice->sealed});
        }
    }
}

// The glass draws lines and letters; other control characters become spaces.
std::string drawable(std::string text) {
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20 && c != '\n') c = ' ';
    while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) text.pop_back();
    return text;
}

}  // namespace

std::vector<flow::Note> open_notes(const std::filesystem::path& data, const seal::BoxKey& key) {
    std::vector<flow::Note> out;
    auto mail = journal::MailReader::open(data);
    if (!mail) return out;
    std::vector<Sealed> sealed;
    for (const auto kind : {wire::ItemKind::Brief, wire::ItemKind::Answer, wire::ItemKind::Transfer})
        gather(*mail, kind, sealed);
    for (Sealed& one : sealed) {
        auto text = seal::open_sealed(key, one.bytes);
        if (!text) continue;
        one.note.text = drawable(*std::move(text));
        out.push_back(std::move(one.note));
    }
    std::ranges::stable_sort(out, std::greater{}, &flow::Note::at_ms);
    return out;
}

long StaffKey::sign_in() {
    const std::lock_guard lock(mutex_);
    key_.reset();
    return ++sign_in_;
}

void StaffKey::put(long sign_in, std::shared_ptr<const seal::BoxKey> key) {
    const std::lock_guard lock(mutex_);
    if (sign_in == sign_in_) key_ = std::move(key);
}

std::shared_ptr<const seal::BoxKey> StaffKey::get() const {
    const std::lock_guard lock(mutex_);
    return key_;
}

void StaffKey::forget() {
    const std::lock_guard lock(mutex_);
    key_.reset();
    ++sign_in_;
}

}  // namespace aaben::shell
