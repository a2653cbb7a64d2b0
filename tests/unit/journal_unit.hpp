// A unit with a journal in a folder of its own, in the tests' vocabulary. Used by the journal's tests; one thread.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "entries/codec.hpp"
#include "journal/journal.hpp"
#include "journal/mail.hpp"
#include "journal/reader.hpp"
#include "seal/hash.hpp"
#include "seal/keys.hpp"
#include "support/files.hpp"
#include "support/must.hpp"
#include "support/temporary_folder.hpp"
#include "visit/fold.hpp"

namespace aaben::journal::testing {

namespace fs = std::filesystem;

using tests::must;
using tests::slurp;
using tests::TemporaryFolder;

// A unit with a journal, in a vocabulary of its own.
struct Unit {
    TemporaryFolder folder;
    FakeClock clock;
    seal::BoxKey jobcenter = seal::new_box_key();
    seal::BoxKey archive = seal::new_box_key();
    wire::KeyList keys{1, {{jobcenter.id, jobcenter.public_key, 0}, {archive.id, archive.public_key, 0}}};
    std::optional<Journal> journal;

    Unit() { start(); }
    void start() {
        journal.reset();
        journal.emplace(must(Journal::open(folder.path, clock)));
        journal->set_key_list(keys);
        journal->set_unit_name("korskaerparken");
    }
    std::string id() { return seal::new_id(clock.wall); }
    Appended add(const visit::Act& act) {
        clock.advance_ms(1000);
        return must(journal->append(act));
    }
    static visit::Choices choices() {
        visit::Choices c;
        c.language = "ar";
        c.purpose = visit::Purpose::Letter;
        c.needs.put(visit::Need::Interpreter);
        c.interpreter_language = "ar";
        c.call_me = "Abir";
        letters::Fields fields;
        fields.meeting_date = calendar::Date{2026, 11, 24};
        c.letter = visit::CarriedLetter{"indkaldelse-jobsamtale", fields};
        return c;
    }
    visit::CallSign next_sign() {
        return visit::next_sign(journal->unit(), calendar::copenhagen(clock.wall + 1000).date);
    }
    std::string check_in(const visit::Choices& c = choices()) {
        const std::string visit = id();
        add(visit::CheckedIn{visit, next_sign(), c});
        return visit;
    }
    std::string start_shift(const std::string& who = "mette") {
        const std::string shift = id();
        add(visit::ShiftStarted{shift, who});
        return shift;
    }
    std::string body(std::int64_t seq) { return must(must(JournalReader::open(folder.path)).body(seq)); }
};

inline std::string all_bytes(const fs::path& folder) {
    std::string out;
    for (const auto& each : fs::directory_iterator(folder)) out += slurp(each.path());
    return out;
}

// A receipt over everything pending, as an honest jobcenter would write it.
inline wire::Receipt receipt_for(const std::vector<PendingEntry>& sent,
                                 wire::Outcome outcome = wire::Outcome::Accepted) {
    wire::Receipt receipt{"kiosk-1", 1, {}, {}, 0};
    std::int64_t server_seq = 100;
    for (const PendingEntry& e : sent) receipt.entries.push_back({e.id, e.seq, e.sha256, outcome, server_seq++, ""});
    return receipt;
}

}  // namespace aaben::journal::testing
