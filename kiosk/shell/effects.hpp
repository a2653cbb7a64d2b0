// Carries out what update() asks for and turns the answers into messages. Lives on the loop's thread; answers come back
// through the Inbox. Always: a PIN, a badge's text and a CPR number are handed on and overwritten, never logged.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include "explain/library.hpp"
#include "flow/effect.hpp"
#include "journal/store.hpp"
#include "seal/secret.hpp"
#include "shell/inbox.hpp"
#include "shell/notes.hpp"
#include "shell/worker.hpp"

namespace aaben::shell {

// The camera and the reader behind one interface, so that the loop and the tests need no Tesseract.
class LetterEye {
  public:
    virtual ~LetterEye() = default;
    // Answers through the Inbox: LetterSeen …, LetterRead. `next_page`: the pages read before are kept and read with
    // it.
    virtual void start(bool next_page) = 0;
    virtual void stop() = 0;
    virtual void forget_pictures() = 0;  // overwrites pages, crops and live pictures
};

struct Hands {  // what effects may touch
    journal::Store* store = nullptr;
    Inbox* inbox = nullptr;
    Worker* worker = nullptr;
    LetterEye* eye = nullptr;
    const explain::LetterLibrary* library = nullptr;
    std::filesystem::path data;                     // DATA
    std::shared_ptr<const seal::Secret> pepper;     // null until kiosk-sync has made it
    std::function<void(const flow::Model&)> print;  // the slip of this moment; empty without a printer
};

class Effects {
  public:
    explicit Effects(Hands hands) : hands_(std::move(hands)) {}
    void carry_out(const flow::Effect& effect, const flow::Model& model);
    // Mail may have come for whoever is signed in: NotesOpened, through the Inbox, when their key is there.
    void look_for_notes(const flow::Model& model);
    void forget_staff_key() { staff_key_->forget(); }  // the staff part was closed
    void set_pepper(std::shared_ptr<const seal::Secret> pepper) { hands_.pepper = std::move(pepper); }

    // A store's event as a message for the glass; nothing for those that only concern the shell.
    [[nodiscard]] std::optional<flow::Message> message_of(const journal::StoreEvent& event, const flow::Model& model);

  private:
    void operator()(const flow::Save& e, const flow::Model& m);
    void operator()(const flow::OpenRecord& e, const flow::Model& m);
    void operator()(const flow::CheckBadge& e, const flow::Model& m);
    void operator()(const flow::CheckPin& e, const flow::Model& m);
    void operator()(const flow::KeepTries& e, const flow::Model& m);
    void operator()(const flow::CheckIdentity& e, const flow::Model& m);
    void operator()(const flow::LookUpCode& e, const flow::Model& m);
    void operator()(const flow::StartCamera& e, const flow::Model& m);
    void operator()(const flow::StopCamera& e, const flow::Model& m);
    void operator()(const flow::ForgetPictures& e, const flow::Model& m);
    void operator()(const flow::PrintSlip& e, const flow::Model& m);
    void operator()(const flow::AskEnrolment& e, const flow::Model& m);

    Hands hands_;
    std::shared_ptr<StaffKey> staff_key_ = std::make_shared<StaffKey>();
};

// Who wears this badge, by the peppered hash in the roster; empty: nobody.
struct Wearer {
    visit::CaseworkerId caseworker;
    std::string badge;  // as it was issued, however the scanner typed it
};
[[nodiscard]] std::optional<Wearer> wearer_of(const visit::Roster& roster, const seal::Secret& pepper,
                                              std::string_view scanned);
// Whether the number is one of today's expected visits (day's keyed hash; kind `expected` in mail.db).
[[nodiscard]] bool is_expected(const std::filesystem::path& data, calendar::Date today, std::string_view number);

}  // namespace aaben::shell
