// The wire's formats: one spelling per entry, strict readers, limits. Tables of good and of bad input.
#include <catch2/catch_test_macros.hpp>

#include "support/files.hpp"
#include "support/must.hpp"
#include "support/paths.hpp"
#include "wire/batch.hpp"
#include "wire/encoding.hpp"
#include "wire/enrol.hpp"
#include "wire/entry.hpp"
#include "wire/envelope.hpp"
#include "wire/item.hpp"
#include "wire/key_list.hpp"
#include "wire/problem.hpp"
#include "wire/receipt.hpp"
#include "wire/uuid.hpp"

using namespace aaben;
using namespace aaben::wire;

namespace {

using tests::must;

Entry entry() {
    return {7,
            "0195e2a0-7c1e-7abc-8def-0123456789ab",
            "visit.checked_in",
            {1'795'262'400'000, "3f0e-boot", 1000},
            R"({"unit":"korskaerparken","visit":"v \"1\" æ","n":3})",
            std::string("\0\xff sealed", 9),
            std::string(64, 'a')};
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

const std::string id = "0195e2a0-7c1e-7abc-8def-0123456789ab";
const std::string hash(64, 'b');

}  // namespace

TEST_CASE("hex and base64 have one spelling a value") {
    std::string all;
    for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
    for (std::size_t n = 0; n <= all.size(); ++n) {
        const std::string part = all.substr(0, n);
        CHECK(must(from_hex(to_hex(part))) == part);
        CHECK(must(from_base64(to_base64(part))) == part);
    }
    CHECK(to_base64("foobar") == "Zm9vYmFy");
    CHECK(to_base64("fooba") == "Zm9vYmE=");
    CHECK(to_base64("foob") == "Zm9vYg==");
    for (const char* bad : {"a", "0g", "AB", "0 ", " 0"}) CHECK_FALSE(from_hex(bad).ok());
    for (const char* bad :
         {"Zg=", "Zg", "Zh==", "Zm9vYmF=", "Z===", "====", "Zg==Zg==", "Zm 9", "Zm9v\n", "Zm-_", "=Zg="})
        CHECK_FALSE(from_base64(bad).ok());
}

TEST_CASE("names, hashes and ids are told from what only looks like them") {
    for (const char* good : {"a", "visit.checked_in", "kiosk-1", "0", "_x"}) CHECK(is_name(good));
    for (const char* bad : {"", ".", "..", ".a", "A", "a/b", "a b", "æ", "a\n"}) CHECK_FALSE(is_name(bad));
    CHECK_FALSE(is_name(std::string(65, 'a')));
    CHECK(is_hash(hash));
    CHECK_FALSE(is_hash(std::string(64, 'B')));
    CHECK_FALSE(is_hash(std::string(63, 'b')));
    CHECK(is_uuid(id));
    CHECK_FALSE(is_uuid("0195E2A0-7c1e-7abc-8def-0123456789ab"));
    CHECK_FALSE(is_uuid("0195e2a07c1e-7abc-8def-0123456789abc-"));
}

TEST_CASE("a UUID of version 7 carries its millisecond and sorts by it") {
    const std::array<std::uint8_t, 10> high{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff};
    const std::array<std::uint8_t, 10> low{};
    CHECK(uuid_v7(0x017F22E279B0, high) == "017f22e2-79b0-7fff-bfff-ffffffffffff");
    CHECK(uuid_v7(1, low) == "00000000-0001-7000-8000-000000000000");
    CHECK(uuid_v7(1, high) < uuid_v7(2, low));
    CHECK(is_uuid(uuid_v7(-5, low)));
}

TEST_CASE("an entry reads back as it was written, to the byte") {
    const std::string line = must(build_entry(entry()));
    CHECK(line.find('\n') == std::string::npos);
    CHECK(must(parse_entry(line)) == entry());
    CHECK(must(build_entry(must(parse_entry(line)))) == line);
    CHECK(line.starts_with(
        R"({"seq":7,"id":"0195e2a0-7c1e-7abc-8def-0123456789ab","type":"visit.checked_in","recorded":)"));
}

