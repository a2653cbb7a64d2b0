#include "widgets/ui.hpp"

#include <algorithm>
#include <cmath>

#include "language/language.hpp"
#include "widgets/impl.hpp"

namespace aaben::widgets {

namespace {
// FNV-1a: ids must be the same from frame to frame and run to run; they need no secrecy.
std::uint64_t mix(std::uint64_t seed, const void* bytes, std::size_t size) {
    const auto* p = static_cast<const unsigned char*>(bytes);
    for (std::size_t i = 0; i < size; ++i) seed = (seed ^ p[i]) * 1'099'511'628'211ULL;
    return seed;
}
std::uint64_t mix(std::uint64_t seed, std::string_view text) {
    return mix(seed, text.data(), text.size());
}
constexpr std::uint64_t fnv_start = 14'695'981'039'346'656'037ULL;
}  // namespace

Ui::Ui(text::Typesetter& typesetter) : impl_(std::make_unique<Impl>(typesetter)) {}
Ui::~Ui() = default;

Rect Ui::Impl::px(const Rect& dp) const {
    const float x = rtl ? width - dp.end() : dp.x;
    return {x * scale, dp.y * scale, dp.w * scale, dp.h * scale};
}

Ui::Impl::Pen::Pen(Impl& impl, Role role, std::string_view label, const Rect& dp)
    : impl_(impl), previous_(impl.current), index_(static_cast<int>(impl.building.nodes.size())) {
    Node made;
    made.parent = impl.parent;
    made.role = role;
    made.label = label;
    made.language = impl.language;
    made.rect = impl.px(dp);
    const std::uint64_t above =
        impl.parent >= 0 ? impl.building.nodes[static_cast<std::size_t>(impl.parent)].id : fnv_start;
    made.id = mix(mix(mix(above, impl.building.screen), name_of(role)), label);
    const auto taken = [&](std::uint64_t id) {
        return std::any_of(impl.building.nodes.begin(), impl.building.nodes.end(),
                           [&](const Node& node) { return node.id == id; });
    };
    while (made.id == 0 || taken(made.id)) made.id = mix(made.id, "again");
    impl.building.nodes.push_back(std::move(made));
    impl.current = index_;
}

Node* Ui::Impl::node_of_pen() {
    if (current < 0) {
        ++building.strays;
        return nullptr;
    }
    return &building.nodes[static_cast<std::size_t>(current)];
}

Rect Ui::Impl::hit_of(const Rect& r) const {
    const float least = std::ceil(std::max(metrics.px_of_mm(target_mm), 0.F));
    Rect hit = r;
    if (hit.w < least) hit.x -= (least - hit.w) / 2, hit.w = least;
    if (hit.h < least) hit.y -= (least - hit.h) / 2, hit.h = least;
    const auto right = static_cast<float>(metrics.width_px), floor = static_cast<float>(metrics.height_px);
    hit.x = std::clamp(hit.x, 0.F, std::max(0.F, right - hit.w));
    hit.y = std::clamp(hit.y, 0.F, std::max(0.F, floor - hit.h));
    return hit;
}

bool Ui::Impl::press(Node& node, bool disabled) {
    node.hit = hit_of(node.rect);
    node.disabled = disabled;
    node.pressed = !disabled && tracker.held() == node.id;
    node.focused = focus == node.id;
    return !disabled && answering == node.id;
}

const Node* Ui::Impl::hit_at(float x, float y) const {
    for (auto it = shown.nodes.rbegin(); it != shown.nodes.rend(); ++it) {
        if (!it->covered && !it->hit.empty() && it->hit.contains(x, y)) return it->disabled ? nullptr : &*it;
    }
    return nullptr;
}

void Ui::set_touch_rules(const TouchRules& rules) {
    impl_->tracker.set_rules(rules);
}

void Ui::touch(const TouchEvent& event) {
    const Node* node = impl_->hit_at(event.x, event.y);
    // A press repeated within a centimetre is the same finger; the neighbour's middle is two away.
    const float same_spot = impl_->metrics.px_of_mm(target_mm / 2);
    const TouchTarget target =
        node != nullptr ? TouchTarget{node->id, node->role == Role::Key, node->role == Role::Toggle} : TouchTarget{};
    if (const auto pressed = impl_->tracker.feed(event, target, same_spot)) {
        impl_->completed = *pressed;
    }
    impl_->lifted_beside = impl_->lifted_beside || (event.kind == TouchEvent::Kind::Up && node == nullptr);
    impl_->focus = 0;  // who touches needs no ring
}

void Ui::keypad(KeypadStep step) {
    std::vector<std::uint64_t> stops;
    for (const Node& node : impl_->shown.nodes) {
        if (!node.covered && !node.disabled && !node.hit.empty()) stops.push_back(node.id);
    }
    const auto at = std::find(stops.begin(), stops.end(), impl_->focus);
    if (step == KeypadStep::Activate) {
        if (at != stops.end()) impl_->completed = *at;
        return;
    }
    if (stops.empty() || (step != KeypadStep::Next && step != KeypadStep::Previous)) return;
    if (at == stops.end()) {
        impl_->focus = step == KeypadStep::Next ? stops.front() : stops.back();
        return;
    }
    const auto i = static_cast<std::size_t>(at - stops.begin());
    const std::size_t n = stops.size();  // it goes round, so that the focus is never trapped
    impl_->focus = stops[step == KeypadStep::Next ? (i + 1) % n : (i + n - 1) % n];
}

void Ui::begin(const PageInput& input) {
    Impl& m = *impl_;
    m.metrics = input.metrics;
    m.scale = input.metrics.scale();
    m.width = input.metrics.width();
    m.height = input.metrics.height();
    // In another language, or in larger letters, what can be pressed lies elsewhere too.
    const bool elsewhere =
        m.shown.screen != input.screen || m.language != input.language || m.text_scale != input.text_scale;
    if (elsewhere) m.tracker.screen_changed(input.time_ms);
    m.text_scale = input.text_scale;
    m.language = input.language;
    m.rtl = language::is_rtl(input.language);
    m.building.nodes.clear();
    m.building.strays = 0;
    m.building.screen = input.screen;
    m.answering = std::exchange(m.completed, 0);
    m.touched_beside = std::exchange(m.lifted_beside, false);
    m.current = m.parent = -1;
    m.type.new_frame();
    m.generation = m.type.atlas().generation;
    m.canvas.begin(input.metrics.width_px, input.metrics.height_px, m.type.atlas());
    const Impl::Pen pen(m, Role::Screen, input.screen, glass());
    m.parent = pen.index();
}

const Drawing& Ui::end() {
    Impl& m = *impl_;
    m.answering = 0;
    std::swap(m.shown, m.building);
    const auto& nodes = m.shown.nodes;
    const auto stands = [&](std::uint64_t id) {
        return std::any_of(nodes.begin(), nodes.end(), [&](const Node& node) {
            return node.id == id && !node.covered && !node.disabled && !node.hit.empty();
        });
    };
    if (m.tracker.target() != 0 && !stands(m.tracker.target())) m.tracker.forget_target();
    if (m.focus != 0 && !stands(m.focus)) m.focus = 0;
    m.drawing = &m.canvas.end();
    std::uint64_t print = mix(fnv_start, m.drawing->vertices.data(), m.drawing->vertices.size_bytes());
    for (const Picture& picture : m.drawing->pictures) print = mix(print, &picture.version, sizeof picture.version);
    m.fingerprint_before = std::exchange(m.fingerprint, print);
    return *m.drawing;
}

const Tree& Ui::tree() const {
    return impl_->shown;
}
bool Ui::press_waits() const {
    return impl_->completed != 0;
}
bool Ui::touched_beside() const {
    return impl_->touched_beside;
}
bool Ui::atlas_moved() const {
    return impl_->generation != impl_->type.atlas().generation;
}
bool Ui::drawing_differs() const {
    return impl_->fingerprint != impl_->fingerprint_before;
}
const Metrics& Ui::metrics() const {
    return impl_->metrics;
}
std::string_view Ui::language() const {
    return impl_->language;
}
bool Ui::rtl() const {
    return impl_->rtl;
}
bool Ui::portrait() const {
    return impl_->metrics.portrait();
}
Rect Ui::glass() const {
    return {0, 0, impl_->width, impl_->height};
}
float Ui::margin() const {
    return portrait() ? 32.F : 40.F;
}
Rect Ui::page() const {
    return {margin(), 0, impl_->width - 2 * margin(), impl_->height};
}

Ui::Scope::~Scope() {
    ui_.impl_->parent = previous_;
}

Ui::Scope Ui::group(Role role, std::string_view label, const Rect& box) {
    const Impl::Pen pen(*impl_, role, label, box);
    return {*this, std::exchange(impl_->parent, pen.index())};
}

}  // namespace aaben::widgets
