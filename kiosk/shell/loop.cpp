#include "shell/loop.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>

#include "doorbell/doorbell.hpp"
#include "explain/explanation.hpp"
#include "flow/room.hpp"
#include "flow/update.hpp"
#include "folder/layout.hpp"
#include "journal/store.hpp"
#include "machine/printer.hpp"
#include "platform/durable.hpp"
#include "platform/log.hpp"
#include "platform/private_files.hpp"
#include "screens/screens.hpp"
#include "seal/hash.hpp"
#include "seal/keys.hpp"
#include "shell/effects.hpp"
#include "shell/eye.hpp"
#include "shell/pin_tries.hpp"
#include "shell/room_display.hpp"
#include "shell/shown_content.hpp"
#include "shell/slip_printer.hpp"
#include "shell/voice_process.hpp"
#include "text/fonts.hpp"

namespace aaben::shell {
namespace {

namespace fs = std::filesystem;
// Also without a doorbell: the badge on the glass is never older than this.
constexpr std::int64_t store_look_ms = 60'000;
constexpr int frames_a_turn_max = 8;

std::string first_line(const fs::path& file) {
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    return line;
}

// Writes one line a confirmation, after its frame was shown. The file is the tests' outside ledger of what a citizen
// saw.
class Ledger {
  public:
    explicit Ledger(const fs::path& file) {
        if (!file.empty()) fd_ = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    }
    ~Ledger() {
        if (fd_ >= 0) ::close(fd_);
    }
    Ledger(const Ledger&) = delete;
    Ledger& operator=(const Ledger&) = delete;
    void saved(const std::string& entry) { waiting_.push_back(entry + '\n'); }
    void frame_shown() {
        for (const std::string& line : waiting_)
            if (fd_ >= 0 && ::write(fd_, line.data(), line.size()) != static_cast<ssize_t>(line.size()))
                log(LogLevel::Warning, "ledger", "cannot write");
        waiting_.clear();
    }

  private:
    int fd_ = -1;
    std::vector<std::string> waiting_;
};

}  // namespace

struct Loop::Parts {
    LoopOptions options;
    glass::Display& display;
    timekeeping::KeptClock& clock;
    std::unique_ptr<text::Typesetter> typesetter;
    Content content;
    Inbox inbox;
    Worker worker;
    std::unique_ptr<journal::Store> store;
    std::unique_ptr<Eye> eye;
    std::unique_ptr<Effects> effects;
    std::unique_ptr<doorbell::DoorbellWatch> mail_bell;
    std::unique_ptr<widgets::Ui> ui;
    std::optional<RoomDisplay> room;
    std::unique_ptr<voice::Narrator> narrator;
    std::unique_ptr<VoiceProcess> voice;
    Ledger ledger;
    watchdog::Watchdog watchdog;
    folder::Layout layout;
    flow::Model model;
    LoopCounts counts;
    MonoMs looked_ms = 0;
    calendar::Date nightly_done;
    bool quit = false, uncovered = true;
    bool forget_words = false;  // the typesetter's cache may hold a typed name

    Parts(LoopOptions o, glass::Display& d, timekeeping::KeptClock& c)
        : options(std::move(o)),
          display(d),
          clock(c),
          inbox([&d] { d.wake(); }),
          ledger(options.confirmations),
          watchdog(options.watchdog),
          layout{options.data} {}

    [[nodiscard]] flow::Moment moment() const {
        return {clock.wall_ms(), clock.mono_ms(), seal::new_id(clock.wall_ms())};
    }

    void handle(const flow::Message& message) {
        const bool staff_was_here = model.staff.has_value();
        flow::Next next = flow::update(std::move(model), message, moment());
        model = std::move(next.model);
        if (staff_was_here && !model.staff) effects->forget_staff_key();
        for (const flow::Effect& effect : next.effects) {
            if (std::holds_alternative<flow::ForgetPictures>(effect)) forget_words = true;
            effects->carry_out(effect, model);
        }
    }