TEST_CASE("a line that is not spelled as build would spell it is no entry") {
    const std::string line = must(build_entry(entry()));
    const std::vector<std::string> bad{"",
                                       "{}",
                                       "null",
                                       "[]",
                                       line + " ",
                                       " " + line,
                                       line.substr(0, line.size() - 1),
                                       line + line,
                                       replaced(line, R"("seq":7)", R"("seq": 7)"),
                                       replaced(line, R"("seq":7)", R"("seq":07)"),
                                       replaced(line, R"("seq":7)", R"("seq":7.0)"),
                                       replaced(line, R"("seq":7)", R"("seq":0)"),
                                       replaced(line, R"("seq":7)", R"("seq":-7)"),
                                       replaced(line, R"("seq":7)", R"("seq":"7")"),
                                       replaced(line, R"("seq":7)", R"("seq":99999999999999999999)"),
                                       replaced(line, R"("seq":7,)", R"("seq":7,"seq":7,)"),
                                       replaced(line, R"("seq":7,)", R"("extra":1,"seq":7,)"),
                                       replaced(line, "\"n\":3", "\"n\":3.5"),
                                       replaced(line, "\"n\":3", "\"n\":1e3"),
                                       replaced(line, "\"n\":3", "\"n\":-0"),
                                       replaced(line, "\"n\":3", "\"n\":3,\"n\":3"),
                                       replaced(line, "æ", "\\u00e6"),
                                       replaced(line, "æ", "\xc3"),
                                       replaced(line, "æ", "\xed\xa0\x80"),
                                       replaced(line, "visit.checked_in", "Visit.checked_in"),
                                       replaced(line, "abc", "ABC"),
                                       replaced(line, R"("open":{)", R"("open":[{)"),
                                       replaced(line, std::string(64, 'a'), std::string(63, 'a')),
                                       replaced(line, R"("sealed":"AP)", R"("sealed":"A)")};
    for (const std::string& each : bad) {
        INFO(each);
        CHECK_FALSE(parse_entry(each).ok());
    }
}

TEST_CASE("what could never be sent is refused when it is built") {
    const auto refused = [](auto change) {
        Entry e = entry();
        change(e);
        return !build_entry(e).ok();
    };
    CHECK(refused([](Entry& e) { e.seq = 0; }));
    CHECK(refused([](Entry& e) { e.id = "x"; }));
    CHECK(refused([](Entry& e) { e.type = "a b"; }));
    CHECK(refused([](Entry& e) { e.recorded.boot = "\""; }));
    CHECK(refused([](Entry& e) { e.recorded.wall_ms = INT64_MAX; }));
    CHECK(refused([](Entry& e) { e.open = "{ }"; }));
    CHECK(refused([](Entry& e) { e.open = "[]"; }));
    CHECK(refused([](Entry& e) { e.open = R"({"a":1.5})"; }));
    CHECK(refused([](Entry& e) { e.open = "{\"a\":" + std::string(9, '[') + std::string(9, ']') + "}"; }));
    CHECK(refused([](Entry& e) { e.sealed = std::string(entry_bytes_max, 'x'); }));
    CHECK(refused([](Entry& e) { e.prev = ""; }));
}

