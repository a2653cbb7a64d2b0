#include "shell/eye.hpp"

namespace aaben::shell {

struct Eye::Parts {
    Inbox& inbox;
};

Eye::Eye(const Settings&, Inbox& inbox) : parts_(std::make_unique<Parts>(Parts{inbox})) {}
Eye::~Eye() = default;
void Eye::start() {
    parts_->inbox.post(flow::Message{flow::LetterSeen{flow::ReadingStage::NoCamera}});
}
void Eye::stop() {}
void Eye::forget_pictures() {}
bool Eye::has_camera() const {
    return false;
}
std::optional<widgets::Picture> Eye::crop(int) const {
    return std::nullopt;
}
std::optional<widgets::Picture> Eye::live() const {
    return std::nullopt;
}

}  // namespace aaben::shell
