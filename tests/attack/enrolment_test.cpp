// A kiosk's life as its people bring it about: new, enrolled by a code typed on the glass, revoked, enrolled again.
// The real programs; touches and scans enter the glass, nothing is written for them.
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <string>

#include "fakes/world.hpp"
#include "journal/mail.hpp"
#include "wire/item.hpp"

using namespace aaben;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

// What the operator does, with the operator's tool.
std::string operator_says(const fakes::World& world, std::vector<std::string> words) {
    words.insert(words.begin(), {fakes::program("kioskctl"), "jobcenter"});
    words.insert(words.end(), {"--store", world.store()});
    const fakes::Ran ran = fakes::run(words);
    INFO(ran.output);
    REQUIRE(ran.code == 0);
    return ran.output.substr(0, ran.output.find('\n'));
}

std::string code_for(const fakes::World& world, const std::string& device) {
    return operator_says(world, {"code", "new", "--device", device, "--unit", "korskaerparken"});
}

std::string keys(const std::string& code) {  // as a finger types it: the keyboard has no dash
    std::string out;
    for (const char c : code)
        if (c != '-') out += c;
    return out;
}

std::string type_code(const std::string& typed) {
    return "tap \"Personale\"\ntap \"Tilmeld skærmen\"\ntype \"" + typed + "\"\ntap \"Tilmeld skærmen\"\n";
}

}  // namespace

TEST_CASE("a new kiosk is enrolled by a code typed on the glass, revoked, and enrolled again; nothing is lost") {
    fakes::World world(fakes::World::Kiosk::New);
    world.start_jobcenter();
    world.start_sync();

    REQUIRE(world.play("tap \"Personale\"\nsees \"Skærmen er ny her\"\ntap \"Tilbage\"\n") == 0);

    // A wrong code is answered, and the right one counts afterwards.
    REQUIRE(world.play(type_code("0000AAAA1111") + "sees \"Koden passer ikke\"\n") == 0);
    const std::string first = code_for(world, "kiosk-1");
    REQUIRE(world.play(type_code(keys(first)) + "sees \"Scan dit kort\"\ntap \"Tilbage\"\n" + fakes::sign_in_steps +
                       fakes::check_in_steps + "synced\n") == 0);

    operator_says(world, {"device", "revoke", "kiosk-1"});
    REQUIRE(world.play(fakes::check_in_steps) == 0);  // its next word to the jobcenter is refused
    CHECK(fakes::until(60s, [&] { return !fs::exists(world.data() / "keys/device.key.pem"); }));
    CHECK(fakes::until(60s, [&] {  // who works here is no business of a device that was ended
        auto mail = journal::MailReader::open(world.data());
        const auto rosters = mail ? mail->items(wire::ItemKind::Roster) : mail.error();
        return rosters && rosters->empty();
    }));
    REQUIRE(world.play("tap \"Personale\"\nsees \"Skærmen er lukket af jobcenteret\"\ntap \"Tilbage\"\n") == 0);

    // The old code does not bring it back; a new one, scanned with its dashes and in small letters, does.
    REQUIRE(world.play(type_code(keys(first)) + "sees \"Koden passer ikke\"\n") == 0);
    std::string scanned = code_for(world, "kiosk-1");
    for (char& c : scanned) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    REQUIRE(world.play("tap \"Personale\"\ntap \"Tilmeld skærmen\"\nscan \"" + scanned +
                       "\"\nsees \"Scan dit kort\"\ntap \"Tilbage\"\n" + fakes::sign_in_steps + "synced\n") == 0);

    const auto held = world.held();
    const auto confirmed = world.confirmed();
    CHECK(confirmed.size() >= 2);
    for (const std::string& id : confirmed) CHECK(held.at(id) == 1);
}