TEST_CASE("brackets without end are refused before a tree is built") {
    const std::string deep = "{\"a\":" + std::string(60'000, '[');
    CHECK_FALSE(parse_entry(deep).ok());
    CHECK_FALSE(parse_receipt(deep).ok());
    CHECK_FALSE(parse_roster(deep).ok());
    CHECK_FALSE(parse_problem(deep).ok());
    CHECK_FALSE(parse_envelope(Signed::Receipt, deep).ok());
}

TEST_CASE("a batch carries its lines unchanged, and a cut or miscounted one is refused whole") {
    Batch batch;
    batch.head = {"kiosk-1", 7, 2, 42, hash, std::string(64, '\x01')};
    batch.lines = {must(build_entry(entry())), "not an entry, judged by itself"};
    const std::string body = build_batch(batch);
    const Batch back = must(parse_batch(body));
    CHECK(back.head == batch.head);
    CHECK(back.lines == batch.lines);
    CHECK(head_message("kiosk-1", 42, hash) == "aaben-head-v1\nkiosk-1\n42\n" + hash);
    for (std::size_t cut = 0; cut < body.size(); ++cut) CHECK_FALSE(parse_batch(body.substr(0, cut)).ok());
    CHECK_FALSE(parse_batch(body + "one more\n").ok());
    CHECK_FALSE(parse_batch(body + "\n").ok());
    CHECK_FALSE(parse_batch(std::string(batch_bytes_max + 1, '\n')).ok());
    Batch full{{"kiosk-1", 1, 101, 1, hash, std::string(64, 'x')}, std::vector<std::string>(101, "x")};
    CHECK_FALSE(parse_batch(build_batch(full)).ok());
    Batch empty{{"kiosk-1", 0, 0, 0, first_prev, std::string(64, 'x')}, {}};
    CHECK(parse_batch(build_batch(empty)).ok());
}

TEST_CASE("a receipt reads back, and holds an entry only by id, hash and outcome together") {
    Receipt receipt{"kiosk-1", 5, {{id, 7, hash, Outcome::Accepted, 123, ""}}, {5, 6}, 1};
    CHECK(must(parse_receipt(build_receipt(receipt))) == receipt);
    const ReceiptLine& line = receipt.entries[0];
    CHECK(holds(line, id, hash));
    CHECK_FALSE(holds(line, "0195e2a0-7c1e-7abc-8def-0123456789ac", hash));
    CHECK_FALSE(holds(line, id, std::string(64, 'c')));
    for (const Outcome outcome : {Outcome::Rejected, Outcome::Retry}) {
        ReceiptLine other = line;
        other.outcome = outcome;
        CHECK_FALSE(holds(other, id, hash));
    }
    const std::string text = build_receipt(receipt);
    for (const auto& [from, to] :
         std::vector<std::pair<std::string, std::string>>{{"accepted", "acepted"},
                                                          {"\"seq\":7", "\"seq\":\"7\""},
                                                          {hash, "b"},
                                                          {"\"missing\":[5,6]", "\"missing\":5"},
                                                          {"\"missing\":[5,6]", "\"missing\":[0]"},
                                                          {"\"anomalies\":1", "\"anomalies\":-1"},
                                                          {"\"entries\":[", "\"entries\":[1,"},
                                                          {"kiosk-1", "Kiosk"}})
        CHECK_FALSE(parse_receipt(replaced(text, from, to)).ok());
    for (const char* bad : {"", "<html>portal</html>", "{}", "[]", "{\"device\":\"kiosk-1\"}"})
        CHECK_FALSE(parse_receipt(bad).ok());
    CHECK(parse_receipt(replaced(text, "{\"device\"", "{\"newer\":[1],\"device\"")).ok());  // a newer peer may add some
    CHECK(must(parse_reconcile(build_reconcile({{id, hash}}))) == std::vector<IdAndHash>{{id, hash}});
    CHECK_FALSE(parse_reconcile("{}").ok());
}

TEST_CASE("an envelope keeps its payload's bytes, and each kind signs under its own name") {
    const Envelope envelope{"{\"a\": \"æ\\n\"}\n \x01", std::string(64, '\x80')};
    for (const Signed kind : {Signed::Receipt, Signed::KeyList, Signed::Items}) {
        const std::string text = build_envelope(kind, envelope);
        CHECK(must(parse_envelope(kind, text)) == envelope);
        for (const Signed other : {Signed::Receipt, Signed::KeyList, Signed::Items}) {
            if (other == kind) continue;
            CHECK_FALSE(parse_envelope(other, text).ok());
            CHECK(signed_message(kind, "x") != signed_message(other, "x"));
        }
        CHECK_FALSE(parse_envelope(kind, replaced(text, "\"signature\":\"g", "\"signature\":\"")).ok());
    }
}

TEST_CASE("key lists, items, briefs, expected visits, notices and problems read back, and odd ones are refused") {
    const KeyList list{3, {{"0123456789abcdef", hash, 5}, {"0123456789abcdee", hash, 6}}};
    const std::string text = build_key_list(list);
    CHECK(must(parse_key_list(text)) == list);
    CHECK_FALSE(parse_key_list(build_key_list({3, {}})).ok());
    CHECK_FALSE(parse_key_list(build_key_list({0, list.keys})).ok());
    CHECK_FALSE(parse_key_list(build_key_list({3, {list.keys[0], list.keys[0]}})).ok());
    CHECK_FALSE(parse_key_list(build_key_list({3, std::vector<RecipientKey>(9, list.keys[0])})).ok());
    CHECK_FALSE(parse_key_list(replaced(text, "cdef", "CDEF")).ok());

    const ItemList items{"kiosk-1", {{ItemKind::Roster, "unit", 2, hash, 100}}, "", 5};
    CHECK(must(parse_items(build_items(items))) == items);
    CHECK(must(parse_items(replaced(build_items(items), "roster", "sounds"))).items.empty());  // unknown kinds pass
    CHECK_FALSE(parse_items(replaced(build_items(items), "\"unit\"", "\"../etc\"")).ok());
    CHECK_FALSE(parse_items(replaced(build_items(items), "\"size\":100", "\"size\":99999999999")).ok());

    const Brief brief{"v1", {"mette"}, "sealed"};
    CHECK(must(parse_brief(build_brief(brief))) == brief);
    const Expected expected{"2026-11-24", hash, {{"v1", "10:15", "mette", hash}}};
    CHECK(must(parse_expected(build_expected(expected))) == expected);
    CHECK_FALSE(parse_expected(replaced(build_expected(expected), "10:15", "25:15")).ok());
    CHECK_FALSE(parse_expected(replaced(build_expected(expected), "11-24", "02-30")).ok());
    const Notice notice{"v1", "sealed", 5};
    CHECK(must(parse_notice(build_notice(notice))) == notice);
    const Problem problem{std::string(problems::conflict), "other bytes", "id known"};
    CHECK(must(parse_problem(build_problem(problem))) == problem);
    CHECK(must(parse_problem("{}")).type == "about:blank");
    CHECK_FALSE(parse_problem("<html>").ok());
}

TEST_CASE("rosters and opening hours read back as the values the glass uses") {
    visit::Caseworker who;
    who.id = "mette";
    who.name = "Mette Krogh";
    who.initials = "MK";
    who.role = visit::Role::Mentor;
    who.badge_hash = hash;
    who.pin_hash = "argon2id$2$65536$x$y";
    who.direct_phone = "12345678";
    who.here.days[1] = {{{9, 0}, {12, 30}}};
    who.here.exceptions.push_back({{2026, 12, 23}, {}});
    const visit::Roster roster{4, "Korskærparken", {who}};
    const std::string text = build_roster(roster);
    CHECK(must(parse_roster(text)) == roster);
    for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{{"mentor", "boss"},
                                                                                   {"12345678", "1234567x"},
                                                                                   {"12:30", "08:30"},
                                                                                   {"2026-12-23", "2026-13-23"},
                                                                                   {"\"version\":4", "\"version\":0"},
                                                                                   {hash, "b"}})
        CHECK_FALSE(parse_roster(replaced(text, from, to)).ok());
    visit::UnitHours hours;
    hours.door = who.here;
    hours.main_phone = "72107210";
    CHECK(must(parse_hours(build_hours(hours))) == hours);
    CHECK_FALSE(parse_hours("{}").ok());
}

TEST_CASE("enrolment and renewal read back, and lack nothing") {
    const EnrolRequest request{"K7Q2-9PXM", "kiosk-1", "-----BEGIN", hash, hash};
    CHECK(must(parse_enrol_request(build_enrol_request(request))) == request);
    CHECK_FALSE(parse_enrol_request(replaced(build_enrol_request(request), "kiosk-1", "../x")).ok());
    const EnrolAnswer answer{"cert", "ca", hash, "{}", hash};
    CHECK(must(parse_enrol_answer(build_enrol_answer(answer))) == answer);
    CHECK_FALSE(parse_enrol_answer("{}").ok());
    CHECK(must(parse_renew_request(build_renew_request("csr"))) == "csr");
    CHECK(must(parse_renew_answer(build_renew_answer("cert"))) == "cert");
    CHECK_FALSE(parse_renew_answer("{\"certificate_pem\":\"\"}").ok());
}

TEST_CASE("openapi.yaml names every kind, outcome, problem and limit of the code") {
    const std::string text = tests::slurp(aaben::tests::source_dir() + "/sync/wire/openapi.yaml");
    const auto says = [&](std::string_view words) {
        INFO(words);
        CHECK(text.find(words) != std::string::npos);
    };
    for (int kind = 0; kind <= static_cast<int>(ItemKind::Keys); ++kind) says(to_string(static_cast<ItemKind>(kind)));
    says("enum: [accepted, duplicate, rejected, retry]");
    CHECK(to_string(Outcome::Accepted) == "accepted");
    CHECK(to_string(Outcome::Retry) == "retry");
    for (const auto problem :
         {problems::malformed, problems::conflict, problems::forged, problems::too_large, problems::wrong_device,
          problems::unknown_type, problems::bad_code, problems::revoked, problems::not_found, problems::busy})
        says(problem);
    says("maxLength: " + std::to_string(batch_bytes_max));
    says("maximum: " + std::to_string(batch_entries_max));
    says("maxItems: " + std::to_string(items_max));
    says("maxItems: " + std::to_string(keys_max));
    for (const Signed kind : {Signed::Receipt, Signed::KeyList, Signed::Items}) {
        const std::string message = signed_message(kind, "");
        says(message.substr(0, message.size() - 1) + "\\n");
    }
    says("aaben-head-v1\\n<device>\\n<head_seq>\\n<head>");
}