    void take_store(const journal::StoreEvent& event) {
        if (const auto* opened = std::get_if<journal::events::Opened>(&event))
            clock.learn_last_entry(opened->latest_wall_ms);
        if (const auto* seen = std::get_if<journal::events::OutboxSeen>(&event))
            if (const auto proof = timekeeping::proof_from(seen->link.proof)) clock.learn(*proof);
        if (std::holds_alternative<journal::events::RosterSeen>(event)) load_pepper();
        if (const auto* saved = std::get_if<journal::events::Saved>(&event)) {
            if (!saved->entry.empty()) {  // an anonymous answer is counted and becomes no entry
                ledger.saved(saved->entry);
                ring_sync();
            }
        }
        if (std::holds_alternative<journal::events::ItemsAcknowledged>(event)) ring_sync();
        if (const auto message = effects->message_of(event, model)) handle(*message);
        if (std::holds_alternative<journal::events::OutboxSeen>(event)) effects->look_for_notes(model);
    }

    void ring_sync() const {
        if (const Result<> rung = doorbell::ring(layout.bell_journal()); !rung)
            log(LogLevel::Warning, "doorbell", rung.error().what);
    }

    // Made by whichever program is first; another one after a revocation, and then the roster comes anew.
    void load_pepper() {
        if (auto seed = seal::load_or_make_seed(layout.pepper()))
            effects->set_pepper(std::make_shared<const seal::Secret>(*std::move(seed)));
        else
            log(LogLevel::Alert, "pepper",
                seed.error().what + " Badges and PINs cannot be checked until it can be read.");
    }

    // A step of the clock is written down, so that the queue's times move along and the jobcenter can correct entries.
    // Before anything else of a turn, so that nobody's day ends because the clock jumped.
    void look_at_clock() {
        const bool known = clock.judged().doubt != timekeeping::Doubt::Unknown;
        const std::int64_t step_ms = clock.take_step();
        if (known != model.today_known || step_ms != 0) handle(flow::ClockSeen{known, clock.boot_id(), step_ms});
    }

    void take_inbox() {
        for (const Letter& letter : inbox.take()) {
            if (const auto* message = std::get_if<flow::Message>(&letter)) {
                if (std::holds_alternative<flow::VoiceSeen>(*message)) narrator->begin_anew();
                handle(*message);
            } else
                take_store(std::get<journal::StoreEvent>(letter));
        }
    }

    void take_event(const glass::Event& event) {
        if (const auto* touch = std::get_if<widgets::TouchEvent>(&event)) {
            if (model.citizen.aloud && touch->kind == widgets::TouchEvent::Kind::Down) voice->stop();
            ui->touch(*touch);
        }
        if (const auto* step = std::get_if<widgets::KeypadStep>(&event)) take_keypad(*step);
        if (const auto* scan = std::get_if<glass::Scan>(&event)) handle(flow::Scanned{scan->text});
        if (std::holds_alternative<glass::Uncovered>(event)) {
            uncovered = true;
            if (room) room->uncovered();
        }
        if (std::holds_alternative<glass::Quit>(event)) quit = true;
    }

    // 'Tilbage' and 'Læs højt' have keys of their own: who does not see must find them anywhere.
    void take_keypad(widgets::KeypadStep step) {
        if (step == widgets::KeypadStep::Back) return handle(flow::BackTouched{});
        if (step != widgets::KeypadStep::Aloud) return ui->keypad(step);
        if (model.citizen.over == flow::Over::NoVoice) {  // again: in Danish then
            handle(flow::LanguageTouched{"da"});
            if (!model.citizen.aloud) handle(flow::SpeakTouched{});
            return;
        }
        const bool mute = !model.has_voice || content.words->spoken(flow::language(model)).espeak.empty();
        handle(mute ? flow::Message(flow::NoVoiceTouched{}) : flow::Message(flow::SpeakTouched{}));
    }

    // Draws until nothing changes any more: a press becomes a message, a message a new screen. Only a frame that
    // differs from the last one is shown.
    void draw() {
        const screens::Assets with = assets();
        for (int n = 0; n < frames_a_turn_max; ++n) {
            if (std::exchange(forget_words, false)) typesetter->forget_texts();
            screens::Messages out;
            const widgets::Drawing& drawing = screens::draw(model, with, display.metrics(), *ui, out);
            if (uncovered || ui->drawing_differs()) {
                display.draw(drawing, *typesetter);
                ++counts.frames_drawn;
                uncovered = false;
            }
            ledger.frame_shown();
            for (const flow::Message& message : out) handle(message);
            if (out.empty() && !ui->press_waits()) break;
        }
        if (room) room->look(model, with);
        if (const auto say = narrator->look(model, ui->tree())) voice->say(*say, *content.words);
    }

