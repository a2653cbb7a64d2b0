// The workloads of the issue: check-in, call, end, day, first start, checkpoint, erasure, items, receipts, switch.
#include "journal/reader.hpp"
#include "seal/hash.hpp"
#include "workload.hpp"

namespace aaben::testing {
namespace {

void two_waiting(Bench& b) {
    b.start_shift();
    b.check_in();
    b.check_in();
}

std::string shift_of(Bench& b) {
    return b.journal().unit().shifts.at(0).id;
}

std::vector<journal::PendingEntry> pretend_sent(std::int64_t first, std::size_t count) {
    std::vector<journal::PendingEntry> out;
    for (std::size_t i = 0; i < count; ++i) {
        const auto seq = first + static_cast<std::int64_t>(i);
        const std::string id = seal::new_id(seq);
        out.push_back({seq, id, "visit.left", "", seal::sha256_hex(id), 1, 300});
    }
    return out;
}

wire::Receipt receipt_over(const std::vector<journal::PendingEntry>& sent) {
    wire::Receipt receipt{"kiosk-1", 1, {}, {}, 0};
    for (const auto& e : sent)
        receipt.entries.push_back({e.id, e.seq, e.sha256, wire::Outcome::Accepted, e.seq + 100, ""});
    return receipt;
}

void put_version(Bench& b, std::int64_t version) {
    if (b.dead()) return;
    const std::string bytes(static_cast<std::size_t>(20'000 + version), static_cast<char>('a' + version % 26));
    const auto size = static_cast<std::int64_t>(bytes.size());
    b.ledger().item_asked = version;
    const auto put = b.mail().put_item(
        {{wire::ItemKind::Content, "main", version, seal::sha256_hex(bytes), size}, bytes, true, "", version});
    if (!put) return b.die();
    b.ledger().item_version = version;
}

}  // namespace

Workload check_ins() {
    return {"check-ins", two_waiting, [](Bench& b) {
                b.check_in();
                b.check_in();
            }};
}

Workload a_visit_to_its_end() {
    return {"a visit to its end", two_waiting, [](Bench& b) {
                const std::string visit = b.journal().unit().visits.at(0).id;
                const std::string shift = shift_of(b);
                b.add(visit::Called{visit, shift});
                b.add(visit::ConversationStarted{visit, shift});
                b.add(visit::ConversationEnded{visit, visit::Outcome::Helped});
                b.check_in();  // takes a fresh key, not the one that was just destroyed
            }};
}

Workload a_day_closed() {
    return {"a day closed", two_waiting, [](Bench& b) {
                b.add(visit::DayClosed{b.journal().unit().day});
                b.clock.advance_ms(24LL * 3'600'000);
                b.check_in();
            }};
}

Workload first_start() {
    return {"first start",
            {},
            [](Bench& b) {
                b.start_shift();
                b.check_in();
            },
            true};
}

Workload with_checkpoints() {
    return {"with checkpoints", two_waiting, [](Bench& b) {
                for (int i = 0; i < 3; ++i) {
                    b.check_in();
                    if (!b.dead()) (void)b.journal().checkpoint();
                }
                b.add(visit::LeftUnit{b.journal().unit().visits.at(0).id});
            }};
}

Workload erasure() {
    return {"erasure",
            [](Bench& b) {
                b.erases = true;
                b.start_shift();
                b.check_in();
                b.check_in();
                // A mail.db of the real disk: the crash is the journal's alone.
                auto sent = std::vector<journal::PendingEntry>();
                for (std::size_t i = 0; i < 2; ++i) {
                    const journal::Appended& a = b.ledger().confirmed.at(i);
                    sent.push_back({a.seq, a.id, "", "", a.hash, 1, 1});
                }
                auto mail = journal::Mail::open(b.real_mail().parent_path());
                if (!mail || !mail->take_receipts({{receipt_over(sent), "envelope", sent}}, b.clock.wall)) b.die();
                b.clock.advance_ms(25LL * 3'600'000);
            },
            [](Bench& b) {
                if (!b.journal().erase_receipted(b.real_mail())) return b.die();
                b.add(visit::LeftUnit{b.journal().unit().visits.at(0).id});
            }};
}

Workload items_acknowledged() {
    return {"items acknowledged",
            [](Bench& b) {
                auto mail = journal::Mail::open(b.real_mail().parent_path());
                for (const wire::ItemKind kind : {wire::ItemKind::Hours, wire::ItemKind::Roster}) {
                    if (!mail || !mail->put_item({{kind, "unit", 1, std::string(64, 'a'), 2}, "{}", true, "", 1}))
                        b.die();
                }
            },
            [](Bench& b) {
                b.ledger().tells_items = true;
                const auto told = b.journal().acknowledge_items(b.real_mail());
                if (!told) return b.die();
                b.ledger().items_told = *told;
            }};
}

Workload receipts() {
    return {"receipts", two_waiting, [](Bench& b) {
                for (std::int64_t round = 0; round < 3 && !b.dead(); ++round) {
                    const auto sent = pretend_sent(10 + 2 * round, 2);
                    const auto taken = b.mail().take_receipts({{receipt_over(sent), "envelope", sent}}, 5);
                    if (!taken) return b.die();
                    for (const auto& e : sent) b.ledger().receipted.insert(e.id);
                    const auto refused = pretend_sent(100 + round, 1);
                    if (!b.mail().quarantine(refused[0], "urn:aaben:problem:too-large", 5)) return b.die();
                    b.ledger().quarantined.insert(refused[0].id);
                    if (round == 1 && !b.mail().checkpoint()) return b.die();
                }
            }};
}

Workload item_switch() {
    return {"item switch",
            [](Bench& b) {
                two_waiting(b);
                put_version(b, 1);
            },
            [](Bench& b) {
                b.ledger().item_version = b.ledger().item_asked = 1;
                put_version(b, 2);
                put_version(b, 3);
                if (!b.dead()) (void)b.mail().checkpoint();
                put_version(b, 4);
            }};
}

}  // namespace aaben::testing
