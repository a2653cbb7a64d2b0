#include "shell/effects.hpp"

#include <algorithm>

#include "folder/enrol_request.hpp"
#include "folder/layout.hpp"
#include "journal/mail.hpp"
#include "platform/log.hpp"
#include "seal/hash.hpp"
#include "seal/pin.hpp"
#include "shell/pin_tries.hpp"
#include "visit/identity.hpp"
#include "visit/scan.hpp"
#include "wire/encoding.hpp"
#include "wire/item.hpp"

namespace aaben::shell {
namespace {

flow::Sync sync_of(const journal::events::OutboxSeen& seen, flow::Sync sync) {
    sync.unreceipted = static_cast<int>(seen.status.unreceipted);
    sync.oldest_ms = seen.status.oldest_ms;
    sync.quarantined.clear();
    for (const journal::QuarantinedEntry& q : seen.status.quarantined)
        sync.quarantined.push_back({q.id, q.type, q.problem});
    sync.online = seen.link.online;
    sync.certificate_expired = seen.link.certificate_expired;
    sync.enrolled = seen.link.enrolled;
    sync.revoked = seen.link.revoked;
    sync.forbidden = seen.link.forbidden;
    sync.code_refused = seen.link.code_refused;
    sync.clock_ahead_ms = seen.link.machine_ahead_ms;
    sync.anomalies = static_cast<int>(seen.status.anomalies);
    sync.visits_today = seen.today.visits;
    sync.receipts_today = seen.today.receipts;
    return sync;
}

flow::Trouble trouble_of(Fault fault) {
    switch (fault) {
        case Fault::DiskFull:
            return flow::Trouble::DiskFull;
        case Fault::TooNew:
            return flow::Trouble::JournalTooNew;
        default:
            return flow::Trouble::JournalReadOnly;
    }
}

bool kept(const std::filesystem::path& data, const Tries& tries) {
    const Result<> written = write_tries(folder::Layout{data}.pin_tries(), tries);
    if (!written) log(LogLevel::Alert, "pin", "a try could not be counted: " + written.error().what);
    return written.ok();
}

// A try that cannot be counted is not made: on a disk that takes nothing each restart would give new ones. A right one
// ends the row on the disk at once: KeepTries waits behind the key to the notes, and a kiosk that ends would drop it.
flow::PinAnswer checked(const std::filesystem::path& data, Tries tries, const std::string& who,
                        const seal::Secret& pepper, const std::string& pin, const std::string& stored) {
    if (!kept(data, tries)) return flow::PinAnswer::Unchecked;
    const Result<> right = seal::verify_pin(pepper, pin, stored);
    if (right) {
        tries.erase(who);
        (void)kept(data, tries);
        return flow::PinAnswer::Right;
    }
    if (right.error().fault == Fault::Refused) return flow::PinAnswer::Wrong;
    log(LogLevel::Alert, "pin", right.error().what);
    return flow::PinAnswer::Unchecked;
}

}  // namespace

std::optional<Wearer> wearer_of(const visit::Roster& roster, const seal::Secret& pepper, std::string_view scanned) {
    return visit::first_that_fits(scanned, [&](const std::string& badge) -> std::optional<Wearer> {
        const std::string hash = seal::badge_hash(pepper, badge);
        for (const visit::Caseworker& p : roster.people)
            if (!p.badge_hash.empty() && seal::equal_constant_time(p.badge_hash, hash)) return Wearer{p.id, badge};
        return std::nullopt;
    });
}

bool is_expected(const std::filesystem::path& data, calendar::Date today, std::string_view number) {
    auto mail = journal::MailReader::open(data);
    if (!mail) return false;
    const auto items = mail->items(wire::ItemKind::Expected);
    if (!items) return false;
    for (const journal::StoredItem& item : *items) {
        const auto expected = wire::parse_expected(item.bytes);
        if (!expected || expected->day != calendar::to_string(today)) continue;
        const auto key = wire::from_hex(expected->day_key);
        if (!key || key->size() != 32) continue;
        const std::string hash = seal::keyed_hash_hex(seal::Secret(*key), number);
        for (const wire::ExpectedVisit& v : expected->visits)
            if (seal::equal_constant_time(v.cpr_hash, hash)) return true;
    }
    return false;
}

void Effects::carry_out(const flow::Effect& effect, const flow::Model& model) {
    std::visit([&](const auto& e) { (*this)(e, model); }, effect);
}

std::optional<flow::Message> Effects::message_of(const journal::StoreEvent& event, const flow::Model& model) {
    if (const auto* e = std::get_if<journal::events::Saved>(&event)) {
        return flow::Saved{e->token, e->unit};
    }
    if (const auto* e = std::get_if<journal::events::SaveFailed>(&event)) {
        log(LogLevel::Alert, "journal", "an entry was not stored: " + e->error.what);
        return flow::SaveFailed{e->token, e->error.fault};
    }
    if (const auto* e = std::get_if<journal::events::Opened>(&event)) {
        if (!e->recovered.empty()) {
            log(LogLevel::Alert, "journal", e->recovered);
            hands_.inbox->post(flow::Message{flow::TroubleSeen{flow::Trouble::JournalSetAside}});
        }
        return flow::UnitSeen{e->unit};
    }
    if (const auto* e = std::get_if<journal::events::OpenFailed>(&event)) {
        log(LogLevel::Alert, "journal", e->error.what);
        return flow::TroubleSeen{trouble_of(e->error.fault)};
    }
    if (const auto* e = std::get_if<journal::events::OutboxSeen>(&event))
        return flow::SyncSeen{sync_of(*e, model.sync)};
    if (const auto* e = std::get_if<journal::events::RecordOpened>(&event))
        return flow::RecordOpened{e->visit, e->record};
    if (const auto* e = std::get_if<journal::events::RosterSeen>(&event)) return flow::RosterSeen{e->roster};
    if (const auto* e = std::get_if<journal::events::HoursSeen>(&event)) return flow::HoursSeen{e->hours};
    if (const auto* e = std::get_if<journal::events::HelpCallsSeen>(&event)) {
        flow::HelpCallsSeen seen;
        for (const wire::HelpCall& call : e->calls)
            seen.calls.push_back({call.help, call.device != e->device, call.asked_ms, call.seen_by, call.seen_ms,
                                  call.device, !call.shift.empty()});
        return seen;
    }
    return std::nullopt;
}

void Effects::operator()(const flow::Save& e, const flow::Model&) {
    hands_.store->save(e.pending, e.act);
}

void Effects::operator()(const flow::OpenRecord& e, const flow::Model&) {
    hands_.store->open_record(e.visit);
}

void Effects::operator()(const flow::CheckBadge& e, const flow::Model& m) {
    const auto who = hands_.pepper ? wearer_of(m.roster, *hands_.pepper, e.text) : std::nullopt;
    hands_.inbox->post(flow::Message{who ? flow::BadgeChecked{who->caseworker, who->badge} : flow::BadgeChecked{}});
}

void Effects::operator()(const flow::CheckPin& e, const flow::Model& m) {
    const visit::Caseworker* p = flow::person(m, e.caseworker);
    if (!p || !hands_.pepper)
        return hands_.inbox->post(flow::Message{flow::PinChecked{e.caseworker, flow::PinAnswer::Unchecked, e.check}});
    hands_.worker->post([inbox = hands_.inbox, pepper = hands_.pepper, who = e.caseworker, pin = e.pin, badge = e.badge,
                         stored = p->pin_hash, data = hands_.data, keep = staff_key_, sign_in = staff_key_->sign_in(),
                         check = e.check, tries = tries_of(m)]() mutable {
        const flow::PinAnswer answer = checked(data, tries, who, *pepper, pin, stored);
        inbox->post(flow::Message{flow::PinChecked{who, answer, check}});
        if (answer == flow::PinAnswer::Right &&
            !badge.empty()) {  // the glass is open already; a second of Argon2 later the notes are there
            if (auto key = seal::staff_key(who, badge, pin)) {
                const auto kept = std::make_shared<const seal::BoxKey>(*std::move(key));
                keep->put(sign_in, kept);
                if (std::vector<flow::Note> notes = open_notes(data, *kept); !notes.empty())
                    inbox->post(flow::Message{flow::NotesOpened{who, std::move(notes)}});
            } else {
                log(LogLevel::Warning, "notes", "the key to the staff's notes could not be made");
            }
        }
        seal::wipe(pin);
        seal::wipe(badge);
    });
}

void Effects::operator()(const flow::KeepTries&, const flow::Model& m) {
    hands_.worker->post([data = hands_.data, tries = tries_of(m)] { (void)kept(data, tries); });
}

void Effects::look_for_notes(const flow::Model& m) {
    if (!m.staff || !staff_key_->get()) return;
    hands_.worker->post([inbox = hands_.inbox, who = m.staff->caseworker, data = hands_.data, keep = staff_key_] {
        if (const auto key = keep->get()) inbox->post(flow::Message{flow::NotesOpened{who, open_notes(data, *key)}});
    });
}

// The flow saves what was found; the number is sealed into the journal before anything is shown.
void Effects::operator()(const flow::CheckIdentity& e, const flow::Model& m) {
    auto identity = visit::read_identity(e.number);
    if (!identity) return hands_.inbox->post(flow::Message{flow::IdentityChecked{e.visit, {}, false}});
    hands_.worker->post([inbox = hands_.inbox, data = hands_.data, today = calendar::copenhagen(m.now_ms).date,
                         visit = e.visit, number = std::move(identity->number)]() mutable {
        const bool matched = is_expected(data, today, number);
        inbox->post(flow::Message{flow::IdentityChecked{visit, number, matched}});
        seal::wipe(number);
    });
}

void Effects::operator()(const flow::LookUpCode& e, const flow::Model& m) {
    const auto type = visit::first_that_fits(e.text, [&](const std::string& code) -> std::optional<std::string> {
        std::string known = hands_.library ? hands_.library->by_code(code) : std::string{};
        return known.empty() ? std::nullopt : std::optional(std::move(known));
    });
    if (!type && hands_.pepper) {
        if (const auto who = wearer_of(m.roster, *hands_.pepper, e.text))
            return hands_.inbox->post(flow::Message{flow::BadgeChecked{who->caseworker, who->badge}});
    }
    hands_.inbox->post(flow::Message{flow::CodeKnown{type.value_or(std::string{})}});
}

void Effects::operator()(const flow::StartCamera& e, const flow::Model&) {
    if (hands_.eye)
        hands_.eye->start(e.next_page);
    else
        hands_.inbox->post(flow::Message{flow::LetterSeen{flow::ReadingStage::NoCamera}});
}
void Effects::operator()(const flow::StopCamera&, const flow::Model&) {
    if (hands_.eye) hands_.eye->stop();
}
void Effects::operator()(const flow::ForgetPictures&, const flow::Model&) {
    if (hands_.eye) hands_.eye->forget_pictures();
}
void Effects::operator()(const flow::PrintSlip&, const flow::Model& m) {
    if (hands_.print) hands_.print(m);
}

void Effects::operator()(const flow::AskEnrolment& e, const flow::Model&) {
    hands_.worker->post([inbox = hands_.inbox, data = hands_.data, typed = e.code] {
        const auto code = visit::first_that_fits(typed, folder::code_from);
        const Result<> asked = code ? folder::write_enrol_request(folder::Layout{data}, *code)
                                    : Result<>(fail(Fault::Invalid, "what was typed is no one-time code"));
        if (!asked) log(LogLevel::Alert, "enrol", asked.error().what);
        inbox->post(flow::Message{flow::EnrolmentAsked{asked.ok()}});
    });
}

}  // namespace aaben::shell
