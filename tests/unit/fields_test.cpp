// The table of a letter's fields: everything that goes through all fields follows it.
#include "letters/fields.hpp"

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>
#include <set>
#include <tuple>

#include "support/paths.hpp"

namespace aaben::letters {
namespace {

constexpr std::string_view all_json =
    R"({"letter_date":"2026-11-12","meeting_date":"2026-11-24","meeting_time":"10:15","meeting_place":"Rådhuset",)"
    R"("start_date":"2026-12-01","end_date":"2027-02-26","deadline":"2026-11-27","deadline_exact":false,)"
    R"("amount":"1234.50","phone":"00000000"})";

Fields all() {
    const auto fields = fields_from_json(all_json);
    REQUIRE(fields.has_value());
    return *fields;
}

}  // namespace

TEST_CASE("the table has a row for every member, each under a name of its own") {
    // A member more or fewer does not compile here; its row is then missing in the table, too.
    const auto& [letter, meeting, time, place, start, end, deadline, exact, amount, phone] = all();
    const auto stated =
        std::tuple(letter.has_value(), meeting.has_value(), time.has_value(), place.has_value(), start.has_value(),
                   end.has_value(), deadline.has_value(), exact.has_value(), amount.has_value(), phone.has_value());
    STATIC_REQUIRE(field_table.size() == std::tuple_size_v<decltype(stated)>);
    std::set<std::string_view> names;
    for (const Field& field : field_table) {
        INFO(field.name);
        CHECK(names.insert(field.name).second);
        CHECK(is_stated(all(), field));
        CHECK(field_named(field.name) == &field);
        CHECK((field.of.empty() || field_named(field.of) != nullptr));
        CHECK((field.days.empty() || field.kind == FieldKind::Date));
    }
    CHECK(field_named("no_such_field") == nullptr);
}

TEST_CASE("all fields come back from their JSON, and one of another form spoils it") {
    CHECK(to_json(all()) == all_json);
    CHECK(to_json(Fields{}) == "{}");
    CHECK(fields_from_json("{}") == Fields{});
    for (const char* odd : {"", "[]", R"({"meeting_date":"24-11-2026"})", R"({"meeting_time":"25:00"})",
                            R"({"deadline_exact":"true"})", R"({"phone":76203040})", R"({"letter_date":null})"})
        CHECK_FALSE(fields_from_json(odd).has_value());
}

TEST_CASE("a field is forgotten with what is said of it, and taken over alone") {
    for (const Field& field : field_table) {
        INFO(field.name);
        Fields without = all();
        forget(without, field);
        CHECK_FALSE(is_stated(without, field));
        Fields again = without;
        for (const Field& each : field_table) CHECK(take(again, all(), each));
        CHECK(again == all());
        CHECK_FALSE(take(again, without, field));
    }
    Fields without = all();
    forget(without, *field_named("deadline"));
    CHECK_FALSE(without.deadline_exact.has_value());
    CHECK(without.meeting_date.has_value());
}

TEST_CASE("a sum that is no number and a place without a name are not stated") {
    Fields fields;
    const auto stated = [&](const char* name) { return is_stated(fields, *field_named(name)); };
    for (const char* sum : {"987", "987.00", "1234.50"}) {
        fields.amount = sum;
        CHECK(stated("amount"));
    }
    for (const char* odd : {"", "1.234,50", "12.5", ".50", "12.", "-5", "12.3x"}) {
        fields.amount = odd;
        CHECK_FALSE(stated("amount"));
    }
    fields.meeting_place = "";
    CHECK_FALSE(stated("meeting_place"));
}

TEST_CASE("readings are judged by the fields of the table") {
    std::ifstream in(aaben::tests::source_dir() + "/tests/letters/truth.py");
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    const std::size_t begin = text.find("FIELDS = ["), end = text.find(']', begin);
    REQUIRE(end != std::string::npos);
    std::set<std::string> judged, known;
    for (std::size_t at = text.find('"', begin); at < end; at = text.find('"', text.find('"', at + 1) + 1))
        judged.insert(text.substr(at + 1, text.find('"', at + 1) - at - 1));
    for (const Field& field : field_table) known.emplace(field.name);
    CHECK(judged == known);
}

}  // namespace aaben::letters
