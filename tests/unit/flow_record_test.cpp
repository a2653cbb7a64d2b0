// What is written down of a conversation: saved with every touch, nowhere in memory behind the lock, never half.
#include <catch2/catch_test_macros.hpp>

#include "flow_story.hpp"

using namespace aaben;
using namespace aaben::flow;
using tests::Story;

namespace {

constexpr std::int64_t past_the_lock_ms = 120'000;

struct Conversation : Story {
    std::string visit;

    Conversation() {
        open_shift().check_in().say(DoneTouched{});
        visit = model.unit.visits.front().id;
        sign_in().say(CallTouched{visit}).say(StartConversationTouched{});
        REQUIRE(at() == StaffConversationScreen::name);
        say(RecordTouched{});
    }
    [[nodiscard]] const visit::Record& saved() const { return records.at(visit); }
    [[nodiscard]] const visit::Record& shown() const { return model.staff->record.record; }
    Conversation& part(RecordPart one) {
        say(RecordPartTouched{one});
        return *this;
    }
    Conversation& unlock() {
        say(LockTouched{}).sign_in();
        return *this;
    }
};

std::size_t records_saved(const Story& story) {
    std::size_t n = 0;
    for (const visit::Act& act : story.acts) n += is<visit::ConversationRecorded>(act) ? 1 : 0;
    return n;
}

}  // namespace

TEST_CASE("each touch of the record is saved before it is shown, and the same touch takes it back") {
    Conversation talk;
    talk.say(TopicTouched{visit::Topic::Debt});
    CHECK(talk.saved().topics.has(visit::Topic::Debt));
    CHECK(talk.shown() == talk.saved());
    CHECK(talk.saved().begun_ms == talk.wall);
    talk.fails = true;
    talk.say(TopicTouched{visit::Topic::Job});
    CHECK_FALSE(talk.shown().topics.has(visit::Topic::Job));  // it was not saved
    talk.fails = false;
    talk.say(TopicTouched{visit::Topic::Debt});
    CHECK(talk.saved().topics.empty());
}

TEST_CASE("an agreement is what, who and by when; it can be opened, changed and removed") {
    Conversation talk;
    talk.part(RecordPart::Agreements).say(AgreeTouched{});
    talk.say(AgreeTouched{});
    CHECK(talk.at() == StaffAgreementScreen::name);  // nothing is agreed before it is said what
    talk.say(StepTouched{visit::Step::NetworkMeeting}).say(PartyTouched{visit::Party::Together});
    talk.say(DayMoved{-1}).say(DayMoved{7}).say(DayMoved{1}).say(AgreeTouched{});
    CHECK(talk.at() == StaffRecordScreen::name);
    const calendar::Date today = local_now(talk.model).date;
    REQUIRE(talk.saved().agreements.size() == 1);
    CHECK(talk.saved().agreements[0] ==
          visit::Agreement{visit::Step::NetworkMeeting, visit::Party::Together, calendar::add_days(today, 8)});
    talk.say(ItemTouched{0}).say(NoDayTouched{}).say(AgreeTouched{});
    CHECK_FALSE(talk.saved().agreements[0].by);
    talk.say(ItemTouched{0}).say(RemoveTouched{});
    CHECK(talk.saved().agreements.empty());
    talk.say(ItemTouched{3});  // nothing stands there
    CHECK(talk.at() == StaffRecordScreen::name);
}

TEST_CASE("an offer keeps its length when its start is moved, and its last day may be unknown") {
    Conversation talk;
    talk.part(RecordPart::Offers).say(OfferTouched{}).say(OfferKindTouched{visit::OfferKind::Mentor});
    talk.say(WeeksTouched{13}).say(DayMoved{7}).say(OfferTouched{});
    const calendar::Date start = calendar::add_days(local_now(talk.model).date, 7);
    REQUIRE(talk.saved().offers.size() == 1);
    CHECK(talk.saved().offers[0] == visit::Offer{visit::OfferKind::Mentor, start, calendar::add_days(start, 90)});
    talk.say(ItemTouched{0}).say(NoDayTouched{}).say(OfferTouched{});
    CHECK_FALSE(talk.saved().offers[0].end);
}

TEST_CASE("no more is added than fits on the page") {
    Conversation talk;
    talk.part(RecordPart::Offers);
    for (std::size_t i = 0; i < visit::offers_max + 2; ++i) {
        talk.say(OfferTouched{});
        if (talk.at() == StaffOfferScreen::name)
            talk.say(OfferKindTouched{visit::OfferKind::SmallJob}).say(OfferTouched{});
    }
    CHECK(talk.saved().offers.size() == visit::offers_max);
    CHECK(talk.at() == StaffRecordScreen::name);
}