    [[nodiscard]] screens::Assets assets() const {
        return {*content.words,
                *content.letters,
                content.guidance,
                [this](int image) { return eye->crop(image); },
                [this] { return eye->live(); },
                options.settings.require_reviewed};
    }

    // Drawn like a screen, into a picture of its own with letters of its own (the glass's atlas must not learn of
    // uploads it did not see); the printer's slowness is the worker's.
    void print(const flow::Model& now) {
        auto fonts = text::read_font_paths(options.settings.assets / "fonts.toml");
        auto letters = fonts ? text::Typesetter::open(*std::move(fonts)) : fonts.error();
        auto paper = glass::Display::open_offscreen(machine::slip_width_px, machine::slip_height_px, machine::slip_dpi);
        if (!letters || !paper) {
            log(LogLevel::Warning, "printer", "the slip could not be drawn");
            return inbox.post(flow::Message(flow::SlipPrinted{flow::Printer::Off}));
        }
        widgets::Ui slip(**letters);
        for (int n = 0; n < 2; ++n)  // the first frame may have made the atlas grow
            (*paper)->draw(screens::draw_slip(now, assets(), (*paper)->metrics(), slip), **letters);
        worker.post([bytes = machine::to_escpos((*paper)->pixels()), device = options.settings.printer, this] {
            const flow::Printer told = print_slip(device, bytes);
            if (told != flow::Printer::Ready) log(LogLevel::Warning, "printer", "the slip did not come out");
            inbox.post(flow::Message(flow::SlipPrinted{told}));
        });
    }

    void look_around() {
        const MonoMs now = clock.mono_ms();
        if (now - looked_ms >= store_look_ms) {
            looked_ms = now, store->look();
            const flow::DevicesSeen devices{eye->has_camera(), model.printer, room && !room->display()};
            if (devices.camera != model.has_camera || devices.room_missing != model.room_missing) handle(devices);
            if (!options.settings.printer.empty())
                worker.post([device = options.settings.printer, seen = model.printer, this] {
                    const flow::Printer now_is = look_at_printer(device);
                    if (now_is != seen) inbox.post(flow::Message(flow::PrinterSeen{now_is}));
                });
        }
        const calendar::Local local = calendar::copenhagen(clock.wall_ms());
        if (local.time.hour == 3 && nightly_done != local.date) nightly_done = local.date, store->nightly();
    }

    // A wait that the watchdog would not outlive is slept in parts; a part that passes in silence is no turn, so that a
    // glass at rest builds no frame for it.
    [[nodiscard]] glass::Events wait(int timeout_ms) {
        while (true) {
            const MonoMs now = clock.mono_ms();
            watchdog.turned(now);
            const auto part_ms = watchdog.wait_ms(now);
            if (!part_ms || *part_ms >= timeout_ms) return display.wait(timeout_ms);
            glass::Events events = display.wait(static_cast<int>(*part_ms));
            if (!events.empty() || clock.mono_ms() - now < *part_ms) return events;
            timeout_ms -= static_cast<int>(*part_ms);
        }
    }