TEST_CASE("a consent has its day, and so has a no; a third touch leaves nothing behind") {
    Conversation talk;
    talk.part(RecordPart::Contacts).say(ConsentTouched{visit::Service::OwnDoctor});
    const calendar::Date today = local_now(talk.model).date;
    REQUIRE(visit::standing_consent(talk.saved(), visit::Service::OwnDoctor));
    CHECK(visit::standing_consent(talk.saved(), visit::Service::OwnDoctor)->given == today);
    talk.say(ConsentTouched{visit::Service::OwnDoctor});
    CHECK_FALSE(visit::standing_consent(talk.saved(), visit::Service::OwnDoctor));
    CHECK(talk.saved().consents.at(0).withdrawn == today);
    talk.say(ConsentTouched{visit::Service::OwnDoctor});
    CHECK(talk.saved().consents.empty());
}

TEST_CASE("an indicator is given on the scale of the one that is shown") {
    Conversation talk;
    talk.part(RecordPart::Progress).say(IndicatorTouched{visit::Indicator::CaseworkerBelief}).say(IndicatorGiven{4});
    CHECK(talk.saved().indicators.back() == 4);
    CHECK(talk.saved().indicators.front() == 0);
    talk.say(IndicatorGiven{4});
    CHECK(talk.saved().indicators.back() == 0);
}

TEST_CASE("behind the lock nothing of the record is in memory, and badge and PIN bring it back") {
    Conversation talk;
    talk.say(TopicTouched{visit::Topic::Family});
    talk.part(RecordPart::TellNext).say(TellNextTouched{});
    for (const std::string key : {"O", "k"}) talk.say(KeyTouched{key});
    talk.wait(past_the_lock_ms);  // in the middle of a word
    REQUIRE_FALSE(talk.model.staff);
    CHECK(talk.model.pending.empty());
    CHECK(talk.saved().tell_next == "Ok");
    talk.sign_in();
    CHECK(talk.at() == StaffConversationScreen::name);
    CHECK(talk.shown() == talk.saved());
    CHECK(talk.shown().topics.has(visit::Topic::Family));
}

TEST_CASE("a word to the next one that is left by 'Tilbage' is kept") {
    Conversation talk;
    talk.part(RecordPart::TellNext).say(TellNextTouched{}).say(KeyTouched{"X"}).say(BackTouched{});
    CHECK(talk.at() == StaffRecordScreen::name);
    CHECK(talk.saved().tell_next == "X");
}

TEST_CASE("what cannot be opened any more is never written over: the next touch begins a second part") {
    Conversation talk;
    talk.say(TopicTouched{visit::Topic::Money});
    const WallMs first = talk.saved().begun_ms;
    talk.records.clear();  // a pulled plug took the visit's key
    talk.wait(1'000);
    talk.unlock();
    CHECK(talk.model.staff->record.earlier);
    CHECK(talk.shown() == visit::Record{});
    talk.say(RecordTouched{}).say(TopicTouched{visit::Topic::Job});
    CHECK(talk.saved().begun_ms > first);
}

TEST_CASE("a record that is still being fetched is not written to") {
    Conversation talk;
    talk.say(TopicTouched{visit::Topic::Money});
    const std::size_t before = records_saved(talk);
    talk.model.staff->record = {};  // asked for and not yet there
    talk.say(TopicTouched{visit::Topic::Job});
    CHECK(records_saved(talk) == before);
}

TEST_CASE("two touches before the first answer are both kept") {
    Conversation talk;
    flow::Next first =
        flow::update(std::move(talk.model), TopicTouched{visit::Topic::Money}, {talk.wall, talk.mono, "a"});
    const flow::Next second =
        flow::update(std::move(first.model), TopicTouched{visit::Topic::Job}, {talk.wall, talk.mono, "b"});
    REQUIRE(second.model.pending.size() == 2);
    const visit::Record last = *std::get<visit::ConversationRecorded>(second.model.pending.back().act).record;
    CHECK(last.topics.has(visit::Topic::Money));
    CHECK(last.topics.has(visit::Topic::Job));
}

TEST_CASE("nothing is written down of a conversation that is over") {
    Conversation talk;
    talk.say(BackTouched{}).say(EndConversationTouched{}).say(OutcomeTouched{visit::Outcome::Helped});
    CHECK(records_saved(talk) == 0);
    CHECK_FALSE(
        visit::apply(talk.model.unit, visit::ConversationRecorded{talk.visit, visit::Record{}}, talk.wall).ok());
}