    [[nodiscard]] int wait_ms() const {
        if (options.play) return 10;
        const MonoMs now = clock.mono_ms();
        std::int64_t wait = flow::wait_ms(model, clock.wall_ms(), now);
        wait = std::min(wait, std::max<std::int64_t>(0, looked_ms + store_look_ms - now));
        if (room) wait = std::min(wait, flow::room_wait_ms(model, clock.wall_ms(), now));
        return static_cast<int>(std::min<std::int64_t>(wait, 60'000));
    }
};

Result<std::unique_ptr<Loop>> Loop::open(LoopOptions options, glass::Display& display, timekeeping::KeptClock& clock) {
    auto p = std::make_unique<Parts>(std::move(options), display, clock);
    const Settings& settings = p->options.settings;
    if (const auto ours = keep_folder_private(p->layout.root); !ours) log(LogLevel::Alert, "kiosk", ours.error().what);
    (void)make_folder(p->layout.keys()).ok();  // what cannot be written is said when it is opened
    const auto memory = memory_folder(p->layout.root);
    if (!memory) return memory.error();
    auto fonts = text::read_font_paths(settings.assets / "fonts.toml");
    if (!fonts) return fonts.error();
    auto typesetter = text::Typesetter::open(*std::move(fonts));
    if (!typesetter) return typesetter.error();
    p->typesetter = *std::move(typesetter);
    auto content = first_content_that_opens(p->layout.content(), settings.assets);
    if (!content) return content.error();
    p->content = *std::move(content);
    p->ui = std::make_unique<widgets::Ui>(*p->typesetter);
    p->ui->set_touch_rules(settings.touch);

    p->store = std::make_unique<journal::Store>(
        journal::StoreOptions{
            p->options.data, settings.unit, first_line(p->layout.root_pub()), std::nullopt, {}, *memory},
        clock, [inbox = &p->inbox](journal::StoreEvent event) { inbox->post(std::move(event)); });
    p->eye = std::make_unique<Eye>(settings, p->inbox,
                                   [letters = p->content.letters.get()](const auto& type, const auto& fields) {
                                       return explain::lacks_its_facts(*letters, type, fields);
                                   });
    p->effects = std::make_unique<Effects>(Hands{p->store.get(), &p->inbox, &p->worker, p->eye.get(),
                                                 p->content.letters.get(), p->options.data, nullptr,
                                                 [raw = p.get()](const flow::Model& now) { raw->print(now); }});
    if (const auto wish = read_room_wish(settings.room))
        p->room.emplace(*wish, p->options.offscreen, settings.assets / "fonts.toml");
    p->narrator = std::make_unique<voice::Narrator>(*p->content.words);
    p->voice = std::make_unique<VoiceProcess>(settings.voice, settings.voice_record, p->inbox);
    p->load_pepper();
    auto bell = doorbell::DoorbellWatch::start(p->layout.bell_mail(), [raw = p.get()] {
        raw->store->look();  // answers through the inbox, which wakes the loop
    });
    if (bell)
        p->mail_bell = *std::move(bell);
    else
        log(LogLevel::Warning, "doorbell", bell.error().what + " News from the jobcenter is looked for every minute.");

    p->model.badge_alone_ms = std::int64_t{settings.badge_alone_minutes} * 60'000;
    p->model.roster.unit_name = settings.unit_name.empty() ? settings.unit : settings.unit_name;
    p->model.hours.main_phone = settings.phone;
    p->model.unit_known = false;
    p->model.languages.clear();
    for (const language::Language& language : p->content.words->languages()) p->model.languages.push_back(language.tag);
    if (auto tries = read_tries(p->layout.pin_tries()))
        p->handle(flow::TriesRemembered{*std::move(tries)});
    else
        log(LogLevel::Alert, "pin", tries.error().what);
    p->handle(
        flow::DevicesSeen{p->eye->has_camera(), settings.printer.empty() ? flow::Printer::None : flow::Printer::Ready});
    p->handle(flow::DoneTouched{});
    p->looked_ms = clock.mono_ms() - store_look_ms;
    return std::unique_ptr<Loop>(new Loop(std::move(p)));
}

Loop::Loop(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

// What other threads hold on to is ended first: the bell calls the store, the store posts to the inbox.
Loop::~Loop() {
    parts_->mail_bell.reset();
    parts_->eye.reset();
    parts_->voice.reset();
    parts_->store.reset();
}

void Loop::turn(int timeout_ms) {
    Parts& p = *parts_;
    ++p.counts.turns;
    const glass::Events events = p.wait(timeout_ms);
    p.look_at_clock();
    for (const glass::Event& event : events) p.take_event(event);
    p.take_inbox();
    p.handle(flow::Ticked{});
    p.look_around();
    p.draw();
}

int Loop::run() {
    Parts& p = *parts_;
    p.draw();
    p.watchdog.ready();
    while (!p.quit) {
        turn(p.wait_ms());
        if (!p.options.play) continue;
        const Play::State state =
            p.options.play->step({p.ui->tree(), p.model, p.display, p.room ? p.room->display() : nullptr},
                                 p.options.shots, p.clock.mono_ms());
        if (state == Play::State::Failed) std::cerr << "play: " << p.options.play->failure() << '\n';
        if (state != Play::State::Going) {
            p.store->settle();
            turn(0);
            return state == Play::State::Done ? 0 : 1;
        }
    }
    return 0;
}

LoopCounts Loop::counts() const {
    return parts_->counts;
}

}  // namespace aaben::shell
